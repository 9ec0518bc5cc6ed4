using System.Text.Json;
using System.Text.Json.Serialization;
using CostDashboard.Core.Attributes;

namespace CostDashboard.Storage.Attributes;

/// <summary>
/// A mapping as one text: <c>{"customer":{"sources":[{"key":"tenant.id","place":"span"}],"known":false},"tags":[{"name":"team"}]}</c>.
/// What is left out is as in the default, so empty text is the default mapping itself.
/// </summary>
internal static class MappingText
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<AttributePlace>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static string Of(AttributeMapping mapping) => mapping == AttributeMapping.Default
        ? ""
        : JsonSerializer.Serialize(
            new Root
            {
                Customer = Of(mapping.Customer),
                Feature = Of(mapping.Feature),
                Environment = Of(mapping.Environment),
                User = Of(mapping.User),
                Session = Of(mapping.Session),
                Tags = [.. mapping.Tags.Select(tag => new Tag { Name = tag.Name, From = Of(tag.From) })],
            },
            s_options);

    /// <exception cref="InvalidDataException">A later version of the program wrote it.</exception>
    public static AttributeMapping Parse(string text)
    {
        if (text.Length == 0)
        {
            return AttributeMapping.Default;
        }

        try
        {
            var root = JsonSerializer.Deserialize<Root>(text, s_options) ?? new();
            return new()
            {
                Customer = Parse(root.Customer),
                Feature = Parse(root.Feature),
                Environment = Parse(root.Environment),
                User = Parse(root.User),
                Session = Parse(root.Session),
                Tags = root.Tags is { } tags ? [.. tags.Select(tag => new TagMapping(tag.Name, Parse(tag.From)))] : AttributeMapping.Default.Tags,
            };
        }
        catch (JsonException mistake)
        {
            throw new InvalidDataException("The stored attribute mapping of a project was written by a later version.", mistake);
        }
    }

    private static From? Of(ValueSources sources) => sources == ValueSources.Known
        ? null
        : new() { Sources = [.. sources.Sources], Known = sources.ThenKnownNames ? null : false };

    private static ValueSources Parse(From? from) => from is null ? ValueSources.Known : new([.. from.Sources ?? []], from.Known ?? true);

    private sealed record Root
    {
        public From? Customer { get; init; }

        public From? Feature { get; init; }

        public From? Environment { get; init; }

        public From? User { get; init; }

        public From? Session { get; init; }

        public Tag[]? Tags { get; init; }
    }

    private sealed record From
    {
        public AttributeSource[]? Sources { get; init; }

        public bool? Known { get; init; }
    }

    private sealed record Tag
    {
        public string Name { get; init; } = "";

        public From? From { get; init; }
    }
}
