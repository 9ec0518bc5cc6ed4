using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>Which stored calls are to be priced again. A list that is empty leaves nothing out.</summary>
/// <param name="From">Inclusive; the start of a call decides.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Providers">Exactly as the totals name them, letter case included; "" is a provider that the spans do not say.</param>
/// <param name="Models">As <paramref name="Providers"/>.</param>
/// <param name="States">How the calls are priced now: with <see cref="PriceState.Unpriced"/> and <see cref="PriceState.Partial"/> alone it is back-pricing.</param>
public sealed record RepricingQuestion(
    UnixNanos From,
    UnixNanos To,
    IReadOnlyList<ProjectId> Projects,
    IReadOnlyList<string> Providers,
    IReadOnlyList<string> Models,
    IReadOnlyList<PriceState> States)
{
    /// <summary>Three years, in nanoseconds.</summary>
    public const long Longest = 1_096 * UnixNanos.PerDay;

    /// <summary>Of projects, providers and models, each.</summary>
    public const int MostValues = 100;

    /// <summary>Whether a stored span is among them, charged or not.</summary>
    public bool Covers(SpanFacts span) =>
        span.PriceState is not PriceState.NotACall
        && span.Start >= From && span.Start < To
        && (States.Count == 0 || States.Contains(span.PriceState))
        && (Providers.Count == 0 || Providers.Contains(SpendKey.Bounded(span.Provider), StringComparer.Ordinal))
        && (Models.Count == 0 || Models.Contains(SpendKey.Bounded(span.Model), StringComparer.Ordinal));

    /// <summary>What is wrong with the question, as a sentence; null where nothing is.</summary>
    public string? Mistake => this switch
    {
        _ when From >= To => "The period ends before it begins.",
        _ when To - From > Longest => "The period is longer than three years.",
        _ when Projects.Count > MostValues || Providers.Count > MostValues || Models.Count > MostValues =>
            $"There are more than {MostValues} projects, providers or models.",
        _ when Providers.Concat(Models).Any(value => value.Length > SpendKey.LongestValue) =>
            $"The name of a provider or model is longer than {SpendKey.LongestValue} characters.",
        _ when States.Any(state => state is PriceState.NotACall || !Enum.IsDefined(state)) => "That is no state of a price.",
        _ => null,
    };

    /// <summary>The question in a line, for the audit log: the times in UTC.</summary>
    public string ToText()
    {
        var period = string.Create(
            CultureInfo.InvariantCulture, $"{From.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm'Z'} to {To.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm'Z'}");
        return string.Join("; ", new[]
        {
            period,
            Listed("projects", Projects.Select(project => project.Value.ToString(CultureInfo.InvariantCulture))),
            Listed("providers", Providers),
            Listed("models", Models),
            Listed("states", States.Select(state => state.ToString())),
        }.OfType<string>());
    }

    private static string? Listed(string name, IEnumerable<string> values) =>
        string.Join(", ", values) is { Length: > 0 } list ? $"{name} {list}" : null;
}
