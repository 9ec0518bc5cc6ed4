using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Spend;

/// <summary>What can be added up over spans: the figures of a spend row, of a group, or of a difference between two (then possibly negative).</summary>
public sealed class SpendMeasures : IEquatable<SpendMeasures>
{
    /// <summary>Charged cost in nano-dollars; what <see cref="UnpricedCalls"/> cost is not in it, and of <see cref="PartialCalls"/> only a part.</summary>
    public long CostNanoUsd { get; set; }

    /// <summary>Charged model calls, priced or not.</summary>
    public long Calls { get; set; }

    /// <summary>The calls among <see cref="Calls"/> whose cost is unknown: what the cost leaves out.</summary>
    public long UnpricedCalls { get; set; }

    /// <summary>The calls among <see cref="Calls"/> of which only a part has a price: where there are any, the cost is a lower bound.</summary>
    public long PartialCalls { get; set; }

    /// <summary>The calls among <see cref="Calls"/> that report a cost which the book computes as well.</summary>
    public CostComparison Compared { get; set; }

    /// <summary>The calls that the cost does not tell all of: unpriced or partial.</summary>
    public long IncompleteCalls => UnpricedCalls + PartialCalls;

    public long Spans { get; set; }

    public long Errors { get; set; }

    /// <summary>Traces, counted at their primary root: only meaningful over dimensions that a trace has as a whole.</summary>
    public long Traces { get; set; }

    /// <summary>Tokens of the charged calls.</summary>
    public Usage Usage { get; set; }

    /// <summary>Duration of the spans in nanoseconds. A series is of calls or of other spans, never of both, so a query can take either.</summary>
    public Histogram Latency { get; private init; } = new();

    /// <summary>Duration of whole traces in nanoseconds, counted where <see cref="Traces"/> is.</summary>
    public Histogram TraceLatency { get; private init; } = new();

    /// <summary>Time to first token of the calls that state it, in nanoseconds.</summary>
    public Histogram TimeToFirstToken { get; private init; } = new();

    public bool IsZero =>
        CostNanoUsd == 0 && Calls == 0 && UnpricedCalls == 0 && PartialCalls == 0 && Compared == default && Spans == 0 && Errors == 0 && Traces == 0 && Usage == default
        && Latency.IsEmpty && TraceLatency.IsEmpty && TimeToFirstToken.IsEmpty;

    /// <summary>Measures over histograms that were read from storage; the caller hands them over.</summary>
    public static SpendMeasures With(Histogram latency, Histogram traceLatency, Histogram timeToFirstToken) =>
        new() { Latency = latency, TraceLatency = traceLatency, TimeToFirstToken = timeToFirstToken };

    /// <summary>Adds all figures of another one, <paramref name="sign"/> times (1 or -1).</summary>
    /// <exception cref="OverflowException">A sum is more than 64 bits hold (of money, 9.2 billion dollars): it fails, lest a total turn negative.</exception>
    public void Add(SpendMeasures other, int sign = 1)
    {
        checked
        {
            CostNanoUsd += sign * other.CostNanoUsd;
            Calls += sign * other.Calls;
            UnpricedCalls += sign * other.UnpricedCalls;
            PartialCalls += sign * other.PartialCalls;
            Spans += sign * other.Spans;
            Errors += sign * other.Errors;
            Traces += sign * other.Traces;
        }

        Compared = sign > 0 ? Compared + other.Compared : Compared - other.Compared;
        Usage = sign > 0 ? Usage + other.Usage : Usage - other.Usage;
        Latency.Merge(other.Latency, sign);
        TraceLatency.Merge(other.TraceLatency, sign);
        TimeToFirstToken.Merge(other.TimeToFirstToken, sign);
    }

    public bool Equals(SpendMeasures? other) =>
        other is not null && CostNanoUsd == other.CostNanoUsd && Calls == other.Calls && UnpricedCalls == other.UnpricedCalls
        && PartialCalls == other.PartialCalls && Compared == other.Compared
        && Spans == other.Spans && Errors == other.Errors && Traces == other.Traces && Usage == other.Usage
        && Latency.Equals(other.Latency) && TraceLatency.Equals(other.TraceLatency) && TimeToFirstToken.Equals(other.TimeToFirstToken);

    public override bool Equals(object? obj) => Equals(obj as SpendMeasures);

    public override int GetHashCode() => HashCode.Combine(CostNanoUsd, Calls, Spans, Traces);
}
