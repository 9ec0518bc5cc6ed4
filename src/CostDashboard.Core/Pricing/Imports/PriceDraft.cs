using System.Globalization;
using System.Text.Json.Nodes;

namespace CostDashboard.Core.Pricing.Imports;

/// <summary>Collects the rates of one price, in whatever order a list has them, and writes them as a price file has them.</summary>
internal sealed class PriceDraft
{
    // The dearest model there ever was costs 600 dollars for a million tokens: beyond this, units were mixed up.
    private const decimal MostUsd = 1_000m;

    private readonly SortedDictionary<(string Tier, long Above, string Class), decimal> _perMillion = [];
    private readonly SortedDictionary<(string Tier, string Unit), decimal> _perUnit = [];
    private readonly SortedDictionary<string, decimal> _regions = new(StringComparer.Ordinal);
    private readonly List<(string FromUtc, string ToUtc, PriceDraft Rates)> _windows = [];

    internal bool IsEmpty => _perMillion.Count == 0 && _perUnit.Count == 0;

    /// <summary>Some rate depends on the length of the prompt.</summary>
    internal bool HasTiers => _perMillion.Keys.Any(key => key.Above > 0);

    /// <summary>Everything in it is 0: of a list that may mean free as well as unknown.</summary>
    internal bool IsAllZero => _perMillion.Values.All(rate => rate == 0m) && _perUnit.Values.All(rate => rate == 0m);

    /// <summary>The first rate that cannot be meant; null while there is none.</summary>
    internal string? Mistake { get; private set; }

    /// <param name="serviceTier">Empty for the standard one.</param>
    /// <param name="above">0 for any length of prompt.</param>
    internal void SetPerMillion(string serviceTier, long above, string tokenClass, decimal usd)
    {
        Check(tokenClass, usd, "a million tokens");
        _perMillion[(serviceTier, above, tokenClass)] = Rounded(usd);
    }

    internal void SetPerUnit(string serviceTier, string unit, decimal usd)
    {
        Check(unit, usd, "one");
        _perUnit[(serviceTier, unit)] = Rounded(usd);
    }

    /// <summary>A draft with the rates of tokens that hold at any length of prompt in the standard service tier.</summary>
    internal PriceDraft StandardRates()
    {
        var copy = new PriceDraft();
        foreach (var (key, usd) in _perMillion.Where(rate => rate.Key is { Tier: "", Above: 0 }))
        {
            copy._perMillion[key] = usd;
        }

        return copy;
    }

    internal void SetRegion(string region, decimal multiplier) => _regions[region] = multiplier;

    internal void AddWindow(string fromUtc, string toUtc, PriceDraft rates)
    {
        Mistake ??= rates.Mistake;
        _windows.Add((fromUtc, toUtc, rates));
    }

    internal JsonObject ToJson()
    {
        var price = Table("");
        var tiers = new JsonObject();
        foreach (var name in _perMillion.Keys.Select(key => key.Tier).Concat(_perUnit.Keys.Select(key => key.Tier)).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal))
        {
            tiers[name] = Table(name);
        }

        Add(price, "serviceTiers", tiers);
        if (_windows.Count > 0)
        {
            price["timeOfDay"] = new JsonArray([.. _windows.Select(window =>
            {
                var table = window.Rates.Table("");
                table["name"] = "hours";
                table["fromUtc"] = window.FromUtc;
                table["toUtc"] = window.ToUtc;

                // What is charged for each unit costs the same at all hours.
                table.Remove("perUnit");
                return (JsonNode)table;
            })]);
        }

        var regions = new JsonObject();
        foreach (var (region, multiplier) in _regions)
        {
            regions[region] = new JsonObject { ["multiplier"] = Text(multiplier) };
        }

        Add(price, "regions", regions);
        return price;
    }

    private JsonObject Table(string tier)
    {
        var table = new JsonObject();
        Add(table, "perMillion", PerMillion(tier, 0));
        var bands = new JsonArray([.. _perMillion.Keys
            .Where(key => key.Tier == tier && key.Above > 0)
            .Select(key => key.Above)
            .Distinct()
            .Order()
            .Select(above => (JsonNode)new JsonObject { ["aboveInputTokens"] = above, ["perMillion"] = PerMillion(tier, above) })]);
        if (bands.Count > 0)
        {
            // A tier that the list gives for long prompts alone costs the standard rate for short ones.
            table["perMillion"] ??= PerMillion("", 0);
            table["tiers"] = bands;
        }

        var units = new JsonObject();
        foreach (var ((_, unit), usd) in _perUnit.Where(rate => rate.Key.Tier == tier))
        {
            units[unit] = Text(usd);
        }

        Add(table, "perUnit", units);
        return table;
    }

    private JsonObject PerMillion(string tier, long above)
    {
        var rates = new JsonObject();
        foreach (var ((_, _, tokenClass), usd) in _perMillion.Where(rate => rate.Key.Tier == tier && rate.Key.Above == above))
        {
            rates[tokenClass] = Text(usd);
        }

        return rates;
    }

    private void Check(string name, decimal usd, string quantity) => Mistake ??= usd switch
    {
        < 0m => $"{name} is negative",
        > MostUsd => string.Create(CultureInfo.InvariantCulture, $"{name} is {usd:0.######} dollars for {quantity}, more than any model costs: units were mixed up"),
        _ => null,
    };

    private static void Add(JsonObject to, string name, JsonObject members)
    {
        if (members.Count > 0)
        {
            to[name] = members;
        }
    }

    // A list's numbers went through binary fractions; twelve digits are more than any provider states.
    private static decimal Rounded(decimal usd) => decimal.Round(usd, 12);

    private static string Text(decimal amount) => amount.ToString("0.############", CultureInfo.InvariantCulture);
}
