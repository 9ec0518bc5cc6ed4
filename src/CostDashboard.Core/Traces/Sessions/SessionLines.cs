namespace CostDashboard.Core.Traces.Sessions;

/// <summary>A trace of a session, with what the session cost up to it.</summary>
/// <param name="Number">From 1, in the session's order.</param>
/// <param name="RunningNanoUsd">Of this trace and those before it, as far as it is known.</param>
/// <param name="RunningUnpriced">Calls of unknown cost up to here, which are not in it.</param>
/// <param name="RunningPartial">Calls up to here of which only a part is in it.</param>
/// <param name="Context">Mean input tokens of the trace's calls, cached ones among them: how much is sent along; null where it has no call.</param>
public sealed record SessionLine(int Number, TraceSummary Trace, long RunningNanoUsd, long RunningUnpriced, long RunningPartial, double? Context);

/// <summary>Lays the traces of a session out in order. The last running cost is the sum of the traces.</summary>
public static class SessionLines
{
    /// <exception cref="OverflowException">The sum is more than 64 bits hold.</exception>
    public static IReadOnlyList<SessionLine> Of(IReadOnlyList<TraceSummary> inOrder)
    {
        var lines = new List<SessionLine>(inOrder.Count);
        var (running, unpriced, partial) = (0L, 0L, 0L);
        foreach (var trace in inOrder)
        {
            running = checked(running + trace.CostNanoUsd);
            unpriced += trace.UnpricedCalls;
            partial += trace.PartialCalls;
            lines.Add(new(lines.Count + 1, trace, running, unpriced, partial, trace.Calls == 0 ? null : (double)trace.Usage.TotalInput / trace.Calls));
        }

        return lines;
    }
}
