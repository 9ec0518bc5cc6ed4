using System.Text;
using System.Text.Json;

namespace CostDashboard.Core.Pricing;

/// <summary>
/// A price as text: <c>{"aliases":[…],"mode":"chat","price":{…}}</c>, where the price is one of a price file (<c>db/prices/README.md</c>).
/// It is how prices are stored, and the way back.
/// </summary>
public static class PriceDocument
{
    // What the record itself says; in a price that somebody writes by hand they may be missing, and are not looked at.
    private static readonly string[] s_ofTheRecord = ["effectiveFrom", "recordedAt", "source"];

    /// <summary>Makes a record of a price that somebody wrote.</summary>
    /// <param name="price">An object with perMillion, tiers, serviceTiers and so on.</param>
    /// <exception cref="PriceFileException">It breaks the format of price files; the message names the field.</exception>
    public static PriceRecord Compose(
        string provider, string model, DateOnly? effectiveFrom, DateOnly recordedAt, string source, IReadOnlyList<string> aliases, string mode, JsonElement price)
    {
        var place = new PriceJson(price, $"{provider} {model}");
        if (price.ValueKind is not JsonValueKind.Object)
        {
            throw place.Wrong("an object is expected");
        }

        var document = Write(aliases, mode, writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("effectiveFrom");
            JsonSerializer.Serialize(writer, effectiveFrom?.ToString("O", null));
            writer.WriteString("recordedAt", recordedAt.ToString("O", null));
            writer.WriteString("source", source);
            foreach (var member in price.EnumerateObject().Where(member => !s_ofTheRecord.Contains(member.Name)))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        });
        var record = new PriceRecord(provider, model, effectiveFrom, recordedAt, source, document);
        Read(record);
        return record;
    }

    /// <summary>The price that a record holds.</summary>
    /// <exception cref="PriceFileException">The document breaks the format, or says something else than its record.</exception>
    public static (IReadOnlyList<string> Aliases, string Mode, RateCard Card) Read(PriceRecord record)
    {
        try
        {
            using var document = JsonDocument.Parse(record.Document);
            var place = new PriceJson(document.RootElement, $"{record.Provider} {record.Model}").Only("aliases", "mode", "price");
            var card = PriceFileReader.ReadCard(place.Required("price"));
            return card.EffectiveFrom == record.EffectiveFrom
                ? (place.Optional("aliases")?.Texts() ?? [], place.Required("mode").Text(), card)
                : throw place.Wrong("effectiveFrom is not the one of the record");
        }
        catch (JsonException broken)
        {
            throw new PriceFileException($"{record.Provider} {record.Model}: not JSON: {broken.Message}", broken);
        }
    }

    /// <summary>The text of a price that stands in a price file.</summary>
    internal static string Of(IReadOnlyList<string> aliases, string mode, JsonElement price) => Write(aliases, mode, price.WriteTo);

    private static string Write(IReadOnlyList<string> aliases, string mode, Action<Utf8JsonWriter> price)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("aliases");
            foreach (var alias in aliases)
            {
                writer.WriteStringValue(alias);
            }

            writer.WriteEndArray();
            writer.WriteString("mode", mode);
            writer.WritePropertyName("price");
            price(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
