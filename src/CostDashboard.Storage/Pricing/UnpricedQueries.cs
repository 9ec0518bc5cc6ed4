using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing.Unpriced;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Pricing;

/// <summary>The calls of one model in one project and state.</summary>
internal sealed class UnpricedSums
{
    public int ProjectId { get; set; }

    public string Provider { get; set; } = "";

    public string Model { get; set; } = "";

    public int State { get; set; }

    public long Calls { get; set; }

    public long Input { get; set; }

    public long CacheRead { get; set; }

    public long CacheWrite5m { get; set; }

    public long CacheWrite1h { get; set; }

    public long Output { get; set; }

    public long Reasoning { get; set; }

    public long First { get; set; }

    public long Last { get; set; }
}

/// <summary>Asks the daily totals: time grows with the days of the period times the series active in them, not with spans.</summary>
internal sealed class UnpricedQueries(IDatabase database) : IUnpricedQueries
{
    // A model is in many projects; of the models beyond the limit only the most called are of interest.
    private const int MostGroups = 20 * IUnpricedQueries.MostModels;

    public async Task<IReadOnlyList<UnpricedTraffic>> GetAsync(ProjectId? project, UnixNanos from, UnixNanos to, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var projects = await SpendQueries.ProjectsAsync(db, project, cancellationToken);
        var sums = await Sums(db, projects, from.Value, to.Value).ToListAsync(cancellationToken);
        return [.. sums
            .GroupBy(sum => (sum.Provider, sum.Model, sum.State))
            .Select(group => new UnpricedTraffic(
                group.Key.Provider,
                group.Key.Model,
                (PriceState)group.Key.State,
                group.Sum(sum => sum.Calls),
                group.Aggregate(default(Usage), (usage, sum) => usage + new Usage(sum.Input, sum.CacheRead, sum.CacheWrite5m, sum.CacheWrite1h, sum.Output, sum.Reasoning)),
                new(group.Min(sum => sum.First)),
                new(group.Max(sum => sum.Last)),
                [.. group.Select(sum => new ProjectId(sum.ProjectId)).OrderBy(id => id.Value)]))
            .OrderByDescending(traffic => traffic.Calls)
            .ThenBy(traffic => traffic.Provider, StringComparer.Ordinal)
            .ThenBy(traffic => traffic.Model, StringComparer.Ordinal)
            .ThenBy(traffic => traffic.State)
            .Take(IUnpricedQueries.MostModels)];
    }

    internal static IQueryable<UnpricedSums> Sums(CostDb db, int[] projects, long from, long to) => db.SpendDays.AsNoTracking()
        .TagWith("UnpricedSums")
        .Where(day => projects.Contains(day.ProjectId) && day.Bucket >= from && day.Bucket < to && day.Calls > 0)
        .Join(
            db.Series.Where(series => series.PriceState == (int)PriceState.Unpriced || series.PriceState == (int)PriceState.Partial),
            day => day.SeriesId,
            series => series.Id,
            (day, series) => new { Day = day, Series = series })
        .GroupBy(row => new { row.Series.ProjectId, row.Series.Provider, row.Series.Model, row.Series.PriceState })
        .Select(group => new UnpricedSums
        {
            ProjectId = group.Key.ProjectId,
            Provider = group.Key.Provider,
            Model = group.Key.Model,
            State = group.Key.PriceState,
            Calls = group.Sum(row => row.Day.Calls),
            Input = group.Sum(row => row.Day.InputTokens),
            CacheRead = group.Sum(row => row.Day.CacheReadTokens),
            CacheWrite5m = group.Sum(row => row.Day.CacheWrite5mTokens),
            CacheWrite1h = group.Sum(row => row.Day.CacheWrite1hTokens),
            Output = group.Sum(row => row.Day.OutputTokens),
            Reasoning = group.Sum(row => row.Day.ReasoningTokens),
            First = group.Min(row => row.Day.Bucket),
            Last = group.Max(row => row.Day.Bucket),
        })
        .OrderByDescending(sums => sums.Calls)
        .Take(MostGroups);
}
