namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>When the context of an agent grows: of at least <see cref="LeastCalls"/> calls, three quarters read more than the one before.</summary>
public static class ContextGrowth
{
    public const int LeastCalls = 5;

    /// <summary>How many times as much as the first call of a run a call may read before it reads too much.</summary>
    public const decimal UsualFactor = 3;

    private const double Mostly = 0.75;

    /// <param name="contexts">Tokens that each call of a run read, in order.</param>
    public static bool Grows(IReadOnlyList<long> contexts)
    {
        if (contexts.Count < LeastCalls)
        {
            return false;
        }

        var growing = 0;
        for (var i = 1; i < contexts.Count; i++)
        {
            growing += contexts[i] > contexts[i - 1] ? 1 : 0;
        }

        return growing >= (contexts.Count - 1) * Mostly;
    }
}
