using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostDashboard.Core.Content.Redaction.Rules;

namespace CostDashboard.Core.Content.Redaction;

/// <summary>
/// Redacts texts that are JSON by their values: an escape, as in <c>\n4111…</c> or <c>\u0040</c>, cannot hide what a rule would find, and JSON in a value,
/// as a tool's arguments are, is gone into. Text in which nothing is found stays as it was, to the byte.
/// </summary>
internal sealed class JsonRedaction(Redactor redactor, RedactionRun run)
{
    private const int DeepestNesting = 4;

    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = 64, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 64 };

    internal string Redact(string text) => Redact(text, 0);

    private string Redact(string text, int nesting)
    {
        if (nesting < DeepestNesting && LooksLikeJson(text))
        {
            if (TryRewrite(text, nesting, out var rewritten))
            {
                return rewritten ?? text;
            }

            if (CutJson.Mend(text) is { } mended && TryRewrite(mended, nesting, out rewritten) && rewritten is not null)
            {
                return rewritten;
            }
        }

        // JSON that could not be read may hide something by escapes all the same. Then the text without them is what is kept.
        var plain = JsonEscapes.Undo(text);
        return redactor.Find(plain, run).Count > 0 ? redactor.RedactPlain(plain, run) : redactor.RedactPlain(text, run);
    }

    private static bool LooksLikeJson(string text) => text.AsSpan().TrimStart() is [('{' or '[' or '"'), ..];

    /// <summary>False when it is no JSON.</summary>
    /// <param name="rewritten">Null when nothing in it is to be taken out.</param>
    private bool TryRewrite(string text, int nesting, out string? rewritten)
    {
        rewritten = null;
        try
        {
            using var json = JsonDocument.Parse(text, s_reading);
            var buffer = new ArrayBufferWriter<byte>();
            var isChanged = false;
            using (var writer = new Utf8JsonWriter(buffer, s_writing))
            {
                Write(json.RootElement, null, writer, nesting, ref isChanged);
            }

            rewritten = isChanged ? Encoding.UTF8.GetString(buffer.WrittenSpan) : null;
            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            // No JSON after all, or half a surrogate pair in it.
            return false;
        }
    }

    private void Write(JsonElement value, string? name, Utf8JsonWriter writer, int nesting, ref bool isChanged)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(Redacted(property.Name, nesting, ref isChanged));
                    Write(property.Value, property.Name, writer, nesting, ref isChanged);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, name, writer, nesting, ref isChanged);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when name is not null && redactor.TakesSecrets && Secrets.IsSecretName(name):
                writer.WriteStringValue(WholeValue(value.GetString()!, ref isChanged));
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Redacted(value.GetString()!, nesting, ref isChanged));
                break;
            case JsonValueKind.Number:
                WriteNumber(value.GetRawText(), writer, ref isChanged);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private void WriteNumber(string digits, Utf8JsonWriter writer, ref bool isChanged)
    {
        var redacted = redactor.RedactPlain(digits, run);
        if (redacted == digits)
        {
            writer.WriteRawValue(digits, skipInputValidation: true);
        }
        else
        {
            isChanged = true;
            writer.WriteStringValue(redacted);
        }
    }

    private string Redacted(string text, int nesting, ref bool isChanged)
    {
        var redacted = Redact(text, nesting + 1);
        isChanged |= redacted != text;
        return redacted;
    }

    private string WholeValue(string text, ref bool isChanged)
    {
        if (text.Length == 0 || redactor.Marks.IsMark(text))
        {
            return text;
        }

        isChanged = true;
        return RedactionMarks.Mark(BuiltInRules.NameOf(BuiltInRule.Secrets));
    }
}
