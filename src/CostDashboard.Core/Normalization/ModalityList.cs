using System.Text.Json;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>Google's counts by modality, a list in the usage of a response: each becomes a number under the list's name and the modality's, <c>promptTokensDetails.AUDIO</c>.</summary>
/// <remarks>https://ai.google.dev/api/generate-content#ModalityTokenCount</remarks>
internal static class ModalityList
{
    private const int MostEntries = 16;
    private const int LongestModality = 16;

    // Shape read here:
    //   "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 6}, {"modality": "AUDIO", "tokenCount": 40}]
    //   "prompt_tokens_details": [{"modality": "TEXT", "token_count": 6}]
    internal static bool IsNamed(string name) =>
        name.EndsWith("TokensDetails", StringComparison.Ordinal) || name.EndsWith("tokens_details", StringComparison.Ordinal);

    /// <summary>False when the text ends within the list.</summary>
    internal static bool TryRead(ref Utf8JsonReader reader, string path, List<KeyValuePair<string, AttributeValue>> into)
    {
        var entries = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndArray:
                    return true;
                case JsonTokenType.StartObject:
                    if (!TryReadEntry(ref reader, out var modality, out var count))
                    {
                        return false;
                    }

                    if (modality is not null && entries++ < MostEntries)
                    {
                        into.Add(new($"{path}.{modality}", AttributeValue.Of(count)));
                    }

                    break;
                default:
                    if (!reader.TrySkip())
                    {
                        return false;
                    }

                    break;
            }
        }

        return false;
    }

    private static bool TryReadEntry(ref Utf8JsonReader reader, out string? modality, out long count)
    {
        modality = null;
        count = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isModality = reader.ValueTextEquals("modality"u8);
            var isCount = reader.ValueTextEquals("tokenCount"u8) || reader.ValueTextEquals("token_count"u8);
            if (!reader.Read())
            {
                return false;
            }

            if (isModality && reader.TokenType is JsonTokenType.String && reader.ValueSpan.Length <= LongestModality)
            {
                modality = reader.GetString();
            }
            else if (isCount && reader.TokenType is JsonTokenType.Number)
            {
                count = reader.TryGetInt64(out var whole) ? whole : 0;
            }
            else if (!reader.TrySkip())
            {
                return false;
            }
        }

        return reader.TokenType is JsonTokenType.EndObject;
    }
}
