using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>What calls without a response id are found by: sent with the same key, of the same model, with the same tokens.</summary>
public static class CallLikeness
{
    /// <summary>63 bits that stand for key, model and tokens; null for a span that states too little of them to be taken for another.</summary>
    /// <remarks>
    /// Input alone is too little: who embeds chunks of one length makes call after call that look alike. An instrumentation that
    /// does not name itself is not known to be another one.
    /// </remarks>
    public static long? Of(SpanFacts span)
    {
        if (span.Identity.EmitterId == 0 || span.Model.Length == 0 || span.Usage.TotalInput == 0 || span.Usage.Output == 0)
        {
            return null;
        }

        var hash = new StableHash();
        hash.Add(span.ApiKeyId);
        hash.AddAnyCase(ModelFamily.Of(span.Model));
        hash.Add(span.Usage.TotalInput);
        hash.Add(span.Usage.Output);
        return hash.Value;
    }

    /// <summary>Equal in every class. Reasoning is a part of the output that not every emitter states, and is left aside.</summary>
    internal static bool HaveSameTokens(Usage left, Usage right) => left with { Reasoning = 0 } == right with { Reasoning = 0 };
}
