using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights;

/// <summary>What a finding is about. Text that does not matter to its kind is empty.</summary>
/// <param name="Step">As spend is shown by steps.</param>
/// <param name="Model">The model that was charged.</param>
/// <param name="Environment">Only where the kind tells environments apart.</param>
/// <param name="Instead">The model of the book that the saving is computed with; empty where it stays the same one.</param>
public sealed record InsightSubject(string Step, string Provider, string Model, string Environment = "", string Instead = "")
{
    /// <summary>Everything beyond <see cref="InsightFindings.MostFindings"/>.</summary>
    public static InsightSubject Other { get; } = new("(other)", "", "");

    /// <summary>The subject of a call's own step and model.</summary>
    internal static InsightSubject Of(InsightCall call) => new(call.Series.Step, call.Series.Provider, call.Series.Model);

    /// <summary>The same with every text as long as a series' values may be.</summary>
    internal InsightSubject Bounded() => this with { Instead = SpendKey.Bounded(Instead) };

    /// <summary>The number of a finding: the same in every run, so that a dismissal knows it again.</summary>
    internal long IdFor(InsightKind kind)
    {
        var hash = new StableHash();
        hash.Add((long)kind);
        foreach (var text in (ReadOnlySpan<string>)[Step, Provider, Model, Environment, Instead])
        {
            hash.Add(text.AsSpan());
        }

        return hash.Value;
    }
}

/// <summary>What a rule saw in one trace.</summary>
/// <param name="Tokens">As the kind counts them.</param>
/// <param name="CostNanoUsd">What the calls that it acts on were charged.</param>
/// <param name="SavingNanoUsd">What of it would not have been charged.</param>
internal readonly record struct InsightObservation(InsightSubject Subject, long Calls, long Tokens, long CostNanoUsd, long SavingNanoUsd)
{
    /// <summary>Of one call.</summary>
    internal static InsightObservation Of(InsightCall call, InsightSubject subject, long tokens, long saving) =>
        new(subject, 1, tokens, call.CostNanoUsd, saving);
}
