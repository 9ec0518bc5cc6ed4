using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CostDashboard.Web.Features.Content.Messages;

/// <summary>JSON as a person reads it.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = 64 };
    private static readonly JsonWriterOptions s_writing = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 64 };

    /// <summary>Objects and lists over several lines; any other text, and what is longer than a page shows, as it is.</summary>
    internal static string Indented(string text)
    {
        if (text.Length > MessageText.Longest || text.AsSpan().TrimStart() is not [('{' or '['), ..])
        {
            return text;
        }

        try
        {
            using var json = JsonDocument.Parse(text, s_reading);
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, s_writing))
            {
                json.RootElement.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            return text;
        }
    }
}
