using System.Text.Json;

namespace CostDashboard.Core.Pricing.Imports;

/// <summary>
/// Reads somebody else's list of prices. Lenient where lists are careless (numbers as text, fields that nobody knows) and never trusting:
/// an entry that is not understood is reported with the reason and left out, and prices nothing.
/// </summary>
public static class PriceListReader
{
    /// <summary>The format that a list seems to have.</summary>
    /// <exception cref="PriceListException">It is too large, not JSON, or in no known format.</exception>
    public static PriceListFormat FormatOf(ReadOnlyMemory<byte> utf8Json)
    {
        using var document = Parse(utf8Json);
        return FormatOf(document.RootElement);
    }

    /// <param name="book">Knows by which names providers are called.</param>
    /// <exception cref="PriceListException">It is too large, not JSON, in no known format, or has too many entries.</exception>
    public static PriceList Read(ReadOnlyMemory<byte> utf8Json, PriceBook book)
    {
        using var document = Parse(utf8Json);
        var format = FormatOf(document.RootElement);
        var list = new ListBuilder(format, book);
        if (format is PriceListFormat.LiteLlm)
        {
            LiteLlmList.Read(document.RootElement, list);
        }
        else
        {
            GenAiPricesList.Read(document.RootElement, list);
        }

        return list.Build();
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Length > PriceImport.MostBytes)
        {
            throw new PriceListException($"The list is larger than {PriceImport.MostBytes / (1024 * 1024)} MiB.");
        }

        try
        {
            return JsonDocument.Parse(utf8Json, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException broken)
        {
            throw new PriceListException($"The list is not JSON: {broken.Message}", broken);
        }
    }

    private static PriceListFormat FormatOf(JsonElement root)
    {
        if (root.ValueKind is JsonValueKind.Object && root.EnumerateObject().Any(IsLiteLlm))
        {
            return PriceListFormat.LiteLlm;
        }

        if (root.ValueKind is JsonValueKind.Array && root.EnumerateArray().Any(IsGenAiPrices))
        {
            return PriceListFormat.GenAiPrices;
        }

        throw new PriceListException(
            "The list is in no known format: take LiteLLM's model_prices_and_context_window.json or genai-prices' data.json (version 2).");
    }

    private static bool IsLiteLlm(JsonProperty entry) => entry.Value.ValueKind is JsonValueKind.Object && entry.Value.TryGetProperty("litellm_provider", out _);

    private static bool IsGenAiPrices(JsonElement provider) =>
        provider.ValueKind is JsonValueKind.Object && provider.TryGetProperty("id", out _) && provider.TryGetProperty("models", out var models) && models.ValueKind is JsonValueKind.Array;
}
