using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

public enum TraceSort : byte
{
    Start = 0,
    Cost = 1,
    Latency = 2,
    Tokens = 3,
    Spans = 4,

    /// <summary>Charged model calls.</summary>
    Calls = 5,

    /// <summary>Failed spans.</summary>
    Errors = 6,
}

/// <summary>How a trace belongs to the asked period.</summary>
public enum TraceBasis : byte
{
    /// <summary>The trace started in it; its figures are those of the whole trace.</summary>
    Started = 0,

    /// <summary>
    /// Spans of it that started in the period pass the filters; its cost, calls and tokens in the answer are those of these spans alone,
    /// so that the list adds up to the point of the chart it was opened from.
    /// </summary>
    Spent = 1,
}

/// <summary>Which charged calls are meant, by their own figures; every end is inclusive, and null leaves it open.</summary>
/// <param name="MinCostNanoUsd">With any end of the cost, only calls whose whole cost is known are meant.</param>
/// <param name="MinDuration">Nanoseconds.</param>
/// <param name="MinFirstToken">Nanoseconds; with any end of it, only calls that state when their first token came are meant.</param>
/// <param name="MinOutput">Tokens of output.</param>
public sealed record CallRange(
    long? MinCostNanoUsd = null,
    long? MaxCostNanoUsd = null,
    long? MinDuration = null,
    long? MaxDuration = null,
    long? MinFirstToken = null,
    long? MaxFirstToken = null,
    long? MinOutput = null,
    long? MaxOutput = null)
{
    public bool HasCost => MinCostNanoUsd is not null || MaxCostNanoUsd is not null;
}

/// <summary>What is asked of the traces.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Filters">By dimension. Step, kind, provider, model, service, key and price state look at charged spans; with basis <see cref="TraceBasis.Started"/> a trace passes when any of its charged spans does.</param>
/// <param name="Text">Part of the root's name, without regard to case, or a whole trace id.</param>
/// <param name="Root">Only traces whose root has this name; of longer names their first <see cref="SpendKey.LongestValue"/> characters.</param>
/// <param name="PricedOnly">Only traces that have a model call, and no call of which the cost, or a part of it, is unknown.</param>
/// <param name="Calls">Looks at charged spans, as <paramref name="Filters"/> on steps do.</param>
/// <param name="Cursor">Where the page before ended (<see cref="TracePage.Next"/>); null for the first page.</param>
/// <param name="Skip">Rows of the first page that are left out: what lies in the middle is typical. Pages are turned with a cursor, which does not grow with the pages before.</param>
public sealed record TraceQuestion(
    ProjectId? Project,
    UnixNanos From,
    UnixNanos To,
    IReadOnlyList<SpendFilter> Filters,
    TraceSort Sort = TraceSort.Start,
    bool Ascending = false,
    int Limit = 50,
    string? Cursor = null,
    TraceBasis Basis = TraceBasis.Started,
    string? Text = null,
    bool ErrorsOnly = false,
    long? MinCostNanoUsd = null,
    long? MaxCostNanoUsd = null,
    long? MinDuration = null,
    long? MaxDuration = null,
    string? Root = null,
    bool PricedOnly = false,
    CallRange? Calls = null,
    int Skip = 0)
{
    public const int MostRows = 500;

    /// <summary>Parts of values, and texts that are no dimension; each must hold. With basis <see cref="TraceBasis.Started"/> those that look at charged spans must hold, with such filters, of one and the same span.</summary>
    public IReadOnlyList<TraceMatch> Matches { get; init; } = [];

    /// <summary>Figures of the trace, none of a single call: those are <see cref="Calls"/>. Each must hold.</summary>
    public IReadOnlyList<TraceRange> Ranges { get; init; } = [];

    /// <summary>Only traces of which a span names a parent that is not there.</summary>
    public bool IncompleteOnly { get; init; }

    /// <summary>Whether it is of every trace that began in the period: the totals by the day can tell what these come to.</summary>
    public bool IsOfAllStarted =>
        Basis is TraceBasis.Started && Filters.Count + Matches.Count + Ranges.Count == 0 && string.IsNullOrEmpty(Text) && Root is null
        && !ErrorsOnly && !IncompleteOnly && !PricedOnly && Calls is null
        && MinCostNanoUsd is null && MaxCostNanoUsd is null && MinDuration is null && MaxDuration is null;
}

/// <summary>A page of traces.</summary>
/// <param name="Next">The cursor of the page after; null on the last one.</param>
/// <param name="Count">How many traces the question has, over all pages.</param>
/// <param name="CostNanoUsd">What they cost together, over all pages.</param>
/// <param name="UnpricedCalls">Calls whose cost is unknown and not in it.</param>
/// <param name="PartialCalls">Calls of which only a part is in it.</param>
public sealed record TracePage(IReadOnlyList<TraceSummary> Rows, string? Next, long Count, long CostNanoUsd, long UnpricedCalls, long PartialCalls);

/// <summary>What the traces of one name have in common.</summary>
/// <param name="Name">Of their primary root.</param>
/// <param name="Calls">Charged calls, and their cost, as the question's basis counts them.</param>
public sealed record TraceName(string Name, long Count, long Calls, long CostNanoUsd)
{
    /// <summary>More names than this are not told of; the most frequent are.</summary>
    public const int Most = 500;

    /// <summary>Calls in a trace of these names; 0 where there is none.</summary>
    public static decimal CallsPerTrace(IReadOnlyList<TraceName> names) => names.Count == 0 ? 0 : (decimal)names.Sum(name => name.Calls) / names.Sum(name => name.Count);
}
