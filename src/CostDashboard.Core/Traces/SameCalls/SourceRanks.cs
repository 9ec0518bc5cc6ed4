using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>
/// Which signal of an emitter is charged where it reports one call by several (conventions §9.3, D10): the one that says most about what is
/// billed. An emitter that stands in no line is taken by the default: its spans, then its log events, then its metrics.
/// </summary>
internal static class SourceRanks
{
    private static readonly Signal[] s_default = [Signal.Trace, Signal.Log, Signal.Metric];

    // A new emitter is one line: how its scope's name begins, and its signals from the best to the least.
    private static readonly (string Scope, Signal[] Signals)[] s_emitters =
    [
        // Only the log event api_request states the cost.
        ("com.anthropic.claude_code", [Signal.Log, Signal.Trace, Signal.Metric]),

        // Only the log event api_response tells cached tokens and thoughts apart.
        ("gemini-cli", [Signal.Log, Signal.Trace, Signal.Metric]),
        ("gemini_cli", [Signal.Log, Signal.Trace, Signal.Metric]),
    ];

    /// <summary>0 for what is charged rather than all else; a rank is compared between sources of any kind.</summary>
    internal static byte Of(Signal signal, string? scope)
    {
        foreach (var (start, signals) in s_emitters)
        {
            if (scope?.StartsWith(start, StringComparison.Ordinal) is true)
            {
                return (byte)Array.IndexOf(signals, signal);
            }
        }

        return (byte)Array.IndexOf(s_default, signal);
    }
}
