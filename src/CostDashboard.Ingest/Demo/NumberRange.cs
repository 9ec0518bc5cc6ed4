using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostDashboard.Ingest.Demo;

/// <summary>From the least to the most, both possible; <c>[120, 260]</c> in the figures.</summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct NumberRange(long Least, long Most)
{
    private sealed class Converter : JsonConverter<NumberRange>
    {
        public override NumberRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<long[]>(ref reader, options) is [var least, var most] && least <= most
                ? new(least, most)
                : throw new JsonException("A range is two numbers, the lesser one first.");

        public override void Write(Utf8JsonWriter writer, NumberRange value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, (long[])[value.Least, value.Most], options);
    }
}
