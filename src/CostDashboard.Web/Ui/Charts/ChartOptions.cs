using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostDashboard.Web.Ui.Charts;

public enum ChartKind
{
    /// <summary>Values that add up, over many buckets.</summary>
    Area,

    /// <summary>Values that add up, over few buckets; and histograms: buckets are then bins of a <see cref="ValueAxis"/>.</summary>
    Bars,
    Lines,

    /// <summary>
    /// A grid that is the darker the more there is in a cell. Buckets go along, series go up, the first one lowest; a value is a count, and null
    /// or 0 is an empty cell. Make both axes of a <see cref="ValueAxis"/>: its buckets and ticks along, its labels as names of the series and its
    /// ticks as <see cref="ChartOptions.RowTicks"/> up.
    /// </summary>
    Density,
}

/// <summary>How an axis writes its numbers: dollars, whole things, nanoseconds, a share of 1.</summary>
public enum ChartUnit
{
    Usd,
    Count,
    Nanoseconds,
    Share,
}

/// <summary>One span of time on the x axis, or one bin of values.</summary>
/// <param name="Label">In full, for the tooltip and the table.</param>
/// <param name="From">What a link to what is behind it says: a moment (ISO 8601), or the least value of a bin.</param>
public sealed record ChartBucket(string Label, string From, string To);

/// <summary>A label under the x axis.</summary>
/// <param name="At">In buckets: the middle of the first one is 0, its beginning -0.5.</param>
public sealed record ChartTick(double At, string Label);

/// <param name="Hue">Class of its colour (<see cref="Hues"/>).</param>
/// <param name="Values">One per bucket; null where there is none, which is not zero.</param>
/// <param name="Texts">The same for people, exact: money to the nano-dollar. The table, the tooltip and the file say these.</param>
/// <param name="Link">
/// The filters that keep this series alone, as a link appends them: <c>&amp;step=x</c>. Null where no spans are behind the values, such as revenue:
/// a point of it opens what is behind all of the chart.
/// </param>
public sealed record ChartSeries(string Name, string Hue, IReadOnlyList<double?> Values, IReadOnlyList<string> Texts, string? Link);

/// <summary>The total of another period, bucket by bucket: a quiet dashed line behind the total of this one.</summary>
/// <param name="Name">Which period, for the legend: "The week before".</param>
public sealed record ChartComparison(string Name, IReadOnlyList<double> Values, IReadOnlyList<string> Texts);

/// <summary>All that a chart shows and does. It is written into the page as JSON, beside a table of the same numbers.</summary>
/// <remarks>
/// A script that has newer options (live mode) gives them to the element: <c>document.querySelector("cost-chart").update(json)</c>. They are drawn
/// in one step over the old ones; while the pointer or the keys are on a point they wait, so that nothing moves under them.
/// </remarks>
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

    /// <summary>What the buckets are: head of the table's first column, and under the axis where it is not time.</summary>
    public string AxisLabel { get; init; } = TimeAxis.Label;

    /// <summary>What the rows of a density are.</summary>
    public string RowLabel { get; init; } = "";

    /// <summary>Labels beside the rows of a density; the middle of the lowest row is 0.</summary>
    public IReadOnlyList<ChartTick> RowTicks { get; init; } = [];

    /// <summary>Things that happened; only on an axis of time.</summary>
    public IReadOnlyList<ChartMarker> Markers { get; init; } = [];

    public IReadOnlyList<ChartRule> Rules { get; init; } = [];

    /// <summary>Parameters of <see cref="Link"/> that take the beginning and the end of what was chosen, such as <c>minseconds</c>.</summary>
    public string FromKey { get; init; } = "from";

    public string ToKey { get; init; } = "to";

    /// <summary>Where a brushed period leads, if elsewhere than a point (<see cref="Link"/>).</summary>
    public string? PeriodLink { get; init; }

    /// <summary>What a click on a point and a brushed period open, as the tooltip says it: "Click for …, drag for …".</summary>
    public string PointHint { get; init; } = "the traces";

    public string PeriodHint { get; init; } = "a period";

    public string ToJson() => JsonSerializer.Serialize(this, s_json);
}
