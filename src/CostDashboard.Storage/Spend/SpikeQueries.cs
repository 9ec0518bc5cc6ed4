using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>What a series adds up to in a span of time.</summary>
internal sealed class SeriesSums
{
    public long SeriesId { get; set; }

    public long Calls { get; set; }

    public long Tokens { get; set; }

    public long CostNanoUsd { get; set; }

    public SpikeFigures ToFigures() => new(Calls, Tokens, CostNanoUsd);
}

/// <summary>
/// Reads the series of a period and its baseline. Each period is taken apart as for any other question about its total: whole days from days, their
/// edges from hours, quarters and minutes. Nothing between the periods is read.
/// </summary>
internal static class SpikeQueries
{
    // A list of numbers in a query; the series of a large project come in several pieces.
    private const int SeriesPerQuery = 500;

    /// <exception cref="UnanswerableException">The totals do not know this.</exception>
    public static void Demand(SpikeQuestion question)
    {
        foreach (var period in question.Baseline.Prepend(question.Period))
        {
            if (period.To <= period.From)
            {
                throw new UnanswerableException("A period ends before it begins. Ask with 'to' after 'from'.");
            }

            if (!SpendRules.IsOnMinute(period.From) || !SpendRules.IsOnMinute(period.To))
            {
                throw new UnanswerableException("Totals are kept by the minute. Ask from and to whole minutes.");
            }
        }

        if (question.Baseline.Count > SpikeQuestion.MostPeriods)
        {
            throw new UnanswerableException($"A period is compared with at most {SpikeQuestion.MostPeriods} others. Ask for fewer.");
        }

        if (question.Filters.FirstOrDefault(f => !SeriesFilters.IsOfSeries(f.Dimension)) is { } daily)
        {
            var what = daily.Dimension is Dimension.User ? "users" : $"the tag '{daily.TagKey}'";
            throw new UnanswerableException(
                $"The totals of {what} are kept by the day and do not know steps or models, so they cannot tell what made a difference. "
                + "Ask without this filter, or open the list of traces, which filters by it.");
        }
    }

    public static async Task<SpikeAnswer> CompareAsync(
        CostDb db, OrganisationCalendar calendar, SpikeQuestion question, CancellationToken cancellationToken)
    {
        var projects = await SpendQueries.ProjectsAsync(db, question.Project, cancellationToken);
        var sums = new List<(int? Period, SeriesSums Sums)>();
        await ReadAsync(null, question.Period);
        for (var i = 0; i < question.Baseline.Count; i++)
        {
            await ReadAsync(i, question.Baseline[i]);
        }

        var series = await SeriesAsync(db, [.. sums.Select(s => s.Sums.SeriesId).Distinct()], cancellationToken);
        var answer = new SpikeAnswerBuilder(question.Baseline.Count);
        foreach (var (period, sum) in sums)
        {
            answer.Add(period, series[sum.SeriesId], sum.ToFigures());
        }

        return answer.Build();

        async Task ReadAsync(int? number, Period period)
        {
            foreach (var piece in projects.Length == 0 ? [] : SpendPieces.Of(calendar, Grain.Total, period.From, period.To))
            {
                var found = await Sums(db, piece, projects, question.Filters).ToListAsync(cancellationToken);
                if (found.Count > SpikeQuestion.MostSeries)
                {
                    throw new UnanswerableException(
                        $"More than {SpikeQuestion.MostSeries} series were active in this period. Ask for a shorter period or with a filter.");
                }

                sums.AddRange(found.Select(row => (number, row)));
            }
        }
    }

    /// <summary>The query of the sums of one piece of a period; at most <see cref="SpikeQuestion.MostSeries"/> rows and one more that tells of too many.</summary>
    internal static IQueryable<SeriesSums> Sums(CostDb db, SpendPiece piece, int[] projects, IReadOnlyList<SpendFilter> filters)
    {
        var rows = SpendQueries.InTime(db, piece.Table, null, projects, piece.From, piece.To).TagWith("SpikeSums").Where(r => r.Calls != 0);
        if (filters.Count > 0)
        {
            var series = filters.Aggregate(db.Series.AsNoTracking(), (all, filter) => all.Where(SeriesFilters.Condition(filter)));
            rows = rows.Join(series, r => r.SeriesId, s => s.Id, (r, _) => r);
        }

        return rows
            .GroupBy(r => r.SeriesId)
            .Select(g => new SeriesSums
            {
                SeriesId = g.Key,
                Calls = g.Sum(r => r.Calls),
                Tokens = g.Sum(r => r.InputTokens + r.CacheReadTokens + r.CacheWrite5mTokens + r.CacheWrite1hTokens + r.OutputTokens),
                CostNanoUsd = g.Sum(r => r.CostNanoUsd),
            })
            .Take(SpikeQuestion.MostSeries + 1);
    }

    private static async Task<Dictionary<long, SpendKey>> SeriesAsync(CostDb db, long[] ids, CancellationToken cancellationToken)
    {
        var series = new Dictionary<long, SpendKey>(ids.Length);
        foreach (var piece in ids.Chunk(SeriesPerQuery))
        {
            foreach (var row in await LedgerCheck.SeriesOf(db, piece).ToListAsync(cancellationToken))
            {
                series[row.Id] = SeriesKeys.Of(row);
            }
        }

        return series;
    }
}
