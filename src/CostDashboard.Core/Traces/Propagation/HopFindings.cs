using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.Propagation;

/// <summary>How a hop lost the context.</summary>
public enum HopBreak : byte
{
    /// <summary>The callee names a parent that never came: who sent it on exported no span.</summary>
    ParentMissing = 1,

    /// <summary>The callee began a trace of its own, with what it does under the caller in other traces.</summary>
    NewTrace = 2,
}

/// <summary>A hop from one service to another at which traces break.</summary>
/// <param name="Caller">The service that called; empty where no span of the trace tells.</param>
/// <param name="Callee">The service whose spans hang in the air, or begin a trace of their own.</param>
/// <param name="Operation">What the callee did first.</param>
/// <param name="Broken">Times that it was broken in what was looked at.</param>
/// <param name="Intact">Times that the same hop was whole there.</param>
/// <param name="Examples">Traces in which it is broken, the latest first, at most <see cref="HopFindings.MostExamples"/>.</param>
public sealed record BrokenHop(string Caller, string Callee, string Operation, HopBreak Break, int Broken, int Intact, IReadOnlyList<TraceId> Examples);

/// <summary>What was looked at, and the hops at which it breaks.</summary>
/// <param name="Traces">Traces that were looked at.</param>
/// <param name="BrokenTraces">Those of them in which a hop is broken.</param>
/// <param name="Hops">Most often broken first.</param>
public sealed record HopFindings(int Traces, int BrokenTraces, IReadOnlyList<BrokenHop> Hops)
{
    public const int MostExamples = 3;

    /// <summary>More hops are not told of.</summary>
    public const int MostHops = 50;
}
