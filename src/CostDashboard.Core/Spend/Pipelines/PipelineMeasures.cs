namespace CostDashboard.Core.Spend.Pipelines;

/// <summary>What can be added up over the traces of a pipeline, or over the spans of a step in them; or a difference of such sums (then possibly negative).</summary>
public sealed class PipelineMeasures : IEquatable<PipelineMeasures>
{
    /// <summary>Traces; of a step, those that have a span of it, counted where the first one is.</summary>
    public long Traces { get; set; }

    public long Spans { get; set; }

    /// <summary>Charged model calls, priced or not.</summary>
    public long Calls { get; set; }

    /// <summary>The calls among <see cref="Calls"/> whose cost is unknown and not in <see cref="CostNanoUsd"/>.</summary>
    public long UnpricedCalls { get; set; }

    /// <summary>The calls among <see cref="Calls"/> of which only a part is in <see cref="CostNanoUsd"/>.</summary>
    public long PartialCalls { get; set; }

    public long CostNanoUsd { get; set; }

    /// <summary>Nanoseconds that the traces waited for these spans themselves (<c>CriticalPath</c>); of traces as wholes, the lengths of their critical paths.</summary>
    public long PathNanos { get; set; }

    /// <summary>Nano-dollars per trace or per call, where all of the cost is known.</summary>
    public Histogram CostPerOne { get; private init; } = new();

    /// <summary>Tokens per trace or per call, where any are stated.</summary>
    public Histogram TokensPerOne { get; private init; } = new();

    /// <summary>Latency beside cost of every trace or call that is in <see cref="CostPerOne"/>.</summary>
    public Density Density { get; private init; } = new();

    public bool IsZero =>
        Traces == 0 && Spans == 0 && Calls == 0 && UnpricedCalls == 0 && PartialCalls == 0 && CostNanoUsd == 0 && PathNanos == 0
        && CostPerOne.IsEmpty && TokensPerOne.IsEmpty && Density.IsEmpty;

    /// <summary>Measures over histograms that were read from storage; the caller hands them over.</summary>
    public static PipelineMeasures With(Histogram costPerOne, Histogram tokensPerOne, Density density) =>
        new() { CostPerOne = costPerOne, TokensPerOne = tokensPerOne, Density = density };

    /// <summary>Adds all of another one, <paramref name="sign"/> times (1 or -1).</summary>
    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public void Add(PipelineMeasures other, int sign = 1)
    {
        checked
        {
            Traces += sign * other.Traces;
            Spans += sign * other.Spans;
            Calls += sign * other.Calls;
            UnpricedCalls += sign * other.UnpricedCalls;
            PartialCalls += sign * other.PartialCalls;
            CostNanoUsd += sign * other.CostNanoUsd;
            PathNanos += sign * other.PathNanos;
        }

        CostPerOne.Merge(other.CostPerOne, sign);
        TokensPerOne.Merge(other.TokensPerOne, sign);
        Density.Merge(other.Density, sign);
    }

    public bool Equals(PipelineMeasures? other) =>
        other is not null && Traces == other.Traces && Spans == other.Spans && Calls == other.Calls && UnpricedCalls == other.UnpricedCalls
        && PartialCalls == other.PartialCalls && CostNanoUsd == other.CostNanoUsd && PathNanos == other.PathNanos
        && CostPerOne.Equals(other.CostPerOne) && TokensPerOne.Equals(other.TokensPerOne) && Density.Equals(other.Density);

    public override bool Equals(object? obj) => Equals(obj as PipelineMeasures);

    public override int GetHashCode() => HashCode.Combine(CostNanoUsd, Calls, Spans, Traces);
}
