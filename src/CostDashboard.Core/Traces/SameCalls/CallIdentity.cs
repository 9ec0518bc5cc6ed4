using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>By what a call is known again when another source reports it too.</summary>
/// <param name="ResponseKey">Stands for the response id; negative for one that a client library made up; null where the span states none, or one that may be many responses'.</param>
/// <param name="EmitterId">Stands for the signal and the instrumentation that reported it; 0 where the instrumentation is not named.</param>
/// <param name="Rank">The emitter's signals from the best to the least (conventions §9.3, D10); 0 is charged rather than 1.</param>
public readonly record struct CallIdentity(long? ResponseKey, int EmitterId, byte Rank)
{
    /// <summary>It states the id that the provider gave: a report with another one is about another call.</summary>
    public bool HasProvidersId => ResponseKey is { } key && !ResponseIds.IsInvented(key);

    /// <summary>Nothing for a span that is no call.</summary>
    public static CallIdentity Of(NormalizedSpan span)
    {
        if (span.Call is not { } call)
        {
            return default;
        }

        var origin = span.Source.Origin;
        return new(ResponseIds.KeyOf(call.ResponseId), EmitterOf(origin), SourceRanks.Of(origin.Signal, origin.ScopeName));
    }

    private static int EmitterOf(SpanOrigin origin)
    {
        if (string.IsNullOrEmpty(origin.ScopeName))
        {
            return 0;
        }

        var hash = new StableHash();
        hash.Add((long)origin.Signal);
        hash.Add(origin.ScopeName);
        return Math.Max(1, (int)(hash.Value & int.MaxValue));
    }
}
