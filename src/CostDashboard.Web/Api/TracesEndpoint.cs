using System.ComponentModel;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>What a list of traces is asked, beside the filters.</summary>
internal sealed record TracesParameters(
    [property: FromQuery(Name = "from"), Description("Beginning, inclusive; ISO-8601. Default: 24 hours before to.")] string? From,
    [property: FromQuery(Name = "to"), Description("End, exclusive; ISO-8601. Default: now.")] string? To,
    [property: FromQuery(Name = "sort"), Description("start (default), cost, latency, tokens, spans, calls or errors.")] string? Sort,
    [property: FromQuery(Name = "order"), Description("desc (default) or asc.")] string? Order,
    [property: FromQuery(Name = "limit"), Description("Traces on a page, 1 to 500. Default: 50.")] string? Limit,
    [property: FromQuery(Name = "cursor"), Description("The next of the page before; all other parameters stay the same.")] string? Cursor,
    [property: FromQuery(Name = "query"), Description("Narrows the list like the box above the page's list, and holds beside the other parameters: step:retrieve_context cost>0.10 model:claude* -customer:acme \"free text\". Its grammar is in infra/docs/trace-queries.md.")] string? Query,
    [property: FromQuery(Name = "text"), Description("Part of the root's name, or a whole trace id.")] string? Text,
    [property: FromQuery(Name = "errors"), Description("true: only traces with an error.")] string? Errors,
    [property: FromQuery(Name = "minCostUsd"), Description("Least cost in dollars.")] string? MinCostUsd,
    [property: FromQuery(Name = "maxCostUsd"), Description("Greatest cost in dollars.")] string? MaxCostUsd,
    [property: FromQuery(Name = "minDurationMs"), Description("Least duration in milliseconds.")] string? MinDurationMs,
    [property: FromQuery(Name = "maxDurationMs"), Description("Greatest duration in milliseconds.")] string? MaxDurationMs,
    [property: FromQuery(Name = "basis"), Description("started (default): traces that started in the period, with the figures of the whole trace. spent: traces that spent in it, with the figures of what the filters and the period keep, so that the list adds up to the spend.")] string? Basis)
{
    internal static IReadOnlyList<string> Names { get; } =
        ["from", "to", "sort", "order", "limit", "cursor", "query", "text", "errors", "minCostUsd", "maxCostUsd", "minDurationMs", "maxDurationMs", "basis"];
}

/// <summary>GET /api/v1/traces: traces of a period, a page at a time.</summary>
internal static class TracesEndpoint
{
    private const int DefaultLimit = 50;

    private static readonly IReadOnlyList<KeyValuePair<string, TraceSort>> s_sorts =
        [new("start", TraceSort.Start), new("cost", TraceSort.Cost), new("latency", TraceSort.Latency), new("tokens", TraceSort.Tokens), new("spans", TraceSort.Spans), new("calls", TraceSort.Calls), new("errors", TraceSort.Errors)];

    private static readonly IReadOnlyList<KeyValuePair<string, TraceBasis>> s_bases = [new("started", TraceBasis.Started), new("spent", TraceBasis.Spent)];

    private static readonly IReadOnlyList<KeyValuePair<string, bool>> s_orders = [new("desc", false), new("asc", true)];

    private static readonly string[] s_parameters = [.. TracesParameters.Names, .. Filters.Names];

    internal static async Task<Ok<TracesBody>> AnswerAsync(
        HttpContext http,
        [AsParameters] TracesParameters parameters,
        [AsParameters] Filters filters,
        ITraceQueries traces,
        IAccessStore access,
        OrganisationCalendar calendar,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, s_parameters);
        var scope = await ProjectScope.ReadAsync(http.User, filters.Project, access, cancellationToken);
        var cursor = PageCursor.Read(QueryText.Text("cursor", parameters.Cursor));
        var to = QueryText.Time("to", parameters.To, calendar) ?? cursor?.To ?? UnixNanos.From(clock.GetUtcNow());
        var from = QueryText.Time("from", parameters.From, calendar) ?? cursor?.From ?? to + -UnixNanos.PerDay;
        if (from >= to)
        {
            throw new QueryMistake("from", "It is not before 'to': the period is empty.");
        }

        var question = new TraceQuestion(
            scope.Project?.Id,
            from,
            to,
            await filters.ReadAsync(http.Request.Query, scope, cancellationToken),
            QueryText.Choice("sort", parameters.Sort, TraceSort.Start, s_sorts),
            QueryText.Choice("order", parameters.Order, false, s_orders),
            QueryText.Whole("limit", parameters.Limit, DefaultLimit, 1, TraceQuestion.MostRows),
            cursor?.Place,
            QueryText.Choice("basis", parameters.Basis, TraceBasis.Started, s_bases),
            QueryText.Text("text", parameters.Text),
            QueryText.Flag("errors", parameters.Errors),
            QueryText.Nanos("minCostUsd", parameters.MinCostUsd),
            QueryText.Nanos("maxCostUsd", parameters.MaxCostUsd),
            QueryText.Milliseconds("minDurationMs", parameters.MinDurationMs),
            QueryText.Milliseconds("maxDurationMs", parameters.MaxDurationMs));
        question = await NarrowAsync(question, QueryText.Text("query", parameters.Query, TraceQuery.LongestText), scope, cancellationToken);
        return TypedResults.Ok(TracesBody.Of(question, await ListAsync(traces, question, cancellationToken), scope, calendar));
    }

    /// <summary>A question narrowed by a query as well.</summary>
    /// <exception cref="QueryMistake">It cannot be read.</exception>
    internal static async Task<TraceQuestion> NarrowAsync(TraceQuestion question, string? query, ProjectScope scope, CancellationToken cancellationToken)
    {
        var reading = TraceQueryReading.Of(query);
        if (!reading.IsQuery)
        {
            throw new QueryMistake("query", string.Join(" ", reading.Mistakes));
        }

        if (reading.Query.Text is not null && question.Text is not null)
        {
            throw new QueryMistake("text", "The query searches for a text already: leave one of the two out.");
        }

        var narrow = reading.Query.Narrow(question);
        var filters = new List<SpendFilter>();
        foreach (var filter in narrow.Filters)
        {
            filters.Add(filter.Dimension is Dimension.ApiKey ? filter with { Values = await scope.KeyNumbersAsync(filter.Values, cancellationToken) } : filter);
        }

        return narrow with { Filters = filters };
    }

    private static async Task<TracePage> ListAsync(ITraceQueries traces, TraceQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return await traces.ListAsync(question, cancellationToken);
        }
        catch (FormatException)
        {
            throw PageCursor.Mistake();
        }
    }
}

/// <summary>A page of traces.</summary>
/// <param name="Count">How many traces the question has, over all pages.</param>
/// <param name="CostUsd">What they cost together, over all pages.</param>
/// <param name="UnpricedCalls">Calls of unknown cost, over all pages: what the cost leaves out.</param>
/// <param name="PartialCalls">Calls of which only a part has a price, over all pages: where there are any, the cost is a lower bound.</param>
/// <param name="Next">The cursor of the page after; null on the last one.</param>
internal sealed record TracesBody(
    string From, string To, string TimeZone, long Count, string? CostUsd, long UnpricedCalls, long PartialCalls, string? Next, IReadOnlyList<TraceRowBody> Traces)
{
    internal static TracesBody Of(TraceQuestion question, TracePage page, ProjectScope scope, OrganisationCalendar calendar) => new(
        AnswerText.Moment(question.From),
        AnswerText.Moment(question.To),
        calendar.Zone.Id,
        page.Count,

        // The page does not say how many calls there are in all: with a cost of zero and unpriced calls, nothing is known.
        AnswerText.KnownUsd(page.CostNanoUsd, page.UnpricedCalls, page.UnpricedCalls),
        page.UnpricedCalls,
        page.PartialCalls,
        page.Next is null ? null : new PageCursor(question.From, question.To, page.Next).ToString(),
        [.. page.Rows.Select(row => TraceRowBody.Of(row, scope.Projects))]);
}

/// <summary>A trace in one row.</summary>
internal sealed record TraceRowBody(
    string TraceId,
    string Project,
    int ProjectId,
    string Name,
    string Service,
    string Start,
    string End,
    double DurationMs,
    string? Environment,
    string? Feature,
    string? Customer,
    string? User,
    string? Session,
    int Spans,
    int Errors,
    bool IsComplete,
    int Calls,
    int UnpricedCalls,
    int PartialCalls,
    TokensAnswer Tokens,
    string? CostUsd,
    IReadOnlyList<string> Models)
{
    internal static TraceRowBody Of(TraceSummary trace, IReadOnlyList<Project> projects) => new(
        trace.Key.Trace.ToString(),
        projects.FirstOrDefault(p => p.Id == trace.Key.Project)?.Name ?? "",
        trace.Key.Project.Value,
        trace.Name,
        trace.Service,
        AnswerText.Moment(trace.Start),
        AnswerText.Moment(trace.End),
        AnswerText.Milliseconds(trace.Duration),
        trace.Attribution.Environment,
        trace.Attribution.Feature,
        trace.Attribution.Customer,
        trace.Attribution.User,
        trace.Attribution.Session,
        trace.SpanCount,
        trace.ErrorCount,
        trace.IsComplete,
        trace.Calls,
        trace.UnpricedCalls,
        trace.PartialCalls,
        TokensAnswer.Of(trace.Usage),
        AnswerText.KnownUsd(trace.CostNanoUsd, trace.Calls, trace.UnpricedCalls),
        trace.Models);
}
