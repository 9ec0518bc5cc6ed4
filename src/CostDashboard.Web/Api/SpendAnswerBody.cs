using System.Globalization;
using System.Text.Json.Serialization;
using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Api;

/// <summary>The answer to a question about spend.</summary>
/// <param name="From">Beginning of the period that was answered, which may be wider than the one asked for.</param>
/// <param name="TimeZone">The organisation's; hours, days and months are counted in it.</param>
/// <param name="Total">The sum of all rows.</param>
internal sealed record SpendAnswerBody(
    string From, string To, string Grain, string TimeZone, IReadOnlyList<string> By, IReadOnlyList<SpendRowBody> Rows, SpendRowBody Total)
{
    internal static SpendAnswerBody Of(
        SpendQuestion question,
        SpendAnswer answer,
        IReadOnlyList<NamedDimension> by,
        ValueNames names,
        bool isDaily,
        string grain,
        OrganisationCalendar calendar)
    {
        var countsTraces = !isDaily && question.By.Concat(question.Filters.Select(f => f.Dimension)).All(IsOfWholeTrace);
        var rows = new SpendRowBody[answer.Rows.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = answer.Rows[i];
            rows[i] = SpendRowBody.Of(row.Measures, countsTraces, isDaily) with { Start = AnswerText.Minute(row.Start, calendar) };
            for (var at = 0; at < by.Count; at++)
            {
                rows[i].Name(by[at].Dimension, row.Values[at], names);
            }
        }

        return new(
            AnswerText.Minute(question.From, calendar),
            AnswerText.Minute(question.To, calendar),
            grain,
            calendar.Zone.Id,
            [.. by.Select(d => d.Name)],
            rows,
            SpendRowBody.Of(answer.Total, countsTraces, isDaily));
    }

    // A trace is counted at its root, so it can only be counted by what the root says for all of it.
    private static bool IsOfWholeTrace(Dimension dimension) =>
        dimension is Dimension.Project or Dimension.Environment or Dimension.Feature or Dimension.Customer;
}

/// <summary>
/// What calls report that they cost, which is charged, beside what the price book computes for the same calls. Calls that lack one of the two,
/// or which the book prices only in part, are not in it.
/// </summary>
/// <param name="DifferenceUsd">Positive where more is reported than the book computes.</param>
internal sealed record ComparisonAnswer(long Calls, string ReportedUsd, string ComputedUsd, string DifferenceUsd)
{
    internal static ComparisonAnswer? Of(CostComparison compared) => compared.Calls == 0
        ? null
        : new(
            compared.Calls,
            AnswerText.Usd(compared.ReportedNanoUsd),
            AnswerText.Usd(compared.ComputedNanoUsd),
            AnswerText.Usd(compared.DifferenceNanoUsd));
}

/// <summary>The figures of one group in one span of time. Of the dimensions, those stand here that were grouped by.</summary>
internal sealed record SpendRowBody
{
    /// <summary>Beginning of the span of time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Start { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Project { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ProjectId { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Environment { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Service { get; private set; }

    /// <summary>The service's version; empty where spans state none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Release { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Step { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Provider { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Feature { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Customer { get; private set; }

    /// <summary>Name of the key; empty for spans that came another way.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? KeyId { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PriceState { get; private set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; private set; }

    /// <summary>Value of the tag that was grouped by.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Tag { get; private set; }

    /// <summary>Charged model calls, priced or not.</summary>
    public required long Calls { get; init; }

    /// <summary>All spans; null by user or tag, of which only calls are totalled.</summary>
    public required long? Spans { get; init; }

    /// <summary>Traces; null unless every dimension of the question is one that a trace has as a whole: project, environment, feature, customer.</summary>
    public required long? Traces { get; init; }

    public required long? Errors { get; init; }

    /// <summary>Calls of unknown cost: what the cost leaves out.</summary>
    public required long UnpricedCalls { get; init; }

    /// <summary>Calls of which only a part has a price: where there are any, the cost is a lower bound.</summary>
    public required long PartialCalls { get; init; }

    /// <summary>Reported costs beside computed ones; null where no call has both.</summary>
    public required ComparisonAnswer? Compared { get; init; }

    public required TokensAnswer Tokens { get; init; }

    /// <summary>Decimal dollars, exact to the nano-dollar; null where every call is unpriced, so that nothing is known.</summary>
    public required string? CostUsd { get; init; }

    /// <summary>Of the spans' durations; null where there are none.</summary>
    public required PercentilesAnswer? LatencyMs { get; init; }

    /// <summary>Time to first token; null where no call states it.</summary>
    public required PercentilesAnswer? TtftMs { get; init; }

    internal static SpendRowBody Of(SpendMeasures measures, bool countsTraces, bool isDaily) => new()
    {
        Calls = measures.Calls,
        Spans = isDaily ? null : measures.Spans,
        Traces = countsTraces ? measures.Traces : null,
        Errors = isDaily ? null : measures.Errors,
        UnpricedCalls = measures.UnpricedCalls,
        PartialCalls = measures.PartialCalls,
        Compared = ComparisonAnswer.Of(measures.Compared),
        Tokens = TokensAnswer.Of(measures.Usage),
        CostUsd = AnswerText.KnownUsd(measures.CostNanoUsd, measures.Calls, measures.UnpricedCalls),
        LatencyMs = PercentilesAnswer.Of(measures.Latency),
        TtftMs = PercentilesAnswer.Of(measures.TimeToFirstToken),
    };

    internal void Name(Dimension dimension, string value, ValueNames names)
    {
        var name = names.Of(dimension, value);
        switch (dimension)
        {
            case Dimension.Project:
                (Project, ProjectId) = (name, Number(value));
                break;
            case Dimension.Environment:
                Environment = name;
                break;
            case Dimension.Service:
                Service = name;
                break;
            case Dimension.Release:
                Release = name;
                break;
            case Dimension.Step:
                Step = name;
                break;
            case Dimension.Kind:
                Kind = name;
                break;
            case Dimension.Provider:
                Provider = name;
                break;
            case Dimension.Model:
                Model = name;
                break;
            case Dimension.Feature:
                Feature = name;
                break;
            case Dimension.Customer:
                Customer = name;
                break;
            case Dimension.ApiKey:
                (Key, KeyId) = (name, Number(value));
                break;
            case Dimension.PriceState:
                PriceState = name;
                break;
            case Dimension.User:
                User = name;
                break;
            case Dimension.Tag:
                Tag = name;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A dimension that the API does not name.");
        }
    }

    private static int? Number(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
