using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Pricing;

/// <summary>Between a run and its row, and the queries for it.</summary>
internal static class RepricingRuns
{
    /// <summary>Before the first trace: every number of a trace is greater.</summary>
    public const long NoTrace = long.MinValue;

    public static RepricingQuestion QuestionOf(RepricingRunRow row) => RepricingCode.ReadQuestion(row.Question, row.FromNanos, row.ToNanos);

    public static RepricingRun ToRun(RepricingRunRow row) => new(
        row.Id,
        row.Kind,
        row.State,
        QuestionOf(row),
        row.BookVersion,
        new(row.AskedById, row.AskedBy),
        new(row.AskedAt),
        row.EndedAt is { } ended ? new UnixNanos(ended) : null,
        row.Reason,
        // A trace's number is a time, but for a millisecond or, rarely, hours: near enough to say which day it is.
        new(row.TracesFound, row.IsSearched, row.TracesDone, row.LastTrace == NoTrace ? null : new UnixNanos(row.LastTrace)),
        RepricingCode.ReadReport(row.Report));

    public static IQueryable<RepricingRunRow> ById(CostDb db, int id) =>
        db.RepricingRuns.AsNoTracking().TagWith("RepricingById").Where(r => r.Id == id);

    public static IQueryable<RepricingRunRow> UnderWay(CostDb db) => db.RepricingRuns.AsNoTracking()
        .TagWith("RepricingUnderWay")
        .Where(r => r.State == RepricingState.Running)
        .OrderBy(r => r.Id)
        .Take(Enum.GetValues<RepricingKind>().Length);

    public static IQueryable<RepricingRunRow> Newest(CostDb db, int limit) =>
        db.RepricingRuns.AsNoTracking().TagWith("RepricingNewest").OrderByDescending(r => r.Id).Take(limit);

    /// <summary>The next traces that a run has to look at. One that is gone by now is passed over.</summary>
    public static IQueryable<TraceRow> NextTraces(CostDb db, int run, long last, int most) => db.RepricingTraces.AsNoTracking()
        .TagWith("RepricingNextTraces")
        .Where(found => found.RunId == run && found.TraceNumber > last)
        .Join(db.Traces.AsNoTracking(), found => found.TraceNumber, trace => trace.Number, (_, trace) => trace)
        .OrderBy(trace => trace.Number)
        .Take(most);

    /// <summary>The spans of traces that may be covered by a question: all of the period that are calls.</summary>
    public static IQueryable<SpanRow> Calls(CostDb db, long[] numbers, long from, long to) => db.Spans.AsNoTracking()
        .TagWith("RepricingCalls")
        .Where(s => numbers.Contains(s.TraceNumber) && s.StartNanos >= from && s.StartNanos < to && s.PriceState != Core.Spans.PriceState.NotACall);

    /// <summary>Which of these traces a run has found already.</summary>
    public static IQueryable<long> Found(CostDb db, int run, long[] numbers) => db.RepricingTraces.AsNoTracking()
        .TagWith("RepricingFound")
        .Where(t => t.RunId == run && numbers.Contains(t.TraceNumber))
        .Select(t => t.TraceNumber);

    /// <summary>A run that has ended and has left traces behind.</summary>
    public static IQueryable<int> Left(CostDb db) => db.RepricingTraces.AsNoTracking()
        .TagWith("RepricingLeft")
        .Where(t => !db.RepricingRuns.Any(r => r.Id == t.RunId && r.State == RepricingState.Running))
        .Select(t => t.RunId)
        .Take(1);

    /// <summary>The number up to which a piece of what a run left behind reaches; none when all of it is one piece.</summary>
    public static IQueryable<long> EndOfPiece(CostDb db, int run, int length) => db.RepricingTraces.AsNoTracking()
        .TagWith("RepricingEndOfPiece")
        .Where(t => t.RunId == run)
        .OrderBy(t => t.TraceNumber)
        .Skip(length - 1)
        .Select(t => t.TraceNumber)
        .Take(1);
}
