namespace CostDashboard.Web.Features.Start;

/// <summary>How far the demonstration data is.</summary>
/// <param name="Share">0 to 1; 1 once all of it is stored.</param>
/// <param name="Failure">Why it ended before that; null while all is well.</param>
/// <param name="Project">Number of the project that holds it; null before it began.</param>
internal sealed record DemoState(bool IsRunning, double Share, long Spans, string? Failure = null, int? Project = null)
{
    internal static DemoState None { get; } = new(false, 0, 0);
}

/// <summary>Fills a project of its own with demonstration data, in the background.</summary>
internal interface IDemo
{
    DemoState State { get; }

    /// <summary>Begins, or goes on where an earlier start of the program left off. Does nothing while it runs, and nothing once all is there.</summary>
    Task BeginAsync(CancellationToken cancellationToken);
}
