using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>The sums of calls that ended alike, of one series or of one step and model, or of one day.</summary>
internal sealed class OutcomeSums : OutcomeFigures
{
    public int ProjectId { get; set; }

    public long SeriesId { get; set; }

    public string Step { get; set; } = "";

    public string Model { get; set; } = "";

    public int Day { get; set; }

    public int Outcome { get; set; }
}

/// <inheritdoc />
/// <remarks>
/// Time grows with the days times the series that are active in them times the ways in which their calls end (mostly one or two), not with spans; of
/// first tokens, with the bins of those rows whose calls state them.
/// </remarks>
internal sealed class OutcomeQueries(IDatabase database, OrganisationCalendar calendar) : IOutcomeQueries
{
    public async Task<IReadOnlyList<OutcomeRow>> GetRowsAsync(OutcomeQuestion question, CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(question, BySeries, cancellationToken))
            .Select(sums => new OutcomeRow(sums.Step, sums.Model, CallOutcome.FromCode(sums.Outcome), OutcomeMeasuresOf.Sums(sums)))
            .OrderBy(row => row.Step, StringComparer.Ordinal)
            .ThenBy(row => row.Model, StringComparer.Ordinal)
            .ThenBy(row => row.Outcome.Code),
    ];

    public async Task<IReadOnlyList<OutcomeOfDay>> GetDaysAsync(OutcomeQuestion question, CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(question, ByDay, cancellationToken))
            .OrderBy(sums => sums.Day)
            .ThenBy(sums => sums.Outcome)
            .Select(sums => new OutcomeOfDay(
                calendar.StartOf(OrganisationCalendar.DayOfNumber(sums.Day)), CallOutcome.FromCode(sums.Outcome), OutcomeMeasuresOf.Sums(sums))),
    ];

    public async Task<Density> GetFirstTokensAsync(OutcomeQuestion question, CancellationToken cancellationToken)
    {
        OutcomeRules.Demand(question, calendar);
        await using var db = database.Open();
        var density = new Density();
        var (from, to) = Days(question);
        var projects = await SpendQueries.ProjectsAsync(db, question.Project, cancellationToken);
        await foreach (var bytes in FirstTokens(db, projects, question, from, to).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            density.MergeEncoded(bytes);
        }

        return density;
    }

    /// <summary>The query of the sums by step and model; at most <see cref="SpendQueries.MostGroups"/> rows and one more that tells of too many.</summary>
    /// <remarks>Rows are added up by the number of their series, and only these sums meet the labels.</remarks>
    internal static IQueryable<OutcomeSums> BySeries(CostDb db, int[] projects, OutcomeQuestion question, int from, int to) =>
        Rows(db, projects, question, from, to)
            .TagWith("OutcomesBySeries")
            .GroupBy(r => new { r.ProjectId, r.SeriesId, r.Outcome })
            .Select(g => new OutcomeSums
            {
                ProjectId = g.Key.ProjectId,
                SeriesId = g.Key.SeriesId,
                Outcome = g.Key.Outcome,
                Calls = g.Sum(r => r.Calls),
                UnpricedCalls = g.Sum(r => r.UnpricedCalls),
                PartialCalls = g.Sum(r => r.PartialCalls),
                CostNanoUsd = g.Sum(r => r.CostNanoUsd),
                InputTokens = g.Sum(r => r.InputTokens),
                OutputTokens = g.Sum(r => r.OutputTokens),
            })
            .Join(db.Series.AsNoTracking(), t => t.SeriesId, s => s.Id, (t, s) => new { Row = t, s.Step, s.Model })
            .GroupBy(x => new { x.Step, x.Model, x.Row.Outcome })
            .Select(g => new OutcomeSums
            {
                Step = g.Key.Step,
                Model = g.Key.Model,
                Outcome = g.Key.Outcome,
                Calls = g.Sum(x => x.Row.Calls),
                UnpricedCalls = g.Sum(x => x.Row.UnpricedCalls),
                PartialCalls = g.Sum(x => x.Row.PartialCalls),
                CostNanoUsd = g.Sum(x => x.Row.CostNanoUsd),
                InputTokens = g.Sum(x => x.Row.InputTokens),
                OutputTokens = g.Sum(x => x.Row.OutputTokens),
            })
            .Take(SpendQueries.MostGroups + 1);

    /// <summary>The query of the sums by day; bounded by the days, times the few outcomes there are.</summary>
    internal static IQueryable<OutcomeSums> ByDay(CostDb db, int[] projects, OutcomeQuestion question, int from, int to) =>
        Rows(db, projects, question, from, to)
            .TagWith("OutcomesByDay")
            .GroupBy(r => new { r.Day, r.Outcome })
            .Select(g => new OutcomeSums
            {
                Day = g.Key.Day,
                Outcome = g.Key.Outcome,
                Calls = g.Sum(r => r.Calls),
                UnpricedCalls = g.Sum(r => r.UnpricedCalls),
                PartialCalls = g.Sum(r => r.PartialCalls),
                CostNanoUsd = g.Sum(r => r.CostNanoUsd),
                InputTokens = g.Sum(r => r.InputTokens),
                OutputTokens = g.Sum(r => r.OutputTokens),
            })
            .Take(SpendQueries.MostGroups + 1);

    /// <summary>The query of the densities, merged by the reader as they come.</summary>
    internal static IQueryable<byte[]> FirstTokens(CostDb db, int[] projects, OutcomeQuestion question, int from, int to) =>
        Rows(db, projects, question, from, to).TagWith("OutcomeFirstTokens").Where(r => r.FirstToken != null).Select(r => r.FirstToken!);

    private static IQueryable<OutcomeDayRow> Rows(CostDb db, int[] projects, OutcomeQuestion question, int from, int to)
    {
        var rows = db.OutcomeDays.AsNoTracking().Where(r => r.Day >= from && r.Day < to);
        if (projects is [var one])
        {
            rows = rows.Where(r => r.ProjectId == one);
        }
        else
        {
            rows = rows.Where(r => projects.Contains(r.ProjectId));
        }

        if (question.Filters.Count == 0)
        {
            return rows;
        }

        var series = question.Filters.Aggregate(db.Series.AsNoTracking(), (all, filter) => all.Where(SeriesFilters.Condition(filter)));
        return rows.Join(series, r => r.SeriesId, s => s.Id, (r, _) => r);
    }

    private async Task<List<OutcomeSums>> ReadAsync(
        OutcomeQuestion question, Func<CostDb, int[], OutcomeQuestion, int, int, IQueryable<OutcomeSums>> query, CancellationToken cancellationToken)
    {
        OutcomeRules.Demand(question, calendar);
        await using var db = database.Open();
        try
        {
            var (from, to) = Days(question);
            var projects = await SpendQueries.ProjectsAsync(db, question.Project, cancellationToken);
            var sums = await query(db, projects, question, from, to).ToListAsync(cancellationToken);
            return sums.Count <= SpendQueries.MostGroups
                ? sums
                : throw new UnanswerableException($"More than {SpendQueries.MostGroups} steps, models and outcomes are in it. Ask for a shorter period, or for some steps.");
        }
        catch (Exception error) when (database.IsOverflow(error))
        {
            throw TooLarge.From(error);
        }
    }

    private (int From, int To) Days(OutcomeQuestion question) => (calendar.DayNumberOf(question.From), calendar.DayNumberOf(question.To));
}
