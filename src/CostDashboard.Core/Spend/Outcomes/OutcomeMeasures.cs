using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces;

namespace CostDashboard.Core.Spend.Outcomes;

/// <summary>What is added up over charged calls that ended alike; or a difference of such sums (then possibly negative).</summary>
public sealed class OutcomeMeasures : IEquatable<OutcomeMeasures>
{
    /// <summary>Charged model calls, priced or not.</summary>
    public long Calls { get; set; }

    /// <summary>The calls among <see cref="Calls"/> whose cost is unknown and not in <see cref="CostNanoUsd"/>.</summary>
    public long UnpricedCalls { get; set; }

    /// <summary>The calls among <see cref="Calls"/> of which only a part is in <see cref="CostNanoUsd"/>.</summary>
    public long PartialCalls { get; set; }

    public long CostNanoUsd { get; set; }

    /// <summary>All charged input, from a cache or not.</summary>
    public long InputTokens { get; set; }

    /// <summary>All charged output, reasoning included.</summary>
    public long OutputTokens { get; set; }

    /// <summary>Time to first token, in nanoseconds, beside output tokens: of the calls that state the one and have the other.</summary>
    public Density FirstToken { get; private init; } = new();

    public bool IsZero =>
        Calls == 0 && UnpricedCalls == 0 && PartialCalls == 0 && CostNanoUsd == 0 && InputTokens == 0 && OutputTokens == 0 && FirstToken.IsEmpty;

    /// <summary>Measures over a density that was read from storage; the caller hands it over.</summary>
    public static OutcomeMeasures With(Density firstToken) => new() { FirstToken = firstToken };

    /// <summary>Adds one call, or takes it back (<paramref name="sign"/> -1).</summary>
    /// <param name="firstToken">Nanoseconds; null where it was not measured.</param>
    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public void Add(SpanCharge call, long? firstToken, int sign)
    {
        checked
        {
            Calls += sign;
            UnpricedCalls += call.IsUnpriced ? sign : 0;
            PartialCalls += call.IsPartial ? sign : 0;
            CostNanoUsd += sign * call.CostNanoUsd;
            InputTokens += sign * call.Usage.TotalInput;
            OutputTokens += sign * call.Usage.Output;
        }

        if (firstToken is { } nanos && call.Usage.Output > 0)
        {
            FirstToken.Add(nanos, call.Usage.Output, sign);
        }
    }

    /// <summary>Adds all of another one, <paramref name="sign"/> times (1 or -1).</summary>
    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public void Add(OutcomeMeasures other, int sign = 1)
    {
        checked
        {
            Calls += sign * other.Calls;
            UnpricedCalls += sign * other.UnpricedCalls;
            PartialCalls += sign * other.PartialCalls;
            CostNanoUsd += sign * other.CostNanoUsd;
            InputTokens += sign * other.InputTokens;
            OutputTokens += sign * other.OutputTokens;
        }

        FirstToken.Merge(other.FirstToken, sign);
    }

    public bool Equals(OutcomeMeasures? other) =>
        other is not null && Calls == other.Calls && UnpricedCalls == other.UnpricedCalls && PartialCalls == other.PartialCalls
        && CostNanoUsd == other.CostNanoUsd && InputTokens == other.InputTokens && OutputTokens == other.OutputTokens && FirstToken.Equals(other.FirstToken);

    public override bool Equals(object? obj) => Equals(obj as OutcomeMeasures);

    public override int GetHashCode() => HashCode.Combine(Calls, CostNanoUsd, OutputTokens);
}
