using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CostDashboard.Ingest.Otlp;

/// <summary>
/// Takes the counts of tokens out of the answer that Google's Agent Development Kit writes whole into one attribute. Its older versions state cached
/// tokens and thoughts nowhere else. Nothing but numbers and the names of modalities leaves this place.
/// </summary>
/// <remarks>https://github.com/google/adk-python, src/google/adk/telemetry/tracing.py</remarks>
internal static class AgentUsage
{
    /// <summary>The attribute that holds the answer.</summary>
    internal const string HeldBy = "gcp.vertex.agent.llm_response";

    /// <summary>The attribute under which the counts are kept.</summary>
    internal const string Key = HeldBy + ".usage_metadata";

    /// <summary>A longer answer is not looked through.</summary>
    internal const int MostBytes = 1024 * 1024;

    // A usage object has some ten numbers and three lists by modality.
    private const int MostNumbers = 64;
    private const int LongestName = 48;
    private const int LongestModality = 16;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 64, AllowTrailingCommas = true };

    // Shape read here:
    //   {"content": {"parts": [{"text": "…"}]}, "usage_metadata": {"prompt_token_count": 50, "thoughts_token_count": 10,
    //    "prompt_tokens_details": [{"modality": "TEXT", "token_count": 50}]}}

    /// <summary>The usage object as JSON with nothing but its counts; null where there is none.</summary>
    internal static byte[]? Of(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.Length > MostBytes)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8Json, s_options);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isUsage = reader.ValueTextEquals("usage_metadata"u8) || reader.ValueTextEquals("usageMetadata"u8);
                reader.Read();
                if (isUsage && reader.TokenType is JsonTokenType.StartObject)
                {
                    return Counts(ref reader);
                }

                reader.Skip();
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // An answer that was cut on its way states no usage that could be trusted.
        }

        return null;
    }

    private static byte[]? Counts(ref Utf8JsonReader reader)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var numbers = 0;
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = Name(ref reader);
                reader.Read();
                if (name is not null && reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var count) && numbers++ < MostNumbers)
                {
                    writer.WriteNumber(name, count);
                }
                else if (name is not null && reader.TokenType is JsonTokenType.StartArray)
                {
                    writer.WriteStartArray(name);
                    WriteEntries(ref reader, writer, ref numbers);
                    writer.WriteEndArray();
                }
                else
                {
                    reader.Skip();
                }
            }

            writer.WriteEndObject();
        }

        return numbers > 0 ? buffer.WrittenSpan.ToArray() : null;
    }

    private static void WriteEntries(ref Utf8JsonReader reader, Utf8JsonWriter writer, ref int numbers)
    {
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            string? modality = null;
            long count = 0;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isModality = reader.ValueTextEquals("modality"u8);
                var isCount = reader.ValueTextEquals("token_count"u8) || reader.ValueTextEquals("tokenCount"u8);
                reader.Read();
                if (isModality && reader.TokenType is JsonTokenType.String && IsWord(reader.ValueSpan, LongestModality))
                {
                    modality = Encoding.ASCII.GetString(reader.ValueSpan);
                }
                else if (isCount && reader.TokenType is JsonTokenType.Number)
                {
                    count = reader.TryGetInt64(out var whole) ? whole : 0;
                }
                else
                {
                    reader.Skip();
                }
            }

            if (modality is not null && numbers++ < MostNumbers)
            {
                writer.WriteStartObject();
                writer.WriteString("modality", modality);
                writer.WriteNumber("token_count", count);
                writer.WriteEndObject();
            }
        }
    }

    private static string? Name(ref Utf8JsonReader reader) => IsWord(reader.ValueSpan, LongestName) ? Encoding.ASCII.GetString(reader.ValueSpan) : null;

    private static bool IsWord(ReadOnlySpan<byte> text, int longest)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter != (byte)'_')
            {
                return false;
            }
        }

        return text.Length > 0 && text.Length <= longest;
    }
}
