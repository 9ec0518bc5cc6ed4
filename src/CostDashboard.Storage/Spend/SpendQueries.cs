using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>Asks the spend tables.</summary>
/// <remarks>
/// Time grows with the spend rows in the period, not with spans: with the spans of time (days where days, months or the total are asked for,
/// else hours, quarters or minutes) times the values of the dimension that is asked for; with two dimensions, or within the hour by the minute,
/// times the series active in them. Distributions take as long again, because every row's histograms are merged.
/// </remarks>
internal sealed class SpendQueries(IDatabase database, OrganisationCalendar calendar) : ISpendQueries
{
    /// <summary>More groups than this are no answer that a page could show.</summary>
    internal const int MostGroups = 200_000;

    public async Task<SpendAnswer> AskAsync(SpendQuestion question, CancellationToken cancellationToken)
    {
        SpendRules.Demand(question);
        await using var db = database.Open();
        try
        {
            return SpendRules.IsOfDays(question)
                ? await LabelQueries.AskAsync(db, calendar, question, cancellationToken)
                : await ReadAsync(db, question, cancellationToken);
        }
        catch (Exception error) when (database.IsOverflow(error))
        {
            throw TooLarge.From(error);
        }
    }

    public async Task<ChosenAnswer> AskChosenAsync(
        SpendQuestion question, Func<IReadOnlyList<SpendRow>, IReadOnlyCollection<string>> choose, CancellationToken cancellationToken)
    {
        ChosenAnswer.Demand(question);
        if (!SpendRules.IsOfDays(question))
        {
            return ChosenAnswer.Of(await AskAsync(question, cancellationToken), choose);
        }

        SpendRules.Demand(question);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        try
        {
            return await LabelQueries.AskChosenAsync(snapshot.Db, calendar, question, choose, cancellationToken);
        }
        catch (Exception error) when (database.IsOverflow(error))
        {
            throw TooLarge.From(error);
        }
    }

    public async Task<SpikeAnswer> CompareAsync(SpikeQuestion question, CancellationToken cancellationToken)
    {
        SpikeQueries.Demand(question);
        await using var db = database.Open();
        try
        {
            return await SpikeQueries.CompareAsync(db, calendar, question, cancellationToken);
        }
        catch (Exception error) when (database.IsOverflow(error))
        {
            throw TooLarge.From(error);
        }
    }

    public async Task<IReadOnlyList<KeyValuePair<string, long>>> GetValuesAsync(
        ProjectId? project, Dimension dimension, UnixNanos from, UnixNanos to, int most, CancellationToken cancellationToken)
    {
        if (!SeriesFilters.IsOfSeries(dimension))
        {
            await using var db = database.Open();
            return await LabelQueries.ValuesAsync(db, calendar, project, dimension, from, to, most, cancellationToken);
        }

        var (first, last) = (from.Floor(UnixNanos.PerQuarter), (to + (UnixNanos.PerQuarter - 1)).Floor(UnixNanos.PerQuarter));
        var answer = await AskAsync(new(project, first, last, Grain.Total, [dimension], [], WithDistributions: false), cancellationToken);
        return [.. answer.Rows
            .Select(row => KeyValuePair.Create(row.Values[0], row.Measures.CostNanoUsd))
            .OrderByDescending(v => v.Value)
            .ThenBy(v => v.Key, StringComparer.Ordinal)
            .Take(most)];
    }

    public async Task<(UnixNanos First, UnixNanos Last)?> GetExtentAsync(ProjectId? project, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        (UnixNanos First, UnixNanos Last)? extent = null;
        foreach (var id in await ProjectsAsync(db, project, cancellationToken))
        {
            // Two seeks to the ends of the key's range.
            var minutes = Extent(db, id);
            if (await minutes.MinAsync(cancellationToken) is { } first && await minutes.MaxAsync(cancellationToken) is { } last)
            {
                extent = extent is { } known
                    ? (new(Math.Min(first, known.First.Value)), new(Math.Max(last, known.Last.Value)))
                    : (new(first), new(last));
            }
        }

        return extent;
    }

    internal static IQueryable<long?> Extent(CostDb db, int project) =>
        db.SpendMinutes.AsNoTracking().TagWith(nameof(Extent)).Where(m => m.ProjectId == project).Select(m => (long?)m.Bucket);

    internal static IQueryable<int> ProjectsWithSpend(CostDb db) =>
        db.Series.AsNoTracking().TagWith(nameof(ProjectsWithSpend)).Select(s => s.ProjectId).Distinct().OrderBy(id => id);

    /// <summary>The query of the sums of one segment of time; at most <see cref="MostGroups"/> rows and one more that tells of too many.</summary>
    internal static IQueryable<GroupSums> Sums(
        CostDb db, SpendTable table, Dimension? slice, int[] projects, SpendQuestion question, TimeCuts cuts, TimeSegment segment)
    {
        if (slice is null && cuts.Length == 0 && question.By.Count > 0)
        {
            return SumsBySeries(db, table, projects, question, segment);
        }

        var key = SpendGroups.Key(cuts.Length, TimeCuts.Shift(segment), question.By);
        return Rows(db, table, slice, projects, question, segment)
            .TagWith(nameof(Sums))
            .GroupBy(key)
            .Select(SpendGroups.Sums<Labelled<SpendBucketRow>, SpendBucketRow>(x => x.Row, cuts.Length > 0, question.By.Count))
            .Take(MostGroups + 1);
    }

    /// <summary>The query of the histograms of one segment of time: a row each, merged by the reader.</summary>
    internal static IQueryable<GroupHistograms> Histograms(
        CostDb db, SpendTable table, Dimension? slice, int[] projects, SpendQuestion question, TimeCuts cuts, TimeSegment segment) =>
        Rows(db, table, slice, projects, question, segment)
            .TagWith(nameof(Histograms))
            .Where(x => x.Row.Latency != null || x.Row.TraceLatency != null || x.Row.TimeToFirstToken != null)
            .Select(SpendGroups.Histograms(SpendGroups.Key(cuts.Length, TimeCuts.Shift(segment), question.By)));

    /// <summary>The rows of projects in a span of time.</summary>
    internal static IQueryable<SpendBucketRow> InTime(CostDb db, SpendTable table, Dimension? slice, int[] projects, UnixNanos first, UnixNanos end)
    {
        var (from, to) = (first.Value, end.Value);
        var inTime = BucketRows.Of(db, table, slice).Where(r => r.Bucket >= from && r.Bucket < to);
        if (projects.Length == 1)
        {
            var project = projects[0];
            return inTime.Where(r => r.ProjectId == project);
        }

        return inTime.Where(r => projects.Contains(r.ProjectId));
    }

    // Rows are added up by the number of their series, and only these sums meet the labels: a text is not looked up and compared for every row.
    private static IQueryable<GroupSums> SumsBySeries(CostDb db, SpendTable table, int[] projects, SpendQuestion question, TimeSegment segment)
    {
        var rows = InTime(db, table, null, projects, segment.From, segment.To);
        if (question.Filters.Count > 0)
        {
            rows = rows.Join(Series(db, question), r => r.SeriesId, s => s.Id, (r, _) => r);
        }

        return rows
            .TagWith(nameof(SumsBySeries))
            .GroupBy(r => new SeriesTotal { ProjectId = r.ProjectId, SeriesId = r.SeriesId })
            .Select(SpendGroups.OfSeries())
            .Join(db.Series.AsNoTracking(), t => t.SeriesId, s => s.Id, (t, s) => new Labelled<SeriesTotal> { Row = t, Series = s })
            .GroupBy(SpendGroups.Key(question.By))
            .Select(SpendGroups.Sums<Labelled<SeriesTotal>, SeriesTotal>(x => x.Row, hasCut: false, question.By.Count))
            .Take(MostGroups + 1);
    }

    private static IQueryable<SeriesRow> Series(CostDb db, SpendQuestion question) =>
        question.Filters.Aggregate(db.Series.AsNoTracking(), (all, filter) => all.Where(SeriesFilters.Condition(filter)));

    private static IQueryable<Labelled<SpendBucketRow>> Rows(CostDb db, SpendTable table, Dimension? slice, int[] projects, SpendQuestion question, TimeSegment segment)
    {
        var inTime = InTime(db, table, slice, projects, segment.From, segment.To);
        if (question.By.Count == 0 && question.Filters.Count == 0)
        {
            return inTime.Select(r => new Labelled<SpendBucketRow> { Row = r });
        }

        return inTime.Join(Series(db, question), r => r.SeriesId, s => s.Id, (r, s) => new Labelled<SpendBucketRow> { Row = r, Series = s });
    }

    private async Task<SpendAnswer> ReadAsync(CostDb db, SpendQuestion question, CancellationToken cancellationToken)
    {
        var answer = new AnswerBuilder(question.By);
        var slice = SpendSlices.For(question);
        var projects = await ProjectsAsync(db, question.Project, cancellationToken);
        foreach (var piece in projects.Length == 0 ? [] : SpendPieces.Of(calendar, question.Grain, question.From, question.To))
        {
            await ReadAsync(db, piece, SpendSlices.AreKeptIn(piece.Table) ? slice : null, projects, question, answer, cancellationToken);
        }

        return answer.Build();
    }

    private async Task ReadAsync(
        CostDb db, SpendPiece piece, Dimension? slice, int[] projects, SpendQuestion question, AnswerBuilder answer, CancellationToken cancellationToken)
    {
        var cuts = new TimeCuts(calendar, question.Grain);
        foreach (var segment in cuts.Segments(piece.From, piece.To))
        {
            await foreach (var group in Sums(db, piece.Table, slice, projects, question, cuts, segment).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                answer.Add(StartOf(group.Key), group);
            }

            if (question.WithDistributions)
            {
                await foreach (var row in Histograms(db, piece.Table, slice, projects, question, cuts, segment).AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    answer.Add(StartOf(row.Key), row);
                }
            }

            UnixNanos StartOf(GroupKey key) => question.Grain is Grain.Total ? question.From : cuts.StartOf(segment, key.Cut);
        }
    }

    // The spend tables' keys begin with the project: named ones are ranges of the key, "all" would be the whole table.
    internal static async Task<int[]> ProjectsAsync(CostDb db, ProjectId? project, CancellationToken cancellationToken) =>
        project is { } one ? [one.Value] : await ProjectsWithSpend(db).ToArrayAsync(cancellationToken);
}
