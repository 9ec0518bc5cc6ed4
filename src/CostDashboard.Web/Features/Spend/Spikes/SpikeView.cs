using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>Which traces of the period the report shows.</summary>
public enum SpikeTraces
{
    Dearest,
    Slowest,
    Typical,
}

/// <summary>What a spike report is asked beside what all pages are, and the addresses that it leads to.</summary>
/// <param name="Period">The asked period, to the minute, up to now: of an hour that is not over only what has passed is compared.</param>
public sealed record SpikeView(PageContext Context, Period Period, SpikeTraces Traces)
{
    public const string Path = "/spend/spike";

    /// <summary>Longer periods have no cause that a report could name.</summary>
    public const int MostDays = 92;

    public static SpikeView From(PageContext context)
    {
        var now = context.Now.Floor(UnixNanos.PerMinute);
        var (from, to) = context.Question.Range is RangeChoice.Between between
            ? (between.Start.Floor(UnixNanos.PerMinute), between.End.Floor(UnixNanos.PerMinute))
            : (context.Range.From, context.Range.To);
        return new(
            context,
            new(from, to > now && now > from ? now : to),
            context.Query.Text("show") switch { "slowest" => SpikeTraces.Slowest, "typical" => SpikeTraces.Typical, _ => SpikeTraces.Dearest });
    }

    public bool IsTooLong => Period.Length > MostDays * UnixNanos.PerDay;

    /// <summary>The same report whenever it is opened: with the period itself, not with "last 7 days".</summary>
    public string Permanent => Context.Here(Asked, ("via", null));

    private PageQuestion Asked => In(Period);

    /// <summary>A tab of the traces.</summary>
    public string Show(SpikeTraces traces) => Context.Here(("show", traces is SpikeTraces.Dearest ? null : traces.ToString().ToLowerInvariant()));

    /// <summary>The traces behind a number of the period.</summary>
    public string TracesOf(IReadOnlyList<DimensionValue> values) => TracesOf(values, Period);

    /// <summary>The traces behind a number of another period.</summary>
    public string TracesOf(IReadOnlyList<DimensionValue> values, Period period, string sort = "cost") =>
        With(In(period), values).Url("/traces").Add("basis", "spent").Add("sort", sort).Add("via", Context.Here()).ToString();

    /// <summary>The calls that the numbers leave out.</summary>
    public string? IncompleteOf(SpikeReport report) => IncompleteCalls.List(Context, Asked, report.UnpricedCalls, report.PartialCalls);

    /// <summary>The same report of one part of the traffic, and in it what that part usually costs.</summary>
    public string UsualOf(IReadOnlyList<DimensionValue> values) => Context.Here(With(Context.Question, values)) + "#usual";

    /// <summary>The place on this page that says what is usual. A link of a fragment alone would lead to the document's base.</summary>
    public string Usual => Context.Here() + "#usual";

    /// <summary>The question for a list of the traces of a part, each with what it spent on this part in this period alone.</summary>
    public TraceQuestion Question(IReadOnlyList<DimensionValue> values, Period period) => new(
        Context.ProjectId, period.From, period.To, With(In(period), values).Filters.ToSpendFilters(), TraceSort.Cost, Basis: TraceBasis.Spent);

    /// <summary>The totals of a part.</summary>
    public SpendQuestion TotalsOf(IReadOnlyList<DimensionValue> values, OnsetWindow window) => new(
        Context.ProjectId, window.Period.From, window.Period.To, window.Grain, [], With(Context.Question, values).Filters.ToSpendFilters(), WithDistributions: false);

    /// <summary>Where a point of a chart leads: to this report, or, filtered on what its totals cannot tell apart, to the traces.</summary>
    public static UrlText LinkFrom(PageContext context, bool isDaily) =>
        isDaily
            ? new UrlText("/traces").Add("project", Project(context)).Add("basis", "spent").Add("sort", "cost").Add("via", context.Here())
            : new UrlText(Path).Add("project", Project(context)).Add("via", context.Here());

    /// <summary>The page that the report was opened from.</summary>
    public string? Back => TraceLink.Back(Context.Query);

    private PageQuestion In(Period period) => Context.Question with { Range = new RangeChoice.Between(period.From, period.To) };

    private static PageQuestion With(PageQuestion question, IReadOnlyList<DimensionValue> values) => question with
    {
        Filters = values.Aggregate(question.Filters, (filters, value) => filters.Except(new(value.Dimension)).With(new(value.Dimension), value.Value)),
    };

    private static string? Project(PageContext context) => context.Question.Project?.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
