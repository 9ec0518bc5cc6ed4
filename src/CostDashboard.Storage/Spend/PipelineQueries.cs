using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>The sums of one step of a pipeline.</summary>
internal sealed class PipelineSums : PipelineFigures
{
    public string Root { get; set; } = "";

    public string? Step { get; set; }
}

/// <summary>A day's row beside what it is of.</summary>
internal sealed class NamedPipelineDay
{
    public PipelineDayRow Row { get; set; } = default!;

    public PipelineRow Name { get; set; } = default!;
}

/// <inheritdoc />
/// <remarks>Time grows with days times the steps of pipelines that are active in them, not with spans; with distributions, with the bins of these rows as well.</remarks>
internal sealed class PipelineQueries(IDatabase database, OrganisationCalendar calendar) : IPipelineQueries
{
    public async Task<IReadOnlyList<PipelineShare>> GetSharesAsync(PipelineQuestion question, CancellationToken cancellationToken)
    {
        PipelineRules.Demand(question, calendar);
        await using var db = database.Open();
        try
        {
            var projects = await SpendQueries.ProjectsAsync(db, question.Project, cancellationToken);
            var (from, to) = Days(question);
            var sums = await Sums(db, projects, question, from, to).ToListAsync(cancellationToken);
            if (sums.Count > SpendQueries.MostGroups)
            {
                throw TooMany();
            }

            return [.. sums.Select(Share).OrderByDescending(s => s.Measures.CostNanoUsd).ThenBy(s => s.Root, StringComparer.Ordinal).ThenBy(s => s.Step, StringComparer.Ordinal)];
        }
        catch (Exception error) when (database.IsOverflow(error))
        {
            throw TooLarge.From(error);
        }
    }

    public async Task<IReadOnlyList<PipelineOfDay>> GetDaysAsync(PipelineQuestion question, CancellationToken cancellationToken)
    {
        PipelineRules.Demand(question, calendar);
        await using var db = database.Open();
        var projects = await SpendQueries.ProjectsAsync(db, question.Project, cancellationToken);
        var (from, to) = Days(question);
        var days = new SortedDictionary<int, PipelineMeasures>();
        var read = 0;
        try
        {
            await foreach (var row in Rows(db, projects, question, from, to).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (++read > SpendQueries.MostGroups)
                {
                    throw TooMany();
                }

                if (!days.TryGetValue(row.Day, out var sum))
                {
                    days[row.Day] = sum = new();
                }

                PipelineMeasuresOf.Add(sum, row);
                sum.CostPerOne.MergeEncoded(row.CostPerOne);
                sum.TokensPerOne.MergeEncoded(row.TokensPerOne);
                sum.Density.MergeEncoded(row.Density);
            }
        }
        catch (Exception error) when (database.IsOverflow(error))
        {
            throw TooLarge.From(error);
        }

        return [.. days.Select(d => new PipelineOfDay(calendar.StartOf(OrganisationCalendar.DayOfNumber(d.Key)), d.Value))];
    }

    /// <summary>The query of the sums; at most <see cref="SpendQueries.MostGroups"/> rows and one more that tells of too many.</summary>
    internal static IQueryable<PipelineSums> Sums(CostDb db, int[] projects, PipelineQuestion question, int from, int to) =>
        Named(db, projects, question, from, to)
            .TagWith("PipelineSums")
            .GroupBy(x => new { x.Name.Root, x.Name.Step })
            .Select(g => new PipelineSums
            {
                Root = g.Key.Root,
                Step = g.Key.Step,
                Traces = g.Sum(x => x.Row.Traces),
                Spans = g.Sum(x => x.Row.Spans),
                Calls = g.Sum(x => x.Row.Calls),
                UnpricedCalls = g.Sum(x => x.Row.UnpricedCalls),
                PartialCalls = g.Sum(x => x.Row.PartialCalls),
                CostNanoUsd = g.Sum(x => x.Row.CostNanoUsd),
                PathNanos = g.Sum(x => x.Row.PathNanos),
            })
            .Take(SpendQueries.MostGroups + 1);

    /// <summary>The query of the rows with their distributions, merged by the reader; bounded as <see cref="Sums"/>.</summary>
    internal static IQueryable<PipelineDayRow> Rows(CostDb db, int[] projects, PipelineQuestion question, int from, int to) =>
        Named(db, projects, question, from, to).TagWith("PipelineRows").Select(x => x.Row).Take(SpendQueries.MostGroups + 1);

    internal static IQueryable<PipelineRow> Names(CostDb db, long[] ids) =>
        db.Pipelines.AsNoTracking().TagWith("PipelineNames").Where(p => ids.Contains(p.Id));

    internal static Task<Dictionary<long, PipelineRow>> NamesAsync(CostDb db, long[] ids, CancellationToken cancellationToken) =>
        Names(db, ids).ToDictionaryAsync(p => p.Id, cancellationToken);

    private static IQueryable<NamedPipelineDay> Named(CostDb db, int[] projects, PipelineQuestion question, int from, int to)
    {
        var names = db.Pipelines.AsNoTracking();
        names = question.Part is PipelinePart.Traces ? names.Where(p => p.Step == null) : names.Where(p => p.Step != null);
        if (question.Root is { } root)
        {
            names = names.Where(p => p.Root == root);
        }

        if (question.Step is { } step)
        {
            names = names.Where(p => p.Step == step);
        }

        foreach (var filter in question.Filters ?? [])
        {
            var values = filter.Values.ToArray();
            names = filter.IsExclude ? names.Where(p => !values.Contains(p.Environment)) : names.Where(p => values.Contains(p.Environment));
        }

        var days = db.PipelineDays.AsNoTracking().Where(d => d.Day >= from && d.Day < to);
        if (projects is [var one])
        {
            days = days.Where(d => d.ProjectId == one);
        }
        else
        {
            days = days.Where(d => projects.Contains(d.ProjectId));
        }

        return days.Join(names, d => d.PipelineId, p => p.Id, (d, p) => new NamedPipelineDay { Row = d, Name = p });
    }

    private (int From, int To) Days(PipelineQuestion question) => (calendar.DayNumberOf(question.From), calendar.DayNumberOf(question.To));

    private static PipelineShare Share(PipelineSums sums)
    {
        var measures = new PipelineMeasures();
        PipelineMeasuresOf.Add(measures, sums);
        return new(sums.Root, sums.Step, measures);
    }

    private static UnanswerableException TooMany() =>
        new($"More than {SpendQueries.MostGroups} steps of pipelines and days are in it. Ask for a shorter period or for one root.");
}
