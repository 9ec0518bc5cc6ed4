using System.Text;
using CostDashboard.Core.Pricing;

namespace CostDashboard.Web.Tests.Features.Prices;

/// <summary>A small book: two sellers, a model whose price fell, one that is priced by the image, one that costs nothing.</summary>
internal static class SomePrices
{
    internal static PriceBook Book { get; } = PriceBook.Of([File("one.json", One), File("two.json", Two)]);

    private const string One = """
        {
          "provider": "openai", "name": "OpenAI", "modelPrefixes": ["gpt-"], "currency": "USD",
          "models": [
            { "model": "gpt-4o", "aliases": ["gpt-4o-2024-11-20"], "mode": "chat", "prices": [
              { "effectiveFrom": null, "recordedAt": "2024-05-13", "source": "list", "perMillion": { "input": "5", "output": "15" } },
              { "effectiveFrom": "2024-11-12", "recordedAt": "2024-11-12", "source": "list", "perMillion": { "input": "2.50", "output": "10", "cacheRead": "1.25" },
                "serviceTiers": { "batch": { "perMillion": { "input": "1.25", "output": "5" } } } } ] },
            { "model": "gpt-5.4", "mode": "chat", "prices": [
              { "effectiveFrom": "2026-03-05", "recordedAt": "2026-08-06", "source": "list", "perMillion": { "input": "2.50", "output": "15", "audioInput": "40" },
                "tiers": [ { "aboveInputTokens": 272000, "perMillion": { "input": "5", "output": "22.50", "audioInput": "40" } } ] } ] },
            { "model": "gpt-image", "mode": "image_generation", "prices": [
              { "effectiveFrom": null, "recordedAt": "2026-08-06", "source": "list", "perUnit": { "image": "0.04" } } ] }
          ]
        }
        """;

    private const string Two = """
        {
          "provider": "openrouter", "name": "Open Router", "currency": "USD",
          "models": [
            { "model": "meta-llama/llama-4:free", "mode": "chat", "prices": [
              { "effectiveFrom": null, "recordedAt": "2026-08-06", "source": "list", "perMillion": { "input": "0", "output": "0" } } ] },
            { "model": "openai/gpt-4o", "mode": "chat", "prices": [
              { "effectiveFrom": null, "recordedAt": "2026-08-06", "source": "list", "perMillion": { "input": "2.60", "output": "10.40" } } ] }
          ]
        }
        """;

    internal static PriceFile File(string name, string json) => PriceFile.Parse(name, Encoding.UTF8.GetBytes(json));
}
