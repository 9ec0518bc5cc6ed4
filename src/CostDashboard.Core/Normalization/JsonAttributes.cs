using System.Buffers;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>
/// Reads attributes whose value is a JSON object in a text, or a map: numbers and short texts under dotted names, <c>anthropic.usage.input_tokens</c>.
/// Of lists only Google's counts by modality are read (<see cref="ModalityList"/>).
/// Lenient, because such texts are cut off on the wire or quoted twice: what stands before the mistake is read.
/// </summary>
internal static class JsonAttributes
{
    // What a hostile text can cost; a usage object has some tens of numbers three levels deep.
    private const int MostCharacters = 64 * 1024;
    private const int MostLeaves = 128;
    private const int MostLevels = 8;
    private const int LongestName = 100;
    private const int LongestText = 256;

    private static readonly JsonReaderOptions s_options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    internal static SpanAttributes Of(SpanAttributes attributes, string key) =>
        attributes.TryGet(key, out var value) ? Of(value) : SpanAttributes.None;

    internal static SpanAttributes Of(AttributeValue value)
    {
        var leaves = new List<KeyValuePair<string, AttributeValue>>();
        switch (value.Kind)
        {
            case AttributeKind.Map:
                AddMap(value.Entries, "", 1, leaves);
                break;
            case AttributeKind.Text:
                ReadText(value.Text!, leaves);
                break;
            default:
                break;
        }

        return leaves.Count == 0 ? SpanAttributes.None : new([.. leaves]);
    }

    /// <summary>A text that may be quoted as JSON once more than it should be.</summary>
    internal static string Unquoted(string text) =>
        text.Length is > 2 and <= LongestText && text[0] == '"' && text[^1] == '"' ? text[1..^1].Trim('\\', '"') : text;

    private static void ReadText(string text, List<KeyValuePair<string, AttributeValue>> into)
    {
        if (text.Length > MostCharacters || text.AsSpan().TrimStart() is not ['{' or '"', ..])
        {
            return;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            // More may follow as far as the reader knows, so the end of a cut text is an end and no mistake.
            var reader = new Utf8JsonReader(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)), isFinalBlock: false, new JsonReaderState(s_options));
            if (!reader.Read())
            {
                return;
            }

            if (reader.TokenType is JsonTokenType.StartObject)
            {
                ReadObject(ref reader, into);
            }
            else if (reader.TokenType is JsonTokenType.String && reader.GetString() is { } inner && inner.AsSpan().TrimStart() is ['{', ..])
            {
                ReadText(inner, into);
            }
        }
        catch (Exception mistake) when (mistake is JsonException or InvalidOperationException)
        {
            // What was read before it is kept. InvalidOperationException: an escape that is no character.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static void ReadObject(ref Utf8JsonReader reader, List<KeyValuePair<string, AttributeValue>> into)
    {
        Span<int> lengths = stackalloc int[MostLevels];
        var path = new StringBuilder();
        var level = 0;
        while (into.Count < MostLeaves && reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject)
            {
                if (--level < 0)
                {
                    return;
                }

                path.Length = lengths[level];
                continue;
            }

            var isUseful = reader.ValueSpan.Length <= LongestName;
            var name = isUseful ? reader.GetString() : null;
            if (!reader.Read())
            {
                return;
            }

            if (reader.TokenType is JsonTokenType.StartObject && isUseful && level < MostLevels - 1)
            {
                lengths[level++] = path.Length;
                path.Append(name).Append('.');
                continue;
            }

            if (reader.TokenType is JsonTokenType.StartArray && isUseful && ModalityList.IsNamed(name!))
            {
                if (!ModalityList.TryRead(ref reader, path.ToString() + name, into))
                {
                    return;
                }
            }
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                if (!reader.TrySkip())
                {
                    return;
                }
            }
            else if (isUseful && Leaf(ref reader) is { Kind: not AttributeKind.Empty } value)
            {
                into.Add(new(path.ToString() + name, value));
            }
        }
    }

    private static AttributeValue Leaf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var whole) => AttributeValue.Of(whole),

        // As text, so that an amount of money keeps every digit.
        JsonTokenType.Number when reader.ValueSpan.Length <= LongestName => AttributeValue.Of(Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.String when reader.ValueSpan.Length <= LongestText => AttributeValue.Of(reader.GetString()!),
        JsonTokenType.True or JsonTokenType.False => AttributeValue.Of(reader.GetBoolean()),
        _ => default,
    };

    private static void AddMap(KeyValuePair<string, AttributeValue>[] entries, string path, int level, List<KeyValuePair<string, AttributeValue>> into)
    {
        foreach (var (name, value) in entries)
        {
            if (into.Count >= MostLeaves)
            {
                return;
            }

            if (value.Kind is not AttributeKind.Map)
            {
                into.Add(new(path + name, value));
            }
            else if (level < MostLevels)
            {
                AddMap(value.Entries, path + name + ".", level + 1, into);
            }
        }
    }
}
