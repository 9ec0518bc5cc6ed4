using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CostDashboard.Mcp.Asking;

namespace CostDashboard.Mcp.Recording;

/// <summary>Spans in plain words as one trace in plain JSON, which is then read as that of every other sender: here is no second reading of their fields.</summary>
internal static class PlainTrace
{
    internal const int MostSpans = 200;

    /// <summary>What is said once for all spans, under the names that a trace in plain JSON has for it.</summary>
    internal static IReadOnlyCollection<string> Shared { get; } = ["trace_id", "service", "environment", "customer", "feature", "user", "session"];

    /// <exception cref="QueryMistake">There is none, or there are too many.</exception>
    internal static ReadOnlyMemory<byte> Of(JsonElement spans, Arguments given)
    {
        if (spans.GetArrayLength() is 0 or > MostSpans)
        {
            throw new QueryMistake("spans", string.Create(CultureInfo.InvariantCulture, $"Give 1 to {MostSpans} spans; of more in several calls with the same trace_id."));
        }

        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("scope", "costdashboard.mcp");
            foreach (var name in Shared)
            {
                if ((given.Text(name) ?? (name == "service" ? "mcp" : null)) is { } text)
                {
                    json.WriteString(name, text);
                }
            }

            json.WritePropertyName("spans");
            spans.WriteTo(json);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }
}
