using System.Globalization;
using System.Text.Json;

namespace CostDashboard.Core.Pricing.Imports;

/// <summary>Gathers what a list says: models that are understood, and entries that are not, with the reason.</summary>
internal sealed class ListBuilder(PriceListFormat format, PriceBook book)
{
    /// <summary>No list has more, and a made-up one should not fill the memory.</summary>
    internal const int MostEntries = 20_000;

    private const int LongestReason = 300;

    private readonly Dictionary<(string Provider, string Model), ListedModel> _models = [];
    private readonly List<ListProblem> _problems = [];

    internal PriceBook Book => book;

    internal void Refuse(string name, string reason) => _problems.Add(new(Cut(name, PriceEntryRules.LongestName), Cut(reason, LongestReason)));

    /// <summary>Adds a model whose prices can be read; else says why they cannot.</summary>
    internal void Add(ListedModel model)
    {
        if (_models.Count + _problems.Count >= MostEntries)
        {
            throw new PriceListException(string.Create(CultureInfo.InvariantCulture, $"The list has more than {MostEntries:N0} entries."));
        }

        if (Mistake(model) is { } mistake)
        {
            Refuse(model.NameInList, mistake);
        }
        else if (!_models.TryAdd((model.Provider, model.Model.ToLowerInvariant()), model) && !HasSamePrices(_models[(model.Provider, model.Model.ToLowerInvariant())], model))
        {
            Refuse(model.NameInList, $"{model.Provider} {model.Model} stands in the list twice, with other prices; the first one counts");
        }
    }

    internal PriceList Build() => new(
        format,
        [.. _models.Values.OrderBy(model => model.Provider, StringComparer.Ordinal).ThenBy(model => model.Model, StringComparer.Ordinal)],
        _problems);

    private static string? Mistake(ListedModel model)
    {
        foreach (var name in model.Aliases.Prepend(model.Model).Append(model.Provider))
        {
            if (name.Length is 0 or > PriceEntryRules.LongestName || name.Trim() != name || name.Any(char.IsControl))
            {
                return $"a name has 1 to {PriceEntryRules.LongestName} characters, no control characters and no space at either end";
            }
        }

        foreach (var price in model.Prices)
        {
            try
            {
                using var json = JsonDocument.Parse(price.Json);
                PriceDocument.Compose(model.Provider, model.Model, price.EffectiveFrom, DateOnly.MinValue, "list", [], model.Mode, json.RootElement);
            }
            catch (PriceFileException broken)
            {
                return broken.Message;
            }
        }

        return null;
    }

    private static bool HasSamePrices(ListedModel one, ListedModel other) =>
        one.Prices.Select(price => (price.EffectiveFrom, price.Json)).SequenceEqual(other.Prices.Select(price => (price.EffectiveFrom, price.Json)));

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";
}
