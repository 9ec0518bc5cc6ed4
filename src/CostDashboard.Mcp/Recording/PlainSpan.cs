using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Units;

namespace CostDashboard.Mcp.Recording;

/// <summary>One span in plain words, as a model or a script tells of it. What cannot be meant is a <see cref="QueryMistake"/> that names the field.</summary>
/// <param name="place">Where it stands: <c>spans[3]</c>.</param>
internal sealed class PlainSpan(string place, JsonElement json)
{
    private const int LongestText = 512;
    private const int MostAttributes = 64;
    private const long MostTokens = 10_000_000_000;
    private const decimal MostUsd = 10_000;

    /// <summary>As OpenTelemetry names the operation; null for what is no operation of a model.</summary>
    private static readonly Dictionary<string, string?> s_operations = new(StringComparer.Ordinal)
    {
        ["chat"] = "chat",
        ["embeddings"] = "embeddings",
        ["tool"] = "execute_tool",
        ["agent"] = "invoke_agent",
        ["retrieval"] = "retrieval",
        ["other"] = null,
    };

    internal static IReadOnlyCollection<string> Fields { get; } =
    [
        "span_id", "parent_span_id", "name", "kind", "start", "end", "duration_ms", "provider", "model", "input_tokens", "cache_read_tokens", "cache_write_tokens",
        "output_tokens", "cost_usd", "tool", "agent", "error", "attributes",
    ];

    internal SpanId? Id => ReadId("span_id");

    internal SpanId? Parent => ReadId("parent_span_id");

    internal string Name => Text("name") ?? Text("tool") ?? Text("agent") ?? Text("model") ?? throw Mistake("name", "Say what the span is: the operation that a person would name, such as classify_intent.");

    /// <summary>Empty where it did not fail.</summary>
    internal string Error => Text("error") ?? "";

    internal UnixNanos? Start => Moment("start");

    /// <exception cref="QueryMistake">It is no object, there is a field that is not known, or it does not say what it is.</exception>
    internal void Refuse()
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            throw new QueryMistake(place, "A span is an object.");
        }

        foreach (var field in json.EnumerateObject())
        {
            if (!Fields.Contains(field.Name, StringComparer.Ordinal))
            {
                throw Mistake(QueryText.Shown(field.Name), $"There is no such field. There are: {string.Join(", ", Fields)}.");
            }
        }

        _ = Operation;
    }

    /// <summary>When it began and ended; now, where it says neither.</summary>
    internal (UnixNanos Start, UnixNanos End) Times(UnixNanos now)
    {
        var length = Number("duration_ms", 0, 31_536_000_000m) is { } milliseconds ? decimal.ToInt64(milliseconds * 1_000_000) : 0;
        return (Start, Moment("end")) switch
        {
            ({ } start, { } end) when end < start => throw Mistake("end", "It is before 'start'."),
            ({ } start, { } end) => (start, end),
            ({ } start, null) => (start, start + length),
            (null, { } end) => (end + -length, end),
            _ => (now + -length, now),
        };
    }

    /// <summary>Its attributes by the names of OpenTelemetry's conventions; numbers stand as they were given.</summary>
    internal IEnumerable<(string Key, object Value)> Attributes()
    {
        (string Key, object? Value)[] given =
        [
            ("gen_ai.operation.name", Operation),
            ("gen_ai.provider.name", Text("provider")),
            ("gen_ai.request.model", Text("model")),
            ("gen_ai.usage.input_tokens", Count("input_tokens")),
            ("gen_ai.usage.cache_read.input_tokens", Count("cache_read_tokens")),
            ("gen_ai.usage.cache_creation.input_tokens", Count("cache_write_tokens")),
            ("gen_ai.usage.output_tokens", Count("output_tokens")),

            // As a text, so that no binary fraction comes between what was said and what is charged.
            ("gen_ai.usage.cost", Number("cost_usd", 0, MostUsd)?.ToString(CultureInfo.InvariantCulture)),
            ("gen_ai.tool.name", Text("tool")),
            ("gen_ai.agent.name", Text("agent")),
        ];
        return given.Where(attribute => attribute.Value is not null).Select(attribute => (attribute.Key, attribute.Value!)).Concat(Others());
    }

    private string? Operation
    {
        get
        {
            var kind = Text("kind") ?? "other";
            if (!s_operations.TryGetValue(kind, out var operation))
            {
                throw Mistake("kind", $"'{QueryText.Shown(kind)}' is none of: {string.Join(", ", s_operations.Keys)}.");
            }

            return kind is "chat" or "embeddings" && Text("model") is null ? throw Mistake("model", "A call says which model it asked.") : operation;
        }
    }

    private IEnumerable<(string, object)> Others()
    {
        if (!Given("attributes", out var others))
        {
            yield break;
        }

        if (others.ValueKind is not JsonValueKind.Object || others.GetPropertyCount() > MostAttributes)
        {
            throw Mistake("attributes", $"It is an object of at most {MostAttributes} names and values.");
        }

        foreach (var attribute in others.EnumerateObject())
        {
            yield return attribute.Value.ValueKind switch
            {
                JsonValueKind.String => (attribute.Name, attribute.Value.GetString()!),
                JsonValueKind.True or JsonValueKind.False => (attribute.Name, attribute.Value.GetBoolean()),
                JsonValueKind.Number when attribute.Value.TryGetInt64(out var whole) => (attribute.Name, whole),
                JsonValueKind.Number => (attribute.Name, attribute.Value.GetDouble()),
                _ => throw Mistake("attributes", $"'{QueryText.Shown(attribute.Name)}' is no text, number, true or false."),
            };
        }
    }

    private SpanId? ReadId(string field) => Text(field) is not { } text ? null
        : SpanId.TryParse(text, out var id) ? id
        : throw Mistake(field, "A span id has 16 hexadecimal digits and is not all zero.");

    private UnixNanos? Moment(string field) => Text(field) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.UtcDateTime.Year is >= 1970 and <= 2261
            ? UnixNanos.From(time)
            : throw Mistake(field, $"'{QueryText.Shown(text)}' is not a time: write 2026-11-22T14:30:00.250Z.");

    private long? Count(string field) => Number(field, 0, MostTokens) is not { } count ? null
        : count == decimal.Truncate(count) ? decimal.ToInt64(count)
        : throw Mistake(field, "A count is a whole number.");

    private decimal? Number(string field, decimal least, decimal most)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Mistake(field, string.Create(CultureInfo.InvariantCulture, $"'{QueryText.Shown(text)}' is not a number from {least} to {most}."));
    }

    private string? Text(string field)
    {
        if (!Given(field, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => throw Mistake(field, "It is a text or a number."),
        };
        return text.Length == 0 ? null
            : text.Length <= LongestText ? text
            : throw Mistake(field, $"It has {text.Length} characters; at most {LongestText} are taken.");
    }

    private bool Given(string field, out JsonElement value) => json.TryGetProperty(field, out value) && value.ValueKind is not JsonValueKind.Null;

    private QueryMistake Mistake(string field, string message) => new($"{place}.{field}", message);
}
