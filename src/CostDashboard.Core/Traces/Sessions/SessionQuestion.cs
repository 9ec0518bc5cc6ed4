using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.Sessions;

/// <summary>What traces are put together by.</summary>
public enum SessionBy : byte
{
    /// <summary>The session or conversation that a trace states.</summary>
    Session = 0,

    /// <summary>The user that a trace as a whole is for, by the name that totals know.</summary>
    User = 1,
}

public enum SessionSort : byte
{
    Cost = 0,

    /// <summary>The start of the last trace.</summary>
    Last = 1,

    /// <summary>From the first start to the last end.</summary>
    Duration = 2,
    Traces = 3,
    Calls = 4,
    Tokens = 5,
}

/// <summary>Asks for the sessions, or users, of the traces that a question keeps, each with the figures of these traces.</summary>
/// <param name="Of">Which traces; of one project. Its own sort, limit, skip and cursor do not matter.</param>
/// <param name="After">Where the page before ended; null for the first page.</param>
public sealed record SessionQuestion(
    TraceQuestion Of, SessionBy By, SessionSort Sort = SessionSort.Cost, bool Ascending = false, int Limit = 50, SessionPlace? After = null)
{
    public const int MostRows = 500;
}

/// <summary>Where a page of sessions ended: the value it is sorted by, and the key.</summary>
public readonly record struct SessionPlace(long Value, TextKey Key)
{
    private const char Separator = '_';

    /// <summary>What <see cref="ToString"/> wrote; null for anything else.</summary>
    public static SessionPlace? Parse(string? text) =>
        text?.Split(Separator) is [var value, var key] && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && TextKey.Parse(key) is { } place
            ? new(number, place)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value}{Separator}{Key}");
}

/// <summary>One session, or user, of a project, in a period: a session is asked whole, a user goes on for years.</summary>
/// <param name="From">Inclusive; of the starts of traces.</param>
/// <param name="To">Exclusive.</param>
public sealed record OneSession(ProjectId Project, SessionBy By, TextKey Key, UnixNanos From, UnixNanos To)
{
    public static OneSession Whole(ProjectId project, SessionBy by, TextKey key) => new(project, by, key, new(long.MinValue), new(long.MaxValue));
}

/// <summary>The traces of one session, or user, in one row.</summary>
/// <param name="Name">As the traces state it: anybody's text.</param>
/// <param name="Others">Different users of a session; different sessions of a user. Traces that state none do not count.</param>
/// <param name="First">Start of the first trace.</param>
/// <param name="Last">Start of the last one.</param>
/// <param name="End">The last end of any trace.</param>
/// <param name="Calls">Charged model calls.</param>
/// <param name="UnpricedCalls">Calls whose cost is unknown and not in it.</param>
/// <param name="PartialCalls">Calls of which only a part is in it.</param>
/// <param name="FailedTraces">Traces with a failed span.</param>
public sealed record SessionSummary(
    TextKey Key,
    string Name,
    long Traces,
    long Others,
    UnixNanos First,
    UnixNanos Last,
    UnixNanos End,
    long Calls,
    long UnpricedCalls,
    long PartialCalls,
    long CostNanoUsd,
    long Tokens,
    long Spans,
    long FailedTraces)
{
    /// <summary>Nanoseconds from the first start to the last end.</summary>
    public long Duration => Math.Max(0, End - First);

    /// <summary>Which part of the calls has no known price, 0 to 1; null where there is no call.</summary>
    public double? UnpricedShare => Calls == 0 ? null : (double)UnpricedCalls / Calls;
}

/// <summary>A page of sessions, and the sums of all pages.</summary>
/// <param name="Next">Where the page after begins; null on the last one.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Traces">Traces of all of them.</param>
public sealed record SessionPage(
    IReadOnlyList<SessionSummary> Rows, SessionPlace? Next, long Count, long Traces, long Calls, long CostNanoUsd, long UnpricedCalls, long PartialCalls);

/// <summary>What the charged calls of one step and model cost in a session.</summary>
public sealed record SessionPart(string Step, string Model, long Calls, long UnpricedCalls, long PartialCalls, long CostNanoUsd)
{
    /// <summary>Pairs of step and model beyond these are not told of; the dearest are.</summary>
    public const int Most = 500;
}
