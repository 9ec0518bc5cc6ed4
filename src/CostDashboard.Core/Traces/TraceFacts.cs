using System.Collections.Frozen;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>What is stored of a trace without its attributes.</summary>
/// <param name="Spans">In no particular order.</param>
/// <param name="ChargedInstead">The spans of the trace that tell of a call which is charged at another span, each with that one.</param>
/// <param name="ReceivedAt">When spans of the trace came last.</param>
public sealed record TraceFacts(IReadOnlyList<SpanFacts> Spans, IReadOnlyDictionary<SpanId, SpanKey> ChargedInstead, UnixNanos ReceivedAt)
{
    /// <summary>
    /// Nanoseconds without a new span after which a trace is taken to be whole. Exporters send every few seconds, collectors that sample by the
    /// tail wait for half a minute: ten minutes leave room for one that has to try again.
    /// </summary>
    public const long QuietAfter = 10 * UnixNanos.PerMinute;

    /// <summary>No such trace.</summary>
    public static TraceFacts None { get; } = new([], FrozenDictionary<SpanId, SpanKey>.Empty, default);

    /// <summary>Nothing of the trace has come for so long that nothing is expected.</summary>
    public bool IsQuiet(UnixNanos now) => now - ReceivedAt >= QuietAfter;

    /// <summary>The trace as it is charged.</summary>
    /// <exception cref="OverflowException">The trace's money or tokens are more than 64 bits hold.</exception>
    public TraceRollup Rollup(TraceKey trace) => TraceRollup.Of(trace, TraceAssembler.Assemble(Spans), ChargedInstead);
}
