using System.Collections.Frozen;

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>Names that the organisation gave a meaning to, by the name in the traffic. The book's own rules are tried only where none of these holds.</summary>
internal sealed class OrganisationAliases
{
    internal const string Rule = "organisation alias";

    private readonly PriceBook _book;
    private readonly FrozenDictionary<string, Meaning[]> _byName;

    /// <param name="book">Complete but for its aliases.</param>
    internal OrganisationAliases(PriceBook book, IEnumerable<PriceEntry.Alias> aliases)
    {
        _book = book;

        // In the order in which they are looked at: of the span's provider, of any; then what began last, then what was recorded last.
        _byName = aliases
            .OrderByDescending(alias => alias.Provider is not null)
            .ThenByDescending(alias => alias.Origin.From)
            .ThenByDescending(alias => alias.Origin.RecordedAt)
            .ThenByDescending(alias => alias.Origin.Id)
            .GroupBy(alias => alias.Name, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.Select(alias => MeaningOf(book, alias)).ToArray(), StringComparer.OrdinalIgnoreCase);
    }

    internal ModelMatch? Find(string provider, string model, UnixNanos at)
    {
        if (_byName.Count == 0 || !_byName.TryGetValue(model.Trim(), out var meanings))
        {
            return null;
        }

        foreach (var meaning in meanings)
        {
            if (meaning.From <= at && at < meaning.To && (meaning.Provider is not { } only || IsSame(only, provider.Trim())))
            {
                return meaning.Match;
            }
        }

        return null;
    }

    private bool IsSame(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase) || (_book.Provider(one) is { } seller && seller == _book.Provider(other));

    private static Meaning MeaningOf(PriceBook book, PriceEntry.Alias alias) => new(
        alias.Provider,
        PriceTimeline.StartOf(alias.Origin.From ?? DateOnly.MinValue),
        alias.Origin.To is { } last ? PriceTimeline.StartOf(last.AddDays(1)) : new(long.MaxValue),
        book.Find(alias.TargetProvider, alias.TargetModel) is { } target
            ? ModelMatch.Found(target, Rule)
            : ModelMatch.Missing($"no price for model '{alias.TargetModel}' at {alias.TargetProvider}, which an alias of the organisation leads to"));

    private sealed record Meaning(string? Provider, UnixNanos From, UnixNanos To, ModelMatch Match);
}
