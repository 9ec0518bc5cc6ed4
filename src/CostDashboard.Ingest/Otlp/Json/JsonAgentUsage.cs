using System.Buffers;
using System.Text.Json;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>Finds the text of an attribute whose content is not kept, for <see cref="AgentUsage"/>.</summary>
internal static class JsonAgentUsage
{
    /// <param name="reader">At the attribute's value: a text, or <c>{ "stringValue": "…" }</c>.</param>
    internal static byte[]? Read(Utf8JsonReader reader) =>
        JsonContent.TryFindText(ref reader) && reader.ValueSpan.Length <= 2 * AgentUsage.MostBytes ? OfText(ref reader) : null;

    private static byte[]? OfText(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return AgentUsage.Of(raw);
        }

        var plain = ArrayPool<byte>.Shared.Rent(raw.Length);
        try
        {
            JsonText.Unescape(raw, plain, out var written);
            return AgentUsage.Of(plain.AsSpan(0, written));
        }
        finally
        {
            // It held somebody's text.
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        }
    }
}
