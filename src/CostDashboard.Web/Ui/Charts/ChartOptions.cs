using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostDashboard.Web.Ui.Charts;

public enum ChartKind
{
    Area,
    Bars,
    Lines,
}

/// <summary>How an axis writes its numbers: dollars, whole things, nanoseconds, a share of 1.</summary>
public enum ChartUnit
{
    Usd,
    Count,
    Nanoseconds,
    Share,
}

/// <summary>One span of time on the x axis.</summary>
/// <param name="Label">In full, for the tooltip and the table.</param>
/// <param name="From">ISO 8601, for a link to what is behind it.</param>
public sealed record ChartBucket(string Label, string From, string To);

/// <summary>A label under the x axis, at a bucket.</summary>
public sealed record ChartTick(int At, string Label);

/// <param name="Hue">Class of its colour (<see cref="Hues"/>).</param>
/// <param name="Values">One per bucket; null where there is none, which is not zero.</param>
/// <param name="Texts">The same for people, exact.</param>
/// <param name="Link">The filters that keep this series alone, as a link appends them: <c>&amp;step=x</c>.</param>
public sealed record ChartSeries(string Name, string Hue, IReadOnlyList<double?> Values, IReadOnlyList<string> Texts, string Link);

/// <summary>The total of another period, bucket by bucket: a quiet dashed line behind the total of this one.</summary>
/// <param name="Name">Which period, for the legend: "The week before".</param>
public sealed record ChartComparison(string Name, IReadOnlyList<double> Values, IReadOnlyList<string> Texts);

/// <summary>All that a chart shows and does. It is written into the page as JSON, beside a table of the same numbers.</summary>
/// <param name="Title">Names the chart and its table for who cannot see it.</param>
/// <param name="Totals">Text of the sum of each bucket; null where the series do not add up.</param>
/// <param name="Link">Begins the address that a click or a brush opens; period and filters are appended. Null for none.</param>
/// <param name="LinkOfAll">The filters that keep all series together.</param>
/// <param name="IsStepped">Lines jump from value to value instead of sloping: what they show holds until it changes.</param>
public sealed record ChartOptions(
    string Title,
    ChartKind Kind,
    ChartUnit Unit,
    IReadOnlyList<ChartBucket> Buckets,
    IReadOnlyList<ChartTick> Ticks,
    IReadOnlyList<ChartSeries> Series,
    IReadOnlyList<string>? Totals,
    string? Link,
    string LinkOfAll = "",
    bool IsStepped = false)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Null where nothing is compared.</summary>
    public ChartComparison? Comparison { get; init; }

    public bool IsEmpty => Series.Count == 0;

    public string ToJson() => JsonSerializer.Serialize(this, s_json);
}
