using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Spend.Spikes;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Spend;

/// <summary>What a chart of usage over time is drawn from.</summary>
/// <param name="By">What it is stacked by; its values are the first ones of the answer's rows.</param>
/// <param name="MostSeries">Values beyond these are added up as the rest.</param>
public sealed record UsageShape(PageContext Context, TimeRange Range, Grain Grain, Facet By, Measure Measure, int MostSeries = Hues.Count)
{
    /// <summary>Draws the total of the period that the range is compared with as well, where there is a total.</summary>
    public bool Compares { get; init; }

    /// <summary>The question for the totals of the period before; users and tags are a total of their own.</summary>
    public SpendQuestion QuestionBefore => Question with { From = Range.PreviousFrom, To = Range.PreviousTo, By = By.IsDaily ? Question.By : [] };

    /// <summary>The question whose answer is drawn.</summary>
    public SpendQuestion Question => new(
        Context.ProjectId, Range.From, Range.To, Grain, [By.Dimension], FiltersOf(Measure, Context.Question.Filters), By.TagKey, Measure.NeedsDistributions);

    public static IReadOnlyList<SpendFilter> FiltersOf(Measure measure, FilterSet filters) =>
        measure.IsOfCalls ? [.. filters.ToSpendFilters(), SpendTable.OnlyCalls] : filters.ToSpendFilters();
}

/// <summary>Lays the answer to a question about spend out as a chart. Pure. The series of every point add up to its total, to the nano-dollar.</summary>
internal static class UsageChart
{
    private const int MostBars = 62;

    /// <summary>Asks for what is drawn: the values that come to most, and the others together.</summary>
    public static Task<ChosenAnswer> AskAsync(ISpendQueries spend, UsageShape shape, CancellationToken cancellationToken) =>
        spend.AskChosenAsync(shape.Question, totals => Shown(shape, totals), cancellationToken);

    /// <summary>Asks for what the period before came to, at each start.</summary>
    public static async Task<IReadOnlyList<SpendRow>> AskBeforeAsync(ISpendQueries spend, UsageShape shape, CancellationToken cancellationToken) => shape.By.IsDaily
        ? (await spend.AskChosenAsync(shape.QuestionBefore, _ => [], cancellationToken)).Rest
        : (await spend.AskAsync(shape.QuestionBefore, cancellationToken)).Rows;

    /// <param name="before">What the period came to that it is compared with; null for none.</param>
    /// <param name="lasting">The values whose colours last: <see cref="LastingHues"/>.</param>
    public static ChartOptions Of(UsageShape shape, ChosenAnswer answer, IReadOnlyList<SpendRow>? before = null, IReadOnlyCollection<string>? lasting = null)
    {
        var axis = TimeAxis.Of(shape.Range, shape.Grain, shape.Context.Calendar);
        var groups = answer.Totals.Count(total => HasSomething(shape, total));
        var shown = Shown(shape, answer.Totals);
        var hues = Hues.Of(shown, lasting);
        var cells = Cells(answer, axis, shown);
        var series = new List<ChartSeries>();
        for (var i = 0; i < shown.Length; i++)
        {
            series.Add(Series(shape.Measure, shape.Context.Names.Of(shape.By, shown[i]), hues[shown[i]], cells[i], LinkOf(FilterSet.None.With(shape.By, shown[i]))));
        }

        var all = LabelTotals.Named(shape.By, shape.Context.Question.Filters.Of(shape.By));
        if (groups > shown.Length)
        {
            var rest = shown.Aggregate(all, (filters, value) => filters.With(shape.By, value, isExclude: true));
            series.Add(Series(shape.Measure, $"{groups - shown.Length} others", Hues.Other, cells[^1], LinkOf(rest)));
        }

        return new(
            $"{shape.Measure.Label} by {shape.By.Label}",
            !shape.Measure.AddsUp ? ChartKind.Lines : axis.Buckets.Count <= MostBars ? ChartKind.Bars : ChartKind.Area,
            shape.Measure.Unit,
            axis.Buckets,
            axis.Ticks,
            series,
            shape.Measure.AddsUp ? [.. Totals(answer, axis).Select(total => Exact(shape.Measure, total))] : null,
            Link(shape),
            LinkOf(all))
        {
            PointHint = IsDaily(shape) ? "the traces" : "the report",
            Comparison = before is null ? null : Comparison(shape, axis, before),
        };
    }

    private static ChartComparison Comparison(UsageShape shape, TimeAxis axis, IReadOnlyList<SpendRow> before)
    {
        var cells = Empty(axis);
        foreach (var row in before)
        {
            cells[axis.IndexOfBefore(row.Start)].Add(row.Measures);
        }

        return new(
            Wording.Capital(SpendComparison.Against(shape.Context)), [.. cells.Select(c => shape.Measure.Value(c) ?? 0)], [.. cells.Select(cell => Exact(shape.Measure, cell))]);

    }

    // The period and the filters of the stacking dimension are appended by whoever follows the link.
    private static string Link(UsageShape shape)
    {
        var url = SpikeView.LinkFrom(shape.Context, IsDaily(shape));
        shape.Context.Question.Filters.Except(shape.By).AppendTo(url);
        return url.ToString();
    }

    private static bool IsDaily(UsageShape shape) => shape.By.IsDaily || shape.Context.Question.Filters.Values.Any(f => f.Facet.IsDaily);

    private static string LinkOf(FilterSet filters)
    {
        var url = new UrlText("");
        filters.AppendTo(url);
        return url.ToString().Replace('?', '&');
    }

    private static ChartSeries Series(Measure measure, string name, string hue, SpendMeasures[] cells, string link) =>
        new(name, hue, [.. cells.Select(measure.Value)], [.. cells.Select(cell => Exact(measure, cell))], link);

    // What a point says is all that is known of it; a table beside has room for less.
    private static string Exact(Measure measure, SpendMeasures cell) => measure == Measure.Cost && cell.CostNanoUsd != 0 ? MoneyText.Exact(cell.CostNanoUsd) : measure.Text(cell);

    private static string[] Shown(UsageShape shape, IReadOnlyList<SpendRow> totals) =>
    [
        .. totals
            .Where(total => HasSomething(shape, total))
            .OrderByDescending(total => Rank(shape.Measure, total.Measures))
            .ThenBy(total => total.Values[0], StringComparer.Ordinal)
            .Take(shape.MostSeries)
            .Select(total => total.Values[0]),
    ];

    // A value without anything to show is no series: steps that call no model would be counted as "others" of cost.
    private static bool HasSomething(UsageShape shape, SpendRow total) => shape.Measure.Value(total.Measures) is not (null or 0);

    // What does not add up has no largest share: then the groups that cost most are shown.
    private static (double, long, long) Rank(Measure measure, SpendMeasures group) =>
        (measure.AddsUp ? measure.Value(group) ?? 0 : group.CostNanoUsd, group.Calls, group.Spans);

    // One row of cells for each shown value, and a last one for the rest.
    private static SpendMeasures[][] Cells(ChosenAnswer answer, TimeAxis axis, string[] shown)
    {
        var rowOf = shown.Select((value, i) => (value, i)).ToDictionary(s => s.value, s => s.i, StringComparer.Ordinal);
        var cells = Enumerable.Range(0, shown.Length + 1).Select(_ => Empty(axis)).ToArray();
        foreach (var row in answer.Rows)
        {
            Add(cells[rowOf[row.Values[0]]], row, axis);
        }

        foreach (var row in answer.Rest)
        {
            Add(cells[^1], row, axis);
        }

        return cells;
    }

    private static SpendMeasures[] Totals(ChosenAnswer answer, TimeAxis axis)
    {
        var totals = Empty(axis);
        foreach (var row in answer.Rows.Concat(answer.Rest))
        {
            Add(totals, row, axis);
        }

        return totals;
    }

    private static void Add(SpendMeasures[] cells, SpendRow row, TimeAxis axis)
    {
        if (axis.IndexOf(row.Start) is { } at)
        {
            cells[at].Add(row.Measures);
        }
    }

    private static SpendMeasures[] Empty(TimeAxis axis) => [.. Enumerable.Range(0, axis.Buckets.Count).Select(_ => new SpendMeasures())];
}
