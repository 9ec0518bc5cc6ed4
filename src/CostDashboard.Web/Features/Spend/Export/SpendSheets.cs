using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Features.Spend.Export;

/// <summary>
/// What the spend page shows, as tables for a file: a line for every group of all levels, so that a column sums to the total, with the period it
/// is compared with; and the groups of the first level over time.
/// </summary>
internal static class SpendSheets
{
    private static readonly SheetColumn<SpendMeasures>[] s_sums =
    [
        new("cost_usd", m => new SheetCell.Dollars(m.CostNanoUsd)),
        new("cost_nano_usd", m => new SheetCell.Words(m.CostNanoUsd.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        Count("calls", m => m.Calls),
        Count("unpriced_calls", m => m.UnpricedCalls),
        Count("partially_priced_calls", m => m.PartialCalls),
        Count("input_tokens", m => m.Usage.Input),
        Count("cache_read_tokens", m => m.Usage.CacheRead),
        Count("cache_write_tokens", m => m.Usage.CacheWrite),
        Count("output_tokens", m => m.Usage.Output),
        Count("reasoning_tokens", m => m.Usage.Reasoning),
    ];

    private static readonly SheetColumn<SpendMeasures>[] s_spans = [Count("spans", m => m.Spans), Count("failed_spans", m => m.Errors), Count("traces", m => m.Traces)];

    private static readonly string[] s_quantiles = ["p50", "p95", "p99", "ttft", "ttft-p95"];

    public static Sheet Groups(PageContext context, SpendView view, LevelAnswer answer)
    {
        var paths = answer.Now.Rows.Concat(answer.Before?.Rows ?? []).Select(row => row.Values).Distinct(Paths.Same).ToList();
        var before = ByPath(answer.Before);
        var (now, calls) = (ByPath(answer.Now)!, ByPath(answer.Calls));
        var rows = paths
            .Select(path => new Group(path, At(now, path), calls is null ? null : At(calls, path), before is null ? null : At(before, path)))
            .OrderByDescending(group => group.Now.CostNanoUsd)
            .ThenBy(group => group.Path, Paths.InOrder);
        return Sheet.Of("Groups", Columns(context, view, answer), rows);
    }

    public static Sheet OverTime(UsageShape shape, SpendAnswer answer)
    {
        var axis = TimeAxis.Of(shape.Range, shape.Grain, shape.Context.Calendar);
        IReadOnlyList<SheetColumn<(ChartBucket Bucket, SpendRow Row)>> columns =
        [
            new("start", r => new SheetCell.Words(r.Bucket.From)),
            new("end", r => new SheetCell.Words(r.Bucket.To)),
            new(DimensionName.Of(shape.By), r => new SheetCell.Words(shape.Context.Names.Of(shape.By, r.Row.Values[0]))),
            .. Sums(shape.By.IsDaily).Select(c => new SheetColumn<(ChartBucket Bucket, SpendRow Row)>(c.Name, r => c.Of(r.Row.Measures))),
        ];
        return Sheet.Of("Over time", columns, answer.Rows.Where(r => axis.IndexOf(r.Start) is not null).Select(r => (axis.Buckets[axis.IndexOf(r.Start)!.Value], r)));
    }

    /// <summary>What was asked, when, and how exact the figures are.</summary>
    public static Sheet About(PageContext context, SpendView view, bool hasBefore)
    {
        var range = view.RangeIn(context);
        List<(string What, string Says)> lines =
        [
            ("project", context.Project?.Name ?? ""),
            ("from", RangeChoice.Text(range.From)),
            ("to, exclusive", RangeChoice.Text(range.To)),
            ("time zone", context.Calendar.Zone.Id),
            ("compared from", hasBefore ? RangeChoice.Text(range.PreviousFrom) : "nothing"),
            ("compared to, exclusive", hasBefore ? RangeChoice.Text(range.PreviousTo) : "nothing"),
            .. context.Question.Filters.Values.Select(f => (f.Facet.Label + (f.IsExclude ? " is not" : " is"), context.Names.Of(f.Facet, f.Value))),
            ("address", (context with { Path = "/spend" }).Here()),
            ("exactness", "cost_nano_usd is exact, as text; cost_usd is the same in dollars, exact to the nano-dollar below $1,000,000, where a spreadsheet's 15 digits end."),
            ("percentiles", "From histograms, within 1/128 (0.8 %) of the exact ones; in nanoseconds."),
            ("unpriced calls", "Their cost is unknown and in no amount."),
        ];
        return new("About", ["what", "says"], lines.Select(line => (IReadOnlyList<SheetCell>)[new SheetCell.Words(line.What), new SheetCell.Words(line.Says)]));
    }

    private sealed record Group(IReadOnlyList<string> Path, SpendMeasures Now, SpendMeasures? Calls, SpendMeasures? Before);

    private static List<SheetColumn<Group>> Columns(PageContext context, SpendView view, LevelAnswer answer)
    {
        List<SheetColumn<Group>> columns =
        [
            .. view.Levels.Select((level, i) => new SheetColumn<Group>(DimensionName.Of(level), g => new SheetCell.Words(context.Names.Of(level, g.Path[i])))),
            .. Sums(view.IsDaily(context)).Select(c => new SheetColumn<Group>(c.Name, g => c.Of(g.Now))),
            new("share_of_cost", g => Share(g.Now.CostNanoUsd, answer.Now.Total.CostNanoUsd)),
            new("cost_per_call_usd", g => Cell(Measure.Of("cost-per-call"), g.Now)),
        ];
        if (SpendView.WhyNot(Measure.CostPerTrace, view.Levels, context.Question.Filters) is null)
        {
            columns.Add(new("cost_per_query_usd", g => Cell(Measure.CostPerTrace, g.Now)));
        }

        if (answer.Calls is not null)
        {
            columns.AddRange(s_quantiles.Select(name => new SheetColumn<Group>($"{NameOf(Measure.Of(name))}", g => Cell(Measure.Of(name), g.Calls))));
        }

        if (answer.Before is not null)
        {
            var measure = view.Measure;
            columns.Add(new("before_" + NameOf(measure), g => Cell(measure, g.Before)));
            columns.Add(new("change_" + NameOf(measure), g => Change(measure, measure.IsOfCalls ? g.Calls : g.Now, g.Before)));
        }

        return columns;
    }

    private static IEnumerable<SheetColumn<SpendMeasures>> Sums(bool isDaily) => isDaily ? s_sums : [.. s_sums, .. s_spans];

    private static SheetColumn<SpendMeasures> Count(string name, Func<SpendMeasures, long> of) => new(name, m => new SheetCell.Number(of(m)));

    private static SheetCell Share(long part, long whole) => whole == 0 ? SheetCell.None : new SheetCell.Number(Math.Round((decimal)part / whole, 9));

    private static string NameOf(Measure measure) => measure.Name.Replace('-', '_') + measure.Unit switch
    {
        ChartUnit.Usd => "_usd",
        ChartUnit.Nanoseconds => "_ns",
        ChartUnit.Share => "_share",
        _ => "",
    };

    private static SheetCell Cell(Measure measure, SpendMeasures? measures) => measures is null ? SheetCell.None : Cell(measure, measure.Amount(measures));

    private static SheetCell Change(Measure measure, SpendMeasures? now, SpendMeasures? before) =>
        now is null || before is null ? SheetCell.None : Cell(measure, measure.Amount(now) - measure.Amount(before));

    private static SheetCell Cell(Measure measure, decimal? amount) => amount switch
    {
        null => SheetCell.None,
        { } nanos when measure.Unit is ChartUnit.Usd => new SheetCell.Dollars(Math.Round(nanos)),
        { } other => new SheetCell.Number(Math.Round(other, 9)),
    };

    private static Dictionary<IReadOnlyList<string>, SpendMeasures>? ByPath(SpendAnswer? answer) => answer?.Rows.ToDictionary(r => r.Values, r => r.Measures, Paths.Same);

    private static SpendMeasures At(Dictionary<IReadOnlyList<string>, SpendMeasures> rows, IReadOnlyList<string> path) => rows.GetValueOrDefault(path) ?? new();

    /// <summary>Compares paths by their values.</summary>
    private sealed class Paths : IEqualityComparer<IReadOnlyList<string>>, IComparer<IReadOnlyList<string>>
    {
        public static IEqualityComparer<IReadOnlyList<string>> Same { get; } = new Paths();

        public static IComparer<IReadOnlyList<string>> InOrder { get; } = new Paths();

        public bool Equals(IReadOnlyList<string>? x, IReadOnlyList<string>? y) => Compare(x, y) == 0;

        public int GetHashCode(IReadOnlyList<string> obj) => obj.Aggregate(0, (hash, value) => HashCode.Combine(hash, string.GetHashCode(value, StringComparison.Ordinal)));

        public int Compare(IReadOnlyList<string>? x, IReadOnlyList<string>? y) =>
            x!.Zip(y!, string.CompareOrdinal).FirstOrDefault(order => order != 0);
    }
}
