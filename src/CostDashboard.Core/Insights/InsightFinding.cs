using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights;

/// <summary>A trace that proves a finding.</summary>
/// <param name="CostNanoUsd">What the calls in it that the finding acts on were charged.</param>
/// <param name="SavingNanoUsd">What of it would have been saved.</param>
public sealed record InsightExample(TraceId Trace, UnixNanos Start, long CostNanoUsd, long SavingNanoUsd);

/// <summary>What one kind of insight found of one subject: sums over the traces of a run, in nano-dollars and tokens of the run's period.</summary>
/// <param name="Id">The same in every run.</param>
/// <param name="Tokens">As the kind counts them.</param>
/// <param name="CostNanoUsd">What the calls that it acts on were charged.</param>
/// <param name="SavingNanoUsd">At most <paramref name="CostNanoUsd"/>.</param>
/// <param name="Examples">Those that would save most, at most <see cref="MostExamples"/>.</param>
public sealed record InsightFinding(
    InsightKind Kind,
    long Id,
    InsightSubject Subject,
    long Traces,
    long Calls,
    long Tokens,
    long CostNanoUsd,
    long SavingNanoUsd,
    IReadOnlyList<InsightExample> Examples)
{
    public const int MostExamples = 5;

    /// <summary>The traces, and what they would save, that are not among the examples: with them, the examples add up to the finding.</summary>
    public (long Traces, long CostNanoUsd, long SavingNanoUsd) Rest => (
        Traces - Examples.Count,
        CostNanoUsd - Examples.Sum(example => example.CostNanoUsd),
        SavingNanoUsd - Examples.Sum(example => example.SavingNanoUsd));

    /// <summary>Both together, for two pieces of the same run that share no trace.</summary>
    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public InsightFinding Plus(InsightFinding other) => this with
    {
        Traces = Traces + other.Traces,
        Calls = Calls + other.Calls,
        Tokens = checked(Tokens + other.Tokens),
        CostNanoUsd = checked(CostNanoUsd + other.CostNanoUsd),
        SavingNanoUsd = checked(SavingNanoUsd + other.SavingNanoUsd),
        Examples = Best(Examples.Concat(other.Examples)),
    };

    internal static InsightFinding Of(InsightKind kind, InsightSubject subject, InsightTrace trace, InsightObservation sum) => new(
        kind, subject.IdFor(kind), subject, 1, sum.Calls, sum.Tokens, sum.CostNanoUsd, sum.SavingNanoUsd,
        [new(trace.Key.Trace, trace.Start, sum.CostNanoUsd, sum.SavingNanoUsd)]);

    // An order that is the same however the pieces were cut.
    private static InsightExample[] Best(IEnumerable<InsightExample> examples) => [.. examples
        .OrderByDescending(example => example.SavingNanoUsd)
        .ThenByDescending(example => example.CostNanoUsd)
        .ThenBy(example => example.Start)
        .ThenBy(example => example.Trace)
        .Take(MostExamples)];

    public bool Equals(InsightFinding? other) =>
        other is not null && Kind == other.Kind && Id == other.Id && Subject == other.Subject && Traces == other.Traces && Calls == other.Calls
        && Tokens == other.Tokens && CostNanoUsd == other.CostNanoUsd && SavingNanoUsd == other.SavingNanoUsd && Examples.SequenceEqual(other.Examples);

    public override int GetHashCode() => HashCode.Combine(Kind, Id, SavingNanoUsd);
}
