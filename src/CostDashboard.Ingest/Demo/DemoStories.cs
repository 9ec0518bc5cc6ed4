namespace CostDashboard.Ingest.Demo;

/// <summary>What happens in the demo, and when: the things that a person should be able to find on the dashboard.</summary>
/// <param name="ModelSwitch">The mail composer moves to a model whose tokens cost three times as much.</param>
/// <param name="Release">Release 2.8.1 of the support service: retrieved chunks are ten times the size from here on.</param>
/// <param name="PriceChange">The translator charges half as much again for every token, input and output.</param>
/// <param name="Runaway">An agent begins to call the same search again and again; it goes on for two hours.</param>
public sealed record DemoStories(DateTimeOffset ModelSwitch, DateTimeOffset Release, DateTimeOffset PriceChange, DateTimeOffset Runaway)
{
    /// <param name="until">End of the demo.</param>
    public static DemoStories Of(DateTimeOffset until)
    {
        var figures = DemoFigures.Shared.Stories;
        var lastDay = DateOnly.FromDateTime(until.UtcDateTime);
        return new(TimeOf(figures.ModelSwitch), TimeOf(figures.Release), TimeOf(figures.PriceChange), TimeOf(figures.Runaway));

        DateTimeOffset TimeOf(StoryTime story) => new(lastDay.AddDays(-story.DaysBefore), story.At, TimeSpan.Zero);
    }
}
