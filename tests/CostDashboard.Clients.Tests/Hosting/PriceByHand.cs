using System.Globalization;
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

        // Spans start today, and prices stand in the order of their dates.
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var price = model.GetProperty("prices").EnumerateArray().Last(price => EffectiveFrom(price) is not { } day || day <= today);
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
            rates.GetProperty("perMillion").TryGetProperty(name, out var rate) ? decimal.Parse(rate.GetString()!, CultureInfo.InvariantCulture) : 0m;
    }

    private static DateOnly? EffectiveFrom(JsonElement price) =>
        price.GetProperty("effectiveFrom").GetString() is { } day ? DateOnly.Parse(day, CultureInfo.InvariantCulture) : null;

    private static bool IsCalled(JsonElement model, string name) =>
        model.GetProperty("model").GetString() == name
        || (model.TryGetProperty("aliases", out var aliases) && aliases.EnumerateArray().Any(alias => alias.GetString() == name));
}
