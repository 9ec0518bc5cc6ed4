using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostDashboard.Core.Pricing.Imports;

/// <summary>
/// LiteLLM's list: one object, by the name that its users write.
/// <c>"gemini/gemini-2.5-pro": { "litellm_provider": "gemini", "mode": "chat", "input_cost_per_token": 1.25e-06, … }</c>
/// </summary>
internal static class LiteLlmList
{
    private const string TextCompletion = "text-completion-";

    // 1024-x-1024/50-steps/…, low/1024-x-1536/gpt-image-1, hd/…: one price for each size and quality of a picture.
    private static readonly Regex s_picture = new(
        @"(^|/)(\d+-x-\d+|max-x-max|\d+-steps|max-steps|low|medium|high|hd|standard)/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    internal static void Read(JsonElement root, ListBuilder list)
    {
        foreach (var entry in root.EnumerateObject())
        {
            if (entry.Name is "sample_spec" or "fallback_generalizations" || entry.Value.ValueKind is not JsonValueKind.Object)
            {
                // How entries look, and rules for names; no models.
                continue;
            }

            Read(entry.Name, entry.Value, list);
        }
    }

    private static void Read(string key, JsonElement entry, ListBuilder list)
    {
        if (Text(entry, "litellm_provider") is not { } named)
        {
            list.Refuse(key, "it names no provider");
        }
        else if (s_picture.IsMatch(key))
        {
            list.Refuse(key, "it is a price for one size or quality of pictures, which calls do not state");
        }
        else if (key.Contains("commitment/", StringComparison.Ordinal))
        {
            list.Refuse(key, "it is a price for capacity that is paid for whether it is used or not");
        }
        else
        {
            var rates = LiteLlmRates.Read(entry);
            var provider = ProviderOf(named, list.Book);
            if (rates.Refusal is { } refusal)
            {
                list.Refuse(key, refusal);
            }
            else
            {
                list.Add(new(provider, ModelOf(key, named, provider, list.Book), [], Text(entry, "mode") ?? "chat", key, [new(null, rates.Draft.ToJson().ToJsonString())], rates.LeftOut));
            }
        }
    }

    // vertex_ai-language-models, fireworks_ai-embedding-models, text-completion-openai: one provider under several names.
    private static string ProviderOf(string named, PriceBook book)
    {
        if (book.Knows(named))
        {
            return book.Canonical(named);
        }

        var bare = named.StartsWith(TextCompletion, StringComparison.Ordinal) ? named[TextCompletion.Length..] : named;
        return bare.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash && !book.Knows(bare) && book.Knows(bare[..dash])
            ? book.Canonical(bare[..dash])
            : book.Canonical(bare);
    }

    // What stands before the first slash is the provider, where it names it: gemini/…, bedrock/eu-west-1/…, but anthropic/… at OpenRouter is a part of the name.
    private static string ModelOf(string key, string named, string provider, PriceBook book)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == key.Length - 1)
        {
            return key;
        }

        var head = key[..slash];
        return head == named || book.Canonical(head) == provider || ProviderOf(head, book) == provider ? key[(slash + 1)..] : key;
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 and <= PriceEntryRules.LongestName } text ? text.Trim() : null;
}
