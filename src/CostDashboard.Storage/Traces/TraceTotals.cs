using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Traces;

/// <summary>What all pages of a list hold together.</summary>
internal sealed class TraceTotals
{
    public long Count { get; set; }

    public long Cost { get; set; }

    public long Unpriced { get; set; }

    public long Partial { get; set; }

    /// <summary>
    /// Of all traces that began in a period, the whole days are taken from the days of pipelines, in which every trace is counted on the day of its
    /// start (ADR 019); the begun days at both ends, and what a narrower question leaves, are counted trace by trace.
    /// </summary>
    /// <param name="db">Reads as of one moment, or a trace that comes meanwhile may be missed by one part and not by another.</param>
    /// <remarks>Grows with the days of the period times the pipelines of the project, and with the traces of two days.</remarks>
    /// <exception cref="OverflowException">The sum is larger than a number can be.</exception>
    public static async Task<TraceTotals> AskAsync(CostDb db, OrganisationCalendar calendar, TraceQuestion question, CancellationToken cancellationToken)
    {
        if (!question.IsOfAllStarted || question.Project is not { } project || WholeDays(calendar, question) is not { } days)
        {
            return await OneByOneAsync(db, question, cancellationToken);
        }

        var before = question with { To = calendar.StartOf(OrganisationCalendar.DayOfNumber(days.From)) };
        var after = question with { From = calendar.StartOf(OrganisationCalendar.DayOfNumber(days.To)) };
        var sum = await OfDays(db, project.Value, days.From, days.To).FirstOrDefaultAsync(cancellationToken) ?? new();
        foreach (var part in (TraceQuestion[])[before, after])
        {
            if (part.From < part.To)
            {
                sum = sum.And(await OneByOneAsync(db, part, cancellationToken));
            }
        }

        return sum;
    }

    /// <summary>Where the first page is all of the list.</summary>
    /// <exception cref="OverflowException">The sum is larger than a number can be.</exception>
    public static TraceTotals Of(IReadOnlyList<TraceCandidate> all) => new()
    {
        Count = all.Count,
        Cost = all.Sum(c => c.Figures.CostNanoUsd),
        Unpriced = all.Sum(c => c.Figures.UnpricedCalls),
        Partial = all.Sum(c => c.Figures.PartialCalls),
    };

    internal static IQueryable<TraceTotals> Of(CostDb db, TraceQuestion question) => TraceCandidates.Of(db, question)
        .TagWith($"TraceTotals{question.Basis}")
        .GroupBy(_ => 1)
        .Select(g => new TraceTotals
        {
            Count = g.LongCount(),
            Cost = g.Sum(c => c.Figures.CostNanoUsd),
            Unpriced = g.Sum(c => c.Figures.UnpricedCalls),
            Partial = g.Sum(c => c.Figures.PartialCalls),
        });

    /// <param name="from">The number of a day, inclusive.</param>
    /// <param name="to">Exclusive.</param>
    internal static IQueryable<TraceTotals> OfDays(CostDb db, int project, int from, int to) => db.PipelineDays.AsNoTracking()
        .TagWith("TraceTotalsOfDays")
        .Where(d => d.ProjectId == project && d.Day >= from && d.Day < to)
        .Join(db.Pipelines.Where(p => p.Step == null), d => d.PipelineId, p => p.Id, (d, _) => d)
        .GroupBy(_ => 1)
        .Select(g => new TraceTotals
        {
            Count = g.Sum(d => d.Traces),
            Cost = g.Sum(d => d.CostNanoUsd),
            Unpriced = g.Sum(d => d.UnpricedCalls),
            Partial = g.Sum(d => d.PartialCalls),
        });

    private static async Task<TraceTotals> OneByOneAsync(CostDb db, TraceQuestion question, CancellationToken cancellationToken) =>
        await Of(db, question).FirstOrDefaultAsync(cancellationToken) ?? new();

    // The days that lie in the period from beginning to end; null for none. The end of a day is the start of the next that there is:
    // where a zone left one out, both begin at the same moment, and a day that is taken with no row of its own adds nothing.
    private static (int From, int To)? WholeDays(OrganisationCalendar calendar, TraceQuestion question)
    {
        var (from, to) = (calendar.DayNumberOf(question.From), calendar.DayNumberOf(question.To));
        return from + 1 >= to ? null : (calendar.Floor(question.From, Grain.Day) == question.From ? from : from + 1, to);
    }

    private TraceTotals And(TraceTotals other) => new()
    {
        Count = checked(Count + other.Count),
        Cost = checked(Cost + other.Cost),
        Unpriced = checked(Unpriced + other.Unpriced),
        Partial = checked(Partial + other.Partial),
    };
}

/// <summary>What the traces of one name hold together.</summary>
internal sealed class TraceNameSums
{
    public string Name { get; set; } = "";

    public long Count { get; set; }

    public long Calls { get; set; }

    public long Cost { get; set; }
}
