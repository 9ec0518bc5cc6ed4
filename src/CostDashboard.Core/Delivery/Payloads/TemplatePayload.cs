using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostDashboard.Core.Delivery.Payloads;

/// <summary>
/// A form of one's own: JSON in whose texts placeholders such as <c>{{sentence}}</c> stand. It is read as JSON first and filled in afterwards, text by
/// text, so that nothing filled in can leave its text: escaping is not the template's task.
/// </summary>
/// <remarks>A text that is nothing but a placeholder of a number becomes that number, or null where it is unknown.</remarks>
public static partial class TemplatePayload
{
    public const int Longest = 8_000;

    private const int Deepest = 32;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = Deepest };

    /// <summary>What a new template begins as.</summary>
    public const string Example = """
        {
          "title": "{{title}}",
          "text": "{{text}}",
          "link": "{{link}}",
          "usd_per_hour": "{{money_per_hour_usd}}"
        }
        """;

    private static readonly Dictionary<string, Func<ClaimedMessage, DeliveryContext, string?>> s_texts = new(StringComparer.Ordinal)
    {
        ["id"] = (message, _) => message.IdempotencyKey,
        ["title"] = (message, _) => DeliveryWords.Title(message),
        ["text"] = DeliveryWords.Text,
        ["sentence"] = (message, _) => message.Notices[0].Sentence,
        ["event"] = (message, _) => DeliveryWords.Of(message.Notices[0].Event),
        ["kind"] = (message, _) => DeliveryWords.CodeOf(message.Notices[0].Kind),
        ["severity"] = (message, _) => DeliveryWords.Of(message.Notices[0].Severity),
        ["project"] = (message, _) => message.Notices[0].ProjectName,
        ["incident"] = (message, _) => message.Notices[0].Incident,
        ["step"] = (message, _) => message.Notices[0].Step,
        ["since"] = (message, _) => Iso(message.Notices[0].Since),
        ["at"] = (message, _) => Iso(message.Notices[0].At),
        ["money"] = (message, _) => DeliveryWords.Money(message.Notices[0]),
        ["link"] = (message, context) => context.LinkTo(message.Notices[0])?.AbsoluteUri,
        ["trace_1"] = (message, context) => Trace(message, context, 0),
        ["trace_2"] = (message, context) => Trace(message, context, 1),
        ["trace_3"] = (message, context) => Trace(message, context, 2),
        ["note"] = (message, _) => DeliveryWords.Note(message),
    };

    private static readonly Dictionary<string, Func<ClaimedMessage, decimal?>> s_numbers = new(StringComparer.Ordinal)
    {
        ["count"] = message => message.Count,
        ["change"] = message => message.Notices[0].Change,
        ["project_id"] = message => message.Notices[0].Project.Value,
        ["money_per_hour_usd"] = message => message.Notices[0].MoneyPerHour is { } nanos ? Units.Usd.FromNanos(nanos).Amount : null,
    };

    /// <summary>Every placeholder there is. Of several changes those about one are about the first; <c>text</c> has all.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = [.. s_texts.Keys, .. s_numbers.Keys];

    /// <summary>What is wrong with a template, as a sentence; null when nothing is.</summary>
    public static string? FindMistake(string template)
    {
        if (template.Length > Longest)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The template has at most {Longest:N0} characters.");
        }

        try
        {
            using var document = JsonDocument.Parse(template, s_options);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? MistakeIn(document.RootElement) : "The template is a JSON object or array.";
        }
        catch (JsonException mistake)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The template is no JSON: line {mistake.LineNumber + 1}, character {mistake.BytePositionInLine + 1}. Placeholders stand inside of \"texts\".");
        }
    }

    internal static void Write(Utf8JsonWriter writer, ClaimedMessage message, DeliveryContext context)
    {
        using var document = JsonDocument.Parse(message.Route.Template, s_options);
        Write(writer, document.RootElement, message, context);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, ClaimedMessage message, DeliveryContext context)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, message, context);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, message, context);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                WriteText(writer, element.GetString()!, message, context);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string text, ClaimedMessage message, DeliveryContext context)
    {
        if (Placeholder().Match(text) is { Success: true } only && only.Length == text.Length && s_numbers.TryGetValue(only.Groups["name"].Value, out var number))
        {
            if (number(message) is { } known)
            {
                writer.WriteNumberValue(known);
            }
            else
            {
                writer.WriteNullValue();
            }

            return;
        }

        writer.WriteStringValue(Placeholder().Replace(text, found => s_texts.TryGetValue(found.Groups["name"].Value, out var read)
            ? read(message, context) ?? ""
            : s_numbers[found.Groups["name"].Value](message)?.ToString("0.#########", CultureInfo.InvariantCulture) ?? "unknown"));
    }

    private static string? MistakeIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .Select(property => Placeholder().IsMatch(property.Name) ? $"The name \"{property.Name}\" holds a placeholder: they stand in values only." : MistakeIn(property.Value))
            .FirstOrDefault(mistake => mistake is not null),
        JsonValueKind.Array => element.EnumerateArray().Select(MistakeIn).FirstOrDefault(mistake => mistake is not null),
        JsonValueKind.String => Placeholder().Matches(element.GetString()!).Select(found => found.Groups["name"].Value).FirstOrDefault(name => !s_texts.ContainsKey(name) && !s_numbers.ContainsKey(name)) is { } unknown
            ? $"There is no placeholder '{unknown}'. There are: {string.Join(", ", Placeholders)}."
            : null,
        _ => null,
    };

    private static string? Trace(ClaimedMessage message, DeliveryContext context, int index) =>
        message.Notices[0].Traces.Count > index ? context.LinkTo(message.Notices[0], message.Notices[0].Traces[index])?.AbsoluteUri : null;

    private static string Iso(Units.UnixNanos at) => at.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{\{\s*(?<name>[^{}\s]*)\s*\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
