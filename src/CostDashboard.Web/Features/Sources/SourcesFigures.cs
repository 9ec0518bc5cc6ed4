using CostDashboard.Core.Access;
using CostDashboard.Core.Sources;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Sources;

/// <summary>What arrived from where.</summary>
/// <param name="Hours">Every hour from the first one on, also those in which nothing arrived.</param>
public sealed record SourcesFigures(
    UnixNanos From, UnixNanos Now, IReadOnlyList<SourceTotal> Sources, IReadOnlyList<SourceHourTotal> Hours, IReadOnlyList<SourceRejection> Rejections)
{
    /// <summary>Of all sources together.</summary>
    public SourceFigures Total { get; } = Sources.Aggregate(SourceFigures.None, (sum, source) => sum.Plus(source.Figures));

    /// <summary>Since <see cref="From"/>, also the minutes in which nothing came.</summary>
    public double PerMinute(long spans) => spans / Math.Max(1.0, (double)(Now - From) / UnixNanos.PerMinute);

    public static async Task<SourcesFigures> AskAsync(ISourceStore store, ProjectId project, SourcesView view, UnixNanos now, CancellationToken cancellationToken)
    {
        var from = view.Begin(now);
        var hours = (await store.GetHoursAsync(project, from, cancellationToken)).ToDictionary(hour => hour.Hour);
        var all = new List<SourceHourTotal>();
        for (var hour = from; hour <= now; hour += UnixNanos.PerHour)
        {
            all.Add(hours.GetValueOrDefault(hour, new(hour, 0, 0)));
        }

        return new(from, now, await store.GetAsync(project, from, cancellationToken), all, await store.GetRejectionsAsync(project, cancellationToken));
    }
}
