using System.Globalization;
using System.Text.Json;

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>Costs that other tools assert in their own tests, or that real runs reported. The cases live outside the repository.</summary>
public sealed class CostCasesTests(ITestOutputHelper output)
{
    private const decimal Need = 0.95m;
    private const decimal Tolerance = 1e-9m;
    private const string LatestPrices = "2026-08-20T12:00:00Z";

    /// <summary>Cases whose own figure is not the list price of that day, each with the reason.</summary>
    private static readonly Dictionary<string, string> s_explained = new(StringComparer.Ordinal)
    {
        ["litellm-0017"] = "expects the cached price of gemini-2.5-flash before October 2025 and names no day",
    };

    [Fact]
    public void Published_costs_come_out_exactly()
    {
        var path = SharedData.PathOf("cost-cases", "cases.json");
        if (!File.Exists(path))
        {
            Assert.Skip($"no cost cases at {path}; set COSTDASHBOARD_SHARED_DATA to the folder that holds cost-cases/cases.json");
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var exact = 0;
        List<string> wrong = [], unpriced = [];
        foreach (var item in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            if (CostCase.Read(item) is not { } @case)
            {
                continue;
            }

            var cost = TheBook.Price(@case.Provider, @case.Model, @case.Usage, @case.At ?? LatestPrices, @case.ServiceTier);
            if (cost.Total is not { } total)
            {
                unpriced.Add($"{@case.Id} {@case.Provider} {@case.Model}: {cost}");
            }
            else if (Math.Abs(Usd.FromNanos(total.ToNanos()).Amount - @case.Usd) > Tolerance)
            {
                wrong.Add($"{@case.Id} {@case.Provider} {@case.Model}: {total.Amount} instead of {@case.Usd}");
            }
            else
            {
                exact++;
            }
        }

        var sent = exact + wrong.Count + unpriced.Count;
        output.WriteLine($"{exact} of {sent} exact, {wrong.Count} wrong, {unpriced.Count} unpriced");
        output.WriteLine(string.Join('\n', [.. wrong, .. unpriced]));
        Assert.DoesNotContain(wrong, line => !s_explained.ContainsKey(line.Split(' ')[0]));
        Assert.True(exact >= Need * sent, $"{exact} of {sent} exact: {string.Join("; ", unpriced)}");
    }

    private sealed record CostCase(string Id, string Provider, string Model, Usage Usage, decimal Usd, string? At, string? ServiceTier)
    {
        private static readonly Dictionary<string, Meter> s_classes = new(StringComparer.Ordinal)
        {
            ["input"] = Meter.Input, ["input_tokens"] = Meter.Input, ["prompt.input"] = Meter.Input,
            ["output"] = Meter.Output, ["output_tokens"] = Meter.Output, ["completion.output"] = Meter.Output,
            ["cache_read"] = Meter.CacheRead, ["cache_read_tokens"] = Meter.CacheRead,
            ["cache_read_input_tokens"] = Meter.CacheRead, ["input_cache_read"] = Meter.CacheRead,
            ["cache_write"] = Meter.CacheWrite5m, ["cache_write_tokens"] = Meter.CacheWrite5m,
            ["cache_write_5m"] = Meter.CacheWrite5m, ["input_cache_creation_5m"] = Meter.CacheWrite5m,
            ["output_reasoning"] = Meter.Reasoning, ["output_reasoning_tokens"] = Meter.Reasoning,
            ["reasoning_tokens"] = Meter.Reasoning, ["completion.reasoning"] = Meter.Reasoning,
        };

        /// <summary>The day of the prices that a source without a day per case was written against.</summary>
        private static readonly Dictionary<string, string> s_daysOfSources = new(StringComparer.Ordinal)
        {
            ["tokencost"] = "2025-09-05T00:00:00Z",
            ["acr"] = "2024-04-05T00:00:00Z",
        };

        /// <summary>Null for what is not compared: disputed rules, and classes that a span has no attribute for.</summary>
        internal static CostCase? Read(JsonElement item)
        {
            if (item.GetProperty("kind").GetString() != "catalogue" || item.GetProperty("disputed").GetBoolean())
            {
                return null;
            }

            var tokens = new Dictionary<Meter, long>();
            var usd = 0m;
            foreach (var line in item.GetProperty("lines").EnumerateArray())
            {
                var quantity = Decimal(line.GetProperty("quantity"));
                if (!s_classes.TryGetValue(line.GetProperty("class").GetString()!, out var tokenClass) || quantity != decimal.Truncate(quantity))
                {
                    return null;
                }

                tokens[tokenClass] = tokens.GetValueOrDefault(tokenClass) + (long)quantity;
                usd += quantity * Decimal(line.GetProperty("price")) / Decimal(line.GetProperty("per"));
            }

            long Of(Meter tokenClass) => tokens.GetValueOrDefault(tokenClass);
            var usage = new Usage(
                Of(Meter.Input), Of(Meter.CacheRead), Of(Meter.CacheWrite5m), 0, Of(Meter.Output) + Of(Meter.Reasoning), Of(Meter.Reasoning));
            return new(
                item.GetProperty("id").GetString()!,
                Text(item, "provider") ?? "",
                Text(item, "model")!,
                usage,
                usd,
                Text(item, "as_of") ?? s_daysOfSources.GetValueOrDefault(item.GetProperty("source_short").GetString()!),
                Text(item, "service_tier") ?? RequestedTier(item));
        }

        // Some sources name the tier among the parameters of the request.
        private static string? RequestedTier(JsonElement item) =>
            item.TryGetProperty("model_parameters", out var parameters) && parameters.ValueKind is JsonValueKind.Object ? Text(parameters, "service_tier") : null;

        private static string? Text(JsonElement item, string name) =>
            item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

        private static decimal Decimal(JsonElement value) => decimal.Parse(
            value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
