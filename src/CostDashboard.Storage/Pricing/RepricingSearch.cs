using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Pricing;

/// <summary>Where the search of a run is: from when on it looks for traces in which project.</summary>
internal readonly record struct SearchPlace(int Project, long From);

/// <summary>How many calls of the asked series a quarter hour has.</summary>
internal sealed record QuarterCalls(long Bucket, long Calls);

/// <summary>Traces that a part of a search found, and where it goes on; null at the end.</summary>
internal sealed record FoundTraces(IReadOnlyCollection<long> Numbers, SearchPlace? Next);

/// <summary>
/// Finds the traces with charged calls that a question covers, and those that tell of the same calls: when a trace changes, one of them may be
/// charged instead. The totals know in which days, and in which quarter hours of a day, its series
/// were charged; only these quarter hours are looked through, by the index of charged spans. So time grows with the charged calls of the
/// quarter hours in which there are some that the question covers.
/// </summary>
internal static class RepricingSearch
{
    // Beyond so many a part ends, at the end of the quarter hour, so that what is written at once stays small.
    private const int EnoughTraces = 5_000;

    public static SearchPlace Beginning { get; } = new(int.MinValue, long.MinValue);

    public static async Task<FoundTraces> NextAsync(
        CostDb db, RepricingQuestion question, SearchPlace place, OrganisationCalendar calendar, CancellationToken cancellationToken)
    {
        if (await Projects(db, question, place.Project).FirstOrDefaultAsync(cancellationToken) is not { } project)
        {
            return new([], null);
        }

        var from = new UnixNanos(project == place.Project ? Math.Max(place.From, question.From.Value) : question.From.Value);
        var series = Series(db, question, project);
        if (from >= question.To || await DaysOf(db, series, project, calendar.Floor(from, Grain.Day), question.To).FirstOrDefaultAsync(cancellationToken) is not { } start)
        {
            return new([], new(project + 1, long.MinValue));
        }

        var day = new UnixNanos(start);
        var next = calendar.Next(day, Grain.Day);
        var first = from > day ? from.Floor(UnixNanos.PerQuarter) : day;
        var last = next < question.To ? next : question.To;
        var found = new HashSet<long>();
        foreach (var (quarter, length) in Joined(await QuartersOf(db, series, project, first, last).ToListAsync(cancellationToken)))
        {
            var (begin, end) = (Math.Max(quarter, question.From.Value), Math.Min(quarter + length, question.To.Value));
            found.UnionWith(await TracesOf(db, series, project, begin, end).ToListAsync(cancellationToken));
            found.UnionWith(await TracesOfSameResponses(db, series, project, begin, end).ToListAsync(cancellationToken));
            found.UnionWith(await TracesOfLikeCalls(db, series, project, begin, end).ToListAsync(cancellationToken));
            if (found.Count >= EnoughTraces)
            {
                return new(found, new(project, end));
            }
        }

        return new(found, new(project, next.Value));
    }

    internal static IQueryable<SeriesRow> Series(CostDb db, RepricingQuestion question, int project) => Covered(db, question).Where(s => s.ProjectId == project);

    internal static IQueryable<int?> Projects(CostDb db, RepricingQuestion question, int from)
    {
        var series = Covered(db, question).Where(s => s.ProjectId >= from);
        if (question.Projects.Count > 0)
        {
            var projects = question.Projects.Select(project => project.Value).ToArray();
            series = series.Where(s => projects.Contains(s.ProjectId));
        }

        return series.TagWith("RepricingProjects").OrderBy(s => s.ProjectId).Select(s => (int?)s.ProjectId);
    }

    internal static IQueryable<long?> DaysOf(CostDb db, IQueryable<SeriesRow> series, int project, UnixNanos from, UnixNanos to) => db.SpendDays.AsNoTracking()
        .TagWith("RepricingDays")
        .Where(d => d.ProjectId == project && d.Bucket >= from.Value && d.Bucket < to.Value && series.Any(s => s.Id == d.SeriesId))
        .OrderBy(d => d.Bucket)
        .Select(d => (long?)d.Bucket);

    internal static IQueryable<QuarterCalls> QuartersOf(CostDb db, IQueryable<SeriesRow> series, int project, UnixNanos from, UnixNanos to) => db.SpendQuarters.AsNoTracking()
        .TagWith("RepricingQuarters")
        .Where(q => q.ProjectId == project && q.Bucket >= from.Value && q.Bucket < to.Value && series.Any(s => s.Id == q.SeriesId))
        .GroupBy(q => q.Bucket)
        .OrderBy(g => g.Key)
        .Select(g => new QuarterCalls(g.Key, g.Sum(q => q.Calls)));

    internal static IQueryable<long> TracesOf(CostDb db, IQueryable<SeriesRow> series, int project, long from, long to) =>
        Charged(db, series, project, from, to).TagWith("RepricingTraces").Select(s => s.TraceNumber).Distinct();

    internal static IQueryable<long> TracesOfSameResponses(CostDb db, IQueryable<SeriesRow> series, int project, long from, long to) =>
        Charged(db, series, project, from, to)
            .TagWith("RepricingSameResponses")
            .Where(s => s.ResponseKey != null)
            .Join(
                SameCalls(db, project).Where(s => s.ResponseKey != null),
                charged => charged.ResponseKey,
                other => other.ResponseKey,
                (_, other) => other.TraceNumber)
            .Distinct();

    internal static IQueryable<long> TracesOfLikeCalls(CostDb db, IQueryable<SeriesRow> series, int project, long from, long to)
    {
        // They start near each other, and a cell is more than near.
        var (earliest, latest) = (from - LikenessQuestion.CellLength, to + LikenessQuestion.CellLength);
        return Charged(db, series, project, from, to)
            .TagWith("RepricingLikeCalls")
            .Where(s => s.ChargeLikeness != null)
            .Join(
                SameCalls(db, project).Where(s => s.ChargeLikeness != null && s.StartNanos >= earliest && s.StartNanos < latest),
                charged => charged.ChargeLikeness,
                other => other.ChargeLikeness,
                (_, other) => other.TraceNumber)
            .Distinct();
    }

    private static IQueryable<SpanRow> SameCalls(CostDb db, int project) =>
        db.Spans.AsNoTracking().Where(s => s.ProjectId == project && s.ChargeRole == ChargeRole.SameCall);

    private static IQueryable<SpanRow> Charged(CostDb db, IQueryable<SeriesRow> series, int project, long from, long to) => db.Spans.AsNoTracking()
        .Where(s => s.ProjectId == project && s.ChargedNanoUsd != null && s.StartNanos >= from && s.StartNanos < to && series.Any(x => x.Id == s.SeriesId));

    // One question for neighbours that have few calls: with little traffic a question costs more than its answer.
    private static IEnumerable<(long Begin, long Length)> Joined(IReadOnlyList<QuarterCalls> quarters)
    {
        for (var i = 0; i < quarters.Count;)
        {
            var (begin, calls) = (quarters[i].Bucket, quarters[i].Calls);
            var length = UnixNanos.PerQuarter;
            for (i++; i < quarters.Count && quarters[i].Bucket == begin + length && calls + quarters[i].Calls <= EnoughTraces; i++)
            {
                length += UnixNanos.PerQuarter;
                calls += quarters[i].Calls;
            }

            yield return (begin, length);
        }
    }

    // Series are of calls or of other spans, and only those of calls are charged.
    private static IQueryable<SeriesRow> Covered(CostDb db, RepricingQuestion question)
    {
        var series = db.Series.AsNoTracking().Where(s => s.PriceState != (int)PriceState.NotACall);
        if (question.Providers.Count > 0)
        {
            series = series.Where(SeriesFilters.Condition(new(Dimension.Provider, question.Providers)));
        }

        if (question.Models.Count > 0)
        {
            series = series.Where(SeriesFilters.Condition(new(Dimension.Model, question.Models)));
        }

        return question.States.Count > 0
            ? series.Where(SeriesFilters.Condition(new(Dimension.PriceState, [.. question.States.Select(state => state.ToString())])))
            : series;
    }
}
