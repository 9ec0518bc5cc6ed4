using System.Text.Json;
using CostDashboard.Clients.Tests.Provider;

namespace CostDashboard.Clients.Tests.Hosting;

/// <summary>What an answer costs, multiplied by hand from the rates in the book's JSON; it shares no code with the product's pricing.</summary>
internal static class PriceByHand
{
    /// <returns>Whole nano-dollars, halves rounded to even.</returns>
    internal static long NanosOf(Answer answer)
    {
        using var book = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "prices", answer.Provider + ".json")));
        var model = book.RootElement.GetProperty("models").EnumerateArray().Single(model => IsCalled(model, answer.Model));

        // These models have one price each; were there two, the test would have to say which day it is.
        var price = model.GetProperty("prices").EnumerateArray().Single();
        var rates = answer.ServiceTier is "flex" ? price.GetProperty("serviceTiers").GetProperty("flex") : price;
        var usage = answer.Usage;
        var millionths =
            (usage.Input * Rate("input"))
            + (usage.CacheRead * Rate("cacheRead"))
            + (usage.CacheWrite5m * Rate("cacheWrite5m"))
            + (usage.CacheWrite1h * Rate("cacheWrite1h"))
            + (usage.Output * Rate("output"));
        return (long)decimal.Round(millionths * 1_000m, MidpointRounding.ToEven);

        decimal Rate(string name) =>
            rates.GetProperty("perMillion").TryGetProperty(name, out var rate) ? decimal.Parse(rate.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : 0m;
    }

    private static bool IsCalled(JsonElement model, string name) =>
        model.GetProperty("model").GetString() == name
        || (model.TryGetProperty("aliases", out var aliases) && aliases.EnumerateArray().Any(alias => alias.GetString() == name));
}
