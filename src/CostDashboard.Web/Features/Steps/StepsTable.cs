using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Features.Steps;

/// <summary>One step in a period.</summary>
/// <param name="Calls">Latency of its model calls.</param>
/// <param name="BeforeNanoUsd">What it cost in the period before; null where that was not recorded.</param>
/// <param name="Models">Those it called, dearest first.</param>
/// <param name="Trend">Its cost in nano-dollars in each span of time of the axis.</param>
/// <param name="Share">Of the cost of all steps, 0 to 1.</param>
public sealed record StepRow(
    string Step, SpendMeasures Measures, Histogram Calls, long? BeforeNanoUsd, IReadOnlyList<string> Models, IReadOnlyList<long> Trend, double Share)
{
    public double? CostPerCall => Measures.Calls == 0 ? null : (double)Measures.CostNanoUsd / Measures.Calls;

    /// <summary>Nano-dollars more than before; null where there is nothing to compare with.</summary>
    public long? Difference => Measures.CostNanoUsd - BeforeNanoUsd;
}

/// <summary>The answers that the table of steps is made of.</summary>
/// <param name="Now">By step and price state: latency is that of calls alone.</param>
public sealed record StepsAnswers(SpendAnswer Now, SpendAnswer? Before, SpendAnswer ByModel, SpendAnswer ByTime)
{
    /// <summary>Asks the totals; latency, which takes several times longer than all the rest, is not in it.</summary>
    public static async Task<StepsAnswers> AskAsync(ISpendQueries spend, PageContext context, CancellationToken cancellationToken)
    {
        var (range, all) = (context.Range, Question(context));
        var now = spend.AskAsync(OfNow(all), cancellationToken);
        var byTime = spend.AskAsync(all with { Grain = GrainOf(context) }, cancellationToken);
        var byModel = spend.AskAsync(all with { By = [Dimension.Step, Dimension.Model] }, cancellationToken);
        var before = await SpendComparison.IsFirstAsync(spend, context, range, cancellationToken)
            ? null
            : await spend.AskAsync(all with { From = range.PreviousFrom, To = range.PreviousTo }, cancellationToken);
        return new(await now, before, await byModel, await byTime);
    }

    /// <summary>The same with the latency.</summary>
    public async Task<StepsAnswers> WithLatencyAsync(ISpendQueries spend, PageContext context, CancellationToken cancellationToken) =>
        this with { Now = await spend.AskAsync(OfNow(Question(context)) with { WithDistributions = true }, cancellationToken) };

    internal static Grain GrainOf(PageContext context) => TimeAxis.GrainFor(context.Range, isDaily: false);

    private static SpendQuestion OfNow(SpendQuestion all) => all with { By = [Dimension.Step, Dimension.PriceState] };

    private static SpendQuestion Question(PageContext context) => new(
        context.ProjectId, context.Range.From, context.Range.To, Grain.Total, [Dimension.Step], context.Question.Filters.ToSpendFilters(), WithDistributions: false);
}

/// <summary>The steps of a period, found, sorted and cut into pages; their costs and those left out add up to the total.</summary>
/// <param name="All">Every step that called a model, sorted.</param>
/// <param name="Found">Those of them that the search keeps.</param>
/// <param name="Silent">How many steps called no model.</param>
/// <param name="Days">Length of the period in days, at least one.</param>
public sealed record StepsTable(IReadOnlyList<StepRow> All, IReadOnlyList<StepRow> Found, int Silent, SpendMeasures Total, double Days, TimeAxis Axis)
{
    /// <summary>How many pages the found steps have; at least one.</summary>
    public int Pages => Math.Max(1, (Found.Count + StepsView.RowsPerPage - 1) / StepsView.RowsPerPage);

    /// <summary>The rows of a page; of one beyond the last, those of the last.</summary>
    public IEnumerable<StepRow> Rows(int page) => Found.Skip((Math.Min(page, Pages) - 1) * StepsView.RowsPerPage).Take(StepsView.RowsPerPage);

    public static StepsTable Of(StepsAnswers answers, PageContext context, StepsView view)
    {
        var range = context.Range;
        var axis = TimeAxis.Of(range, StepsAnswers.GrainOf(context), context.Calendar);
        var total = answers.Now.Total;
        var steps = answers.Now.Rows.GroupBy(r => r.Values[0], StringComparer.Ordinal).ToList();
        var before = answers.Before?.Rows.ToDictionary(r => r.Values[0], r => r.Measures.CostNanoUsd, StringComparer.Ordinal);
        var models = answers.ByModel.Rows.Where(r => r.Values[1].Length > 0 && r.Measures.Calls > 0).ToLookup(r => r.Values[0], StringComparer.Ordinal);
        var times = answers.ByTime.Rows.ToLookup(r => r.Values[0], StringComparer.Ordinal);
        var rows = new List<StepRow>();
        foreach (var step in steps)
        {
            var (measures, calls) = (new SpendMeasures(), new Histogram());
            foreach (var row in step)
            {
                measures.Add(row.Measures);
                if (row.Values[1] != nameof(PriceState.NotACall))
                {
                    calls.Merge(row.Measures.Latency);
                }
            }

            if (measures.Calls > 0)
            {
                rows.Add(new(
                    step.Key,
                    measures,
                    calls,
                    before is null ? null : before.GetValueOrDefault(step.Key),
                    [.. models[step.Key].OrderByDescending(m => m.Measures.CostNanoUsd).ThenBy(m => m.Values[1], StringComparer.Ordinal).Select(m => m.Values[1])],
                    TrendOf(times[step.Key], axis),
                    total.CostNanoUsd == 0 ? 0 : (double)measures.CostNanoUsd / total.CostNanoUsd));
            }
        }

        rows.Sort((a, b) => Compare(a, b, view));
        var found = view.Find is { } text ? rows.Where(r => r.Step.Contains(text, StringComparison.OrdinalIgnoreCase)).ToList() : rows;
        return new(rows, found, steps.Count - rows.Count, total, Math.Max(1, (double)range.Length / UnixNanos.PerDay), axis);
    }

    private static long[] TrendOf(IEnumerable<SpendRow> rows, TimeAxis axis)
    {
        var trend = new long[axis.Buckets.Count];
        foreach (var row in rows)
        {
            if (axis.IndexOf(row.Start) is { } at)
            {
                trend[at] += row.Measures.CostNanoUsd;
            }
        }

        return trend;
    }

    private static int Compare(StepRow a, StepRow b, StepsView view)
    {
        var order = view.Sort switch
        {
            StepSort.Step => string.Compare(a.Step, b.Step, StringComparison.OrdinalIgnoreCase),
            StepSort.Calls => a.Measures.Calls.CompareTo(b.Measures.Calls),
            StepSort.Input => PerCall(a, a.Measures.Usage.TotalInput).CompareTo(PerCall(b, b.Measures.Usage.TotalInput)),
            StepSort.Output => PerCall(a, a.Measures.Usage.Output).CompareTo(PerCall(b, b.Measures.Usage.Output)),
            StepSort.P50 => Quantile(a, 0.5).CompareTo(Quantile(b, 0.5)),
            StepSort.P95 => Quantile(a, 0.95).CompareTo(Quantile(b, 0.95)),
            StepSort.P99 => Quantile(a, 0.99).CompareTo(Quantile(b, 0.99)),
            StepSort.PerCall => Nullable.Compare(a.CostPerCall, b.CostPerCall),
            StepSort.Change => Nullable.Compare(a.Difference, b.Difference),
            _ => a.Measures.CostNanoUsd.CompareTo(b.Measures.CostNanoUsd),
        };
        if (order != 0)
        {
            return view.Ascending ? order : -order;
        }

        // Dearest first among equals, then by name: an order that does not change from load to load.
        var tie = b.Measures.CostNanoUsd.CompareTo(a.Measures.CostNanoUsd);
        return tie != 0 ? tie : string.CompareOrdinal(a.Step, b.Step);
    }

    private static double PerCall(StepRow row, long tokens) => (double)tokens / row.Measures.Calls;

    private static long Quantile(StepRow row, double quantile) => row.Calls.Quantile(quantile) ?? -1;
}
