using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Mcp.Asking;

namespace CostDashboard.Mcp.Tools;

/// <summary>Spend by time and dimension: the answer of <c>GET /api/v1/spend</c>, cut to what a model can read.</summary>
internal sealed class GetCostsTool(ISpendQueries spend, IAccessStore access, OrganisationCalendar calendar, TimeProvider clock) : DashboardTool(Properties)
{
    private const int UsualRows = 20;
    private const int MostRows = 100;

    private const string Properties = $$"""
        {{Schemas.Period}},
        "by": {"type": ["string", "array"], "items": {"type": "string"}, "description": "Dimensions to group by, up to three: {{Schemas.Dimensions}}. user and tag:NAME only by themselves. Leave it out for the total alone."},
        "grain": {"type": "string", "enum": ["total", "minute", "quarter", "hour", "day", "month"], "description": "Rows for each such span of time; total (default) for the whole period at once."},
        "order": {"type": "string", "enum": ["cost", "calls", "tokens", "errors"], "description": "With grain total, which measure puts rows first. Default: cost."},
        "limit": {"type": "integer", "minimum": 1, "maximum": 100, "description": "Most rows; what the others come to is in 'rest'. Default: 20."},
        {{Schemas.Filters}}
        """;

    private static readonly IReadOnlyList<KeyValuePair<string, Func<SpendMeasures, long>>> s_orders =
    [
        new("cost", measures => measures.CostNanoUsd),
        new("calls", measures => measures.Calls),
        new("tokens", measures => measures.Usage.TotalInput + measures.Usage.Output),
        new("errors", measures => measures.Errors),
    ];

    internal override string Name => "get_costs";

    internal override string Title => "Costs by dimension";

    internal override string Description =>
        "What LLM calls cost in a period, in total or grouped by dimensions such as step, model, customer or feature, optionally over time. "
        + "Sums are exact: rows and 'rest' add up to 'total'. Calls without a known price are counted in unpricedCalls, never as zero dollars. "
        + "Use it for 'what did we spend', 'on what', 'which customer or model is dearest'. For 'why did it rise' use get_spike.";

    internal override async Task<object> AnswerAsync(Arguments given, McpCaller caller, CancellationToken cancellationToken)
    {
        var by = SpendReading.By(given.Texts("by"));
        var grain = given.Choice("grain", Grain.Total, SpendReading.Grains);
        var filters = await FilterArguments.ReadAsync(given, caller.Project, access, cancellationToken);
        var isDaily = SpendReading.IsDaily(by, filters);
        var unit = isDaily ? Grain.Day : grain is Grain.Minute ? Grain.Minute : Grain.Quarter;
        var (from, to) = SpendReading.Period(given.Text("from"), given.Text("to"), unit, calendar, UnixNanos.From(clock.GetUtcNow()));
        SpendReading.RefuseTooFine(grain, from, to);

        var order = given.Choice("order", s_orders[0].Value, s_orders);
        var limit = given.Whole("limit", UsualRows, 1, MostRows);
        var tagKey = by.FirstOrDefault(dimension => dimension.TagKey is not null)?.TagKey;
        var answer = await spend.AskAsync(new(caller.Project, from, to, grain, [.. by.Select(d => d.Dimension)], filters, tagKey), cancellationToken);
        if (grain is not Grain.Total && answer.Rows.Count > limit)
        {
            throw new QueryMistake(
                "grain", $"The answer has {answer.Rows.Count} rows, and limit is {limit} (at most {MostRows}). Choose a coarser grain, a shorter period or fewer dimensions.");
        }

        var rows = grain is Grain.Total ? [.. answer.Rows.OrderByDescending(row => order(row.Measures))] : answer.Rows;
        var names = await NamesAsync(by, caller, cancellationToken);
        return new CostsAnswer(
            AnswerText.Minute(from, calendar),
            AnswerText.Minute(to, calendar),
            calendar.Zone.Id,
            Figures.Of(answer.Total, isDaily),
            by.Count == 0 && grain is Grain.Total
                ? null
                : [.. rows.Take(limit).Select(row => new CostRow(
                    grain is Grain.Total ? null : AnswerText.Minute(row.Start, calendar),
                    by.Count == 0 ? null : by.Select((dimension, at) => KeyValuePair.Create(dimension.Name, ValueOf(dimension, row.Values[at], names))).ToDictionary(StringComparer.Ordinal),
                    Figures.Of(row.Measures, isDaily)))],
            RestOf(rows.Skip(limit), isDaily),
            Note.ForeignNames,
            PageLinks.Asked(caller, "spend", from, to, filters, by));
    }

    private static CostRest? RestOf(IEnumerable<SpendRow> rows, bool isDaily)
    {
        var (sum, count) = (new SpendMeasures(), 0);
        foreach (var row in rows)
        {
            sum.Add(row.Measures);
            count++;
        }

        return count == 0 ? null : new(count, Figures.Of(sum, isDaily));
    }

    // Totals know keys by number.
    private async Task<Dictionary<string, string>> NamesAsync(IReadOnlyList<NamedDimension> by, McpCaller caller, CancellationToken cancellationToken) =>
        by.Any(dimension => dimension.Dimension is Dimension.ApiKey)
            ? (await access.GetKeysAsync(caller.Project, cancellationToken)).ToDictionary(FilterArguments.NumberOf, key => key.Name, StringComparer.Ordinal)
            : [];

    private static ForeignText ValueOf(NamedDimension dimension, string value, Dictionary<string, string> names) =>
        dimension.Dimension is Dimension.ApiKey ? names.GetValueOrDefault(value, "") : DimensionNames.Said(dimension.Dimension, value);
}

/// <param name="Rows">Null where nothing is grouped.</param>
/// <param name="Rest">What the rows that are not shown come to; null where all are.</param>
internal sealed record CostsAnswer(
    string From, string To, string TimeZone, Figures Total, IReadOnlyList<CostRow>? Rows, CostRest? Rest, string Note, string Link);

/// <param name="Start">Beginning of the span of time; null for the whole period.</param>
/// <param name="Values">By dimension; an empty text where spans name none.</param>
internal sealed record CostRow(string? Start, Dictionary<string, ForeignText>? Values, Figures Figures);

internal sealed record CostRest(int Rows, Figures Figures);
