using System.ComponentModel;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>What a list of sessions is asked, beside the filters.</summary>
internal sealed record SessionsParameters(
    [property: FromQuery(Name = "from"), Description("Beginning, inclusive; ISO-8601. Default: 24 hours before to.")] string? From,
    [property: FromQuery(Name = "to"), Description("End, exclusive; ISO-8601. Default: now.")] string? To,
    [property: FromQuery(Name = "sort"), Description("cost (default), last, duration, traces, calls or tokens.")] string? Sort,
    [property: FromQuery(Name = "order"), Description("desc (default) or asc.")] string? Order,
    [property: FromQuery(Name = "limit"), Description("Sessions on a page, 1 to 500. Default: 50.")] string? Limit,
    [property: FromQuery(Name = "cursor"), Description("The next of the page before; all other parameters stay the same.")] string? Cursor,
    [property: FromQuery(Name = "query"), Description("Narrows the traces as in the list of traces: session:abc finds one by what spans state.")] string? Query)
{
    internal static IReadOnlyList<string> Names { get; } = ["from", "to", "sort", "order", "limit", "cursor", "query"];
}

/// <summary>GET /api/v1/sessions: sessions of a period, a page at a time.</summary>
internal static class SessionsEndpoint
{
    private const int DefaultLimit = 50;

    private static readonly IReadOnlyList<KeyValuePair<string, SessionSort>> s_sorts =
        [.. Enum.GetValues<SessionSort>().Select(sort => KeyValuePair.Create(sort.ToString().ToLowerInvariant(), sort))];

    private static readonly IReadOnlyList<KeyValuePair<string, bool>> s_orders = [new("desc", false), new("asc", true)];

    private static readonly string[] s_parameters = [.. SessionsParameters.Names, .. Filters.Names];

    internal static async Task<Ok<SessionsBody>> AnswerAsync(
        HttpContext http,
        [AsParameters] SessionsParameters parameters,
        [AsParameters] Filters filters,
        ISessionQueries sessions,
        IAccessStore access,
        OrganisationCalendar calendar,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, s_parameters);
        var scope = await ProjectScope.ReadAsync(http.User, filters.Project, access, cancellationToken);
        var project = scope.Project
            ?? (scope.Projects is [var only] ? only : throw new QueryMistake("project", "Sessions are those of one project, for the same name may mean another session elsewhere: say which."));
        var cursor = PageCursor.Read(QueryText.Text("cursor", parameters.Cursor));
        var to = QueryText.Time("to", parameters.To, calendar) ?? cursor?.To ?? UnixNanos.From(clock.GetUtcNow());
        var from = QueryText.Time("from", parameters.From, calendar) ?? cursor?.From ?? to + -UnixNanos.PerDay;
        if (from >= to)
        {
            throw new QueryMistake("from", "It is not before 'to': the period is empty.");
        }

        SessionPlace? after = cursor is { } page ? SessionPlace.Parse(page.Place) ?? throw PageCursor.Mistake() : null;
        var traces = new TraceQuestion(project.Id, from, to, await filters.ReadAsync(http.Request.Query, scope, cancellationToken));
        var question = new SessionQuestion(
            await TracesEndpoint.NarrowAsync(traces, QueryText.Text("query", parameters.Query, Core.Traces.Queries.TraceQuery.LongestText), scope, cancellationToken),
            SessionBy.Session,
            QueryText.Choice("sort", parameters.Sort, SessionSort.Cost, s_sorts),
            QueryText.Choice("order", parameters.Order, false, s_orders),
            QueryText.Whole("limit", parameters.Limit, DefaultLimit, 1, SessionQuestion.MostRows),
            after);
        return TypedResults.Ok(SessionsBody.Of(question, await sessions.ListAsync(question, cancellationToken), project, calendar));
    }
}

/// <summary>A page of sessions.</summary>
/// <param name="Count">How many there are, over all pages.</param>
/// <param name="Traces">Traces of all of them.</param>
/// <param name="Calls">Charged model calls of all of them.</param>
/// <param name="CostUsd">What they cost together, over all pages.</param>
/// <param name="UnpricedCalls">Calls of unknown cost, over all pages: what the cost leaves out.</param>
/// <param name="PartialCalls">Calls of which only a part has a price, over all pages: where there are any, the cost is a lower bound.</param>
/// <param name="Next">The cursor of the page after; null on the last one.</param>
internal sealed record SessionsBody(
    string From, string To, string TimeZone, string Project, int ProjectId, long Count, long Traces, long Calls, string? CostUsd, long UnpricedCalls, long PartialCalls, string? Next, IReadOnlyList<SessionRowBody> Sessions)
{
    internal static SessionsBody Of(SessionQuestion question, SessionPage page, Project project, OrganisationCalendar calendar) => new(
        AnswerText.Moment(question.Of.From),
        AnswerText.Moment(question.Of.To),
        calendar.Zone.Id,
        project.Name,
        project.Id.Value,
        page.Count,
        page.Traces,
        page.Calls,
        AnswerText.KnownUsd(page.CostNanoUsd, page.Calls, page.UnpricedCalls),
        page.UnpricedCalls,
        page.PartialCalls,
        page.Next is { } next ? new PageCursor(question.Of.From, question.Of.To, next.ToString()).ToString() : null,
        [.. page.Rows.Select(SessionRowBody.Of)]);
}

/// <summary>A session in one row.</summary>
/// <param name="Id">16 hexadecimal digits that stand for it in addresses, whatever its name holds.</param>
/// <param name="Name">What its traces state.</param>
/// <param name="Users">Different users of its traces.</param>
/// <param name="First">Start of the first trace.</param>
/// <param name="Last">Start of the last one.</param>
/// <param name="DurationMs">From the first start to the last end.</param>
/// <param name="FailedTraces">Traces with a failed span.</param>
internal sealed record SessionRowBody(
    string Id,
    string Name,
    long Traces,
    long Users,
    string First,
    string Last,
    double DurationMs,
    long Calls,
    long UnpricedCalls,
    long PartialCalls,
    long Tokens,
    long FailedTraces,
    string? CostUsd)
{
    internal static SessionRowBody Of(SessionSummary session) => new(
        session.Key.ToString(),
        session.Name,
        session.Traces,
        session.Others,
        AnswerText.Moment(session.First),
        AnswerText.Moment(session.Last),
        AnswerText.Milliseconds(session.Duration),
        session.Calls,
        session.UnpricedCalls,
        session.PartialCalls,
        session.Tokens,
        session.FailedTraces,
        AnswerText.KnownUsd(session.CostNanoUsd, session.Calls, session.UnpricedCalls));
}
