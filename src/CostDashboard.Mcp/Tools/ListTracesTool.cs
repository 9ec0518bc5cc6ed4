using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Units;
using CostDashboard.Mcp.Asking;

namespace CostDashboard.Mcp.Tools;

/// <summary>Traces of a period, a few at a time.</summary>
internal sealed class ListTracesTool(ITraceQueries traces, IAccessStore access, OrganisationCalendar calendar, TimeProvider clock) : DashboardTool(Properties)
{
    private const int UsualRows = 10;
    private const int MostRows = 50;

    private const string Properties = $$"""
        {{Schemas.Period}},
        "sort": {"type": "string", "enum": ["start", "cost", "latency", "tokens", "spans", "calls", "errors"], "description": "What puts traces first. Default: cost."},
        "order": {"type": "string", "enum": ["desc", "asc"], "description": "Default: desc, the greatest or latest first."},
        "query": {"type": "string", "maxLength": 1000, "description": "Narrows the list: step:retrieve_context cost>0.10 model:claude* -customer:acme errors>0 \"free text\". Each term must hold."},
        {{Schemas.Filters}},
        "limit": {"type": "integer", "minimum": 1, "maximum": 50, "description": "Traces in the answer. Default: 10."},
        "cursor": {"type": "string", "description": "'next' of the answer before, with all other arguments as they were."}
        """;

    private static readonly IReadOnlyList<KeyValuePair<string, TraceSort>> s_sorts =
        [.. Enum.GetValues<TraceSort>().Select(sort => KeyValuePair.Create(AnswerText.CodeOf(sort), sort))];

    private static readonly IReadOnlyList<KeyValuePair<string, bool>> s_orders = [new("desc", false), new("asc", true)];

    internal override string Name => "list_traces";

    internal override string Title => "List traces";

    internal override string Description =>
        "Traces (end-to-end operations, such as one request or one run of an agent) that started in a period: name, cost, calls, tokens, duration, spans. "
        + "Use it to find the dearest, slowest or failing ones, then get_trace for one of them.";

    internal override async Task<object> AnswerAsync(Arguments given, McpCaller caller, CancellationToken cancellationToken)
    {
        var cursor = PageCursor.Read(given.Text("cursor"));
        var to = QueryText.Time("to", given.Text("to"), calendar) ?? cursor?.To ?? UnixNanos.From(clock.GetUtcNow());
        var from = QueryText.Time("from", given.Text("from"), calendar) ?? cursor?.From ?? to + -UnixNanos.PerDay;
        if (from >= to)
        {
            throw new QueryMistake("from", "It is not before 'to': the period is empty.");
        }

        var question = await NarrowAsync(
            new(
                caller.Project,
                from,
                to,
                await FilterArguments.ReadAsync(given, caller.Project, access, cancellationToken),
                given.Choice("sort", TraceSort.Cost, s_sorts),
                given.Choice("order", false, s_orders),
                given.Whole("limit", UsualRows, 1, MostRows),
                cursor?.Place),
            given.Text("query", TraceQuery.LongestText),
            caller,
            cancellationToken);
        var page = await PageAsync(question, cancellationToken);
        return new TracesAnswer(
            AnswerText.Moment(from),
            AnswerText.Moment(to),
            page.Count,
            AnswerText.KnownUsd(page.CostNanoUsd, page.UnpricedCalls, page.UnpricedCalls) ?? Figures.Unknown,
            page.UnpricedCalls,
            page.PartialCalls,
            [.. page.Rows.Select(trace => TraceLine.Of(trace, caller))],
            page.Next is null ? null : new PageCursor(from, to, page.Next).ToString(),
            Note.ForeignNames,
            PageLinks.Asked(caller, "traces", from, to, question.Filters));
    }

    private async Task<TraceQuestion> NarrowAsync(TraceQuestion question, string? query, McpCaller caller, CancellationToken cancellationToken)
    {
        var reading = TraceQueryReading.Of(query);
        if (!reading.IsQuery)
        {
            throw new QueryMistake("query", string.Join(" ", reading.Mistakes));
        }

        var narrow = reading.Query.Narrow(question);
        if (reading.Query.Filters.All(filter => filter.Dimension is not Dimension.ApiKey))
        {
            return narrow;
        }

        var keys = await access.GetKeysAsync(caller.Project, cancellationToken);
        return narrow with
        {
            Filters = [.. narrow.Filters.Select(filter => filter.Dimension is Dimension.ApiKey ? filter with { Values = FilterArguments.KeyNumbers(keys, filter.Values) } : filter)],
        };
    }

    private async Task<TracePage> PageAsync(TraceQuestion question, CancellationToken cancellationToken)
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

/// <param name="Count">How many there are in all.</param>
/// <param name="CostUsd">What all of them cost together; "unknown" where nothing of it is known.</param>
/// <param name="Next">The cursor of the next ones; null where these are the last.</param>
internal sealed record TracesAnswer(
    string From, string To, long Count, string CostUsd, long UnpricedCalls, long PartialCalls, IReadOnlyList<TraceLine> Traces, string? Next, string Note, string Link);
