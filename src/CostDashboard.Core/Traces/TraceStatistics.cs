using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces;

/// <summary>By what the spans of a trace are put together.</summary>
public enum StatisticsBy : byte
{
    Step = 0,
    Model = 1,
    Service = 2,
}

/// <summary>The spans of a trace that have something in common, added up.</summary>
/// <param name="Value">The step, model or service; empty for spans that name none, and for the total.</param>
/// <param name="Calls">Charged model calls among the spans.</param>
/// <param name="UnpricedCalls">Of these, calls of unknown cost, which is in no amount.</param>
/// <param name="PartialCalls">Of these, calls of which only a part has a price.</param>
/// <param name="CostNanoUsd">What the spans themselves are charged; rows add up to the trace.</param>
/// <param name="InclusiveCostNanoUsd">What the spans and all below them are charged, each charge once; what is below spans of two rows is in both.</param>
/// <param name="Usage">Charged tokens of the spans themselves.</param>
/// <param name="TotalNanos">Durations added, also of spans that ran side by side or within each other.</param>
/// <param name="MostNanos">The longest duration.</param>
/// <param name="CriticalNanos">For so long the trace waited for these spans themselves.</param>
public sealed record StatisticsRow(
    string Value,
    int Spans,
    int Calls,
    int UnpricedCalls,
    int PartialCalls,
    long CostNanoUsd,
    long InclusiveCostNanoUsd,
    int InclusiveUnpricedCalls,
    int InclusivePartialCalls,
    Usage Usage,
    long TotalNanos,
    long MostNanos,
    int Errors,
    long CriticalNanos)
{
    /// <summary>Nanoseconds, rounded down.</summary>
    public long MeanNanos => Spans == 0 ? 0 : TotalNanos / Spans;
}

/// <summary>What the spans of a trace cost and took by step, model or service. Every span is in exactly one row.</summary>
/// <param name="Rows">The dearest first, then by value.</param>
/// <param name="Total">All spans as one row; its cost is the trace's to the nano-dollar.</param>
public sealed record TraceStatistics(StatisticsBy By, IReadOnlyList<StatisticsRow> Rows, StatisticsRow Total)
{
    /// <summary>Time grows with the number of spans.</summary>
    public static TraceStatistics Of(TraceWaterfall waterfall, StatisticsBy by)
    {
        var sums = new Dictionary<string, Sum>(StringComparer.Ordinal);
        var total = new Sum();
        var open = new Stack<(int End, Sum Sum)>();
        foreach (var row in waterfall.Rows)
        {
            while (open.TryPeek(out var above) && above.End <= row.Index)
            {
                open.Pop().Sum.OpenRows--;
            }

            var value = ValueOf(row, by);
            var sum = sums.TryGetValue(value, out var known) ? known : sums[value] = new();

            // A row within another one of the same value is in that one's cost already.
            sum.Add(row, isTopmost: sum.OpenRows == 0);
            total.Add(row, isTopmost: row.Parent < 0);
            sum.OpenRows++;
            open.Push((row.Index + row.SubtreeSize, sum));
        }

        return new(
            by,
            [.. sums.Select(pair => pair.Value.ToRow(pair.Key)).OrderByDescending(row => row.CostNanoUsd).ThenByDescending(row => row.InclusiveCostNanoUsd).ThenBy(row => row.Value, StringComparer.Ordinal)],
            total.ToRow(""));
    }

    /// <summary>What a row is put together by.</summary>
    public static string ValueOf(WaterfallRow row, StatisticsBy by) => by switch
    {
        StatisticsBy.Model => row.Model,
        StatisticsBy.Service => row.Service,
        _ => row.Step,
    };

    private sealed class Sum
    {
        private int _spans;
        private int _calls;
        private int _unpriced;
        private int _partial;
        private long _cost;
        private long _inclusive;
        private int _inclusiveUnpriced;
        private int _inclusivePartial;
        private Usage _usage;
        private long _total;
        private long _most;
        private int _errors;
        private long _critical;

        /// <summary>How many rows of the value the walk is inside of.</summary>
        internal int OpenRows { get; set; }

        internal void Add(WaterfallRow row, bool isTopmost)
        {
            _spans++;
            _calls += row.IsCharged ? 1 : 0;
            _unpriced += row.IsUnpriced ? 1 : 0;
            _partial += row.IsPartial ? 1 : 0;
            _cost = checked(_cost + row.CostNanoUsd);
            _usage += row.Usage;
            if (isTopmost)
            {
                _inclusive = checked(_inclusive + row.InclusiveCostNanoUsd);
                _inclusiveUnpriced += row.InclusiveUnpricedCalls;
                _inclusivePartial += row.InclusivePartialCalls;
            }

            // Clocks can be wrong by centuries: such a sum says "beyond" and breaks nothing.
            _total = row.Duration > long.MaxValue - _total ? long.MaxValue : _total + row.Duration;
            _most = Math.Max(_most, row.Duration);
            _errors += row.IsError ? 1 : 0;
            _critical += row.CriticalNanos;
        }

        internal StatisticsRow ToRow(string value) =>
            new(value, _spans, _calls, _unpriced, _partial, _cost, _inclusive, _inclusiveUnpriced, _inclusivePartial, _usage, _total, _most, _errors, _critical);
    }
}
