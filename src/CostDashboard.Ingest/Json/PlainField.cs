using System.Collections.Frozen;

namespace CostDashboard.Ingest.Json;

/// <summary>The fields of a span in plain JSON.</summary>
internal enum PlainField
{
    /// <summary>None of them: it is kept as an attribute of that name.</summary>
    None,
    TraceId,
    SpanId,
    ParentId,
    Name,
    Kind,
    Start,
    End,
    Duration,
    Status,
    StatusMessage,
    Error,
    Usage,
    Cost,
    MaxTokens,
    TimeToFirstToken,
    Service,
    Version,
    Scope,
    Tags,
    Input,
    Output,
    Attributes,
    Resource,
    Events,
    Links,
    Children,
    Spans,

    /// <summary>A text that is one attribute, which <see cref="PlainFields.Of"/> tells.</summary>
    Text,
}

/// <summary>
/// How fields may be written: their own names and those that a developer would guess. Case and underscores do not matter, so
/// <c>trace_id</c>, <c>traceId</c> and <c>TraceID</c> are one.
/// </summary>
internal static class PlainFields
{
    private const int LongestName = 24;

    private static readonly FrozenDictionary<string, PlainField> s_fields = new Dictionary<string, PlainField>(StringComparer.Ordinal)
    {
        ["traceid"] = PlainField.TraceId,
        ["spanid"] = PlainField.SpanId,
        ["id"] = PlainField.SpanId,
        ["parentid"] = PlainField.ParentId,
        ["parentspanid"] = PlainField.ParentId,
        ["name"] = PlainField.Name,
        ["kind"] = PlainField.Kind,
        ["type"] = PlainField.Kind,
        ["start"] = PlainField.Start,
        ["starttime"] = PlainField.Start,
        ["startedat"] = PlainField.Start,
        ["timestamp"] = PlainField.Start,
        ["end"] = PlainField.End,
        ["endtime"] = PlainField.End,
        ["endedat"] = PlainField.End,
        ["durationms"] = PlainField.Duration,
        ["status"] = PlainField.Status,
        ["statusmessage"] = PlainField.StatusMessage,
        ["error"] = PlainField.Error,
        ["usage"] = PlainField.Usage,
        ["cost"] = PlainField.Cost,
        ["costusd"] = PlainField.Cost,
        ["maxtokens"] = PlainField.MaxTokens,
        ["timetofirsttokenms"] = PlainField.TimeToFirstToken,
        ["service"] = PlainField.Service,
        ["servicename"] = PlainField.Service,
        ["version"] = PlainField.Version,
        ["serviceversion"] = PlainField.Version,
        ["scope"] = PlainField.Scope,
        ["tags"] = PlainField.Tags,
        ["input"] = PlainField.Input,
        ["output"] = PlainField.Output,
        ["attributes"] = PlainField.Attributes,
        ["resource"] = PlainField.Resource,
        ["events"] = PlainField.Events,
        ["links"] = PlainField.Links,
        ["children"] = PlainField.Children,
        ["spans"] = PlainField.Spans,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What they become is read by the project's mapping and by the dialects, like what any exporter sends.
    private static readonly FrozenDictionary<string, string> s_texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["model"] = "gen_ai.request.model",
        ["requestmodel"] = "gen_ai.request.model",
        ["responsemodel"] = "gen_ai.response.model",
        ["provider"] = "gen_ai.provider.name",
        ["responseid"] = "gen_ai.response.id",
        ["finishreason"] = "gen_ai.response.finish_reasons",
        ["tool"] = "gen_ai.tool.name",
        ["toolname"] = "gen_ai.tool.name",
        ["agent"] = "gen_ai.agent.name",
        ["agentname"] = "gen_ai.agent.name",
        ["customer"] = "customer_id",
        ["customerid"] = "customer_id",
        ["feature"] = "feature",
        ["user"] = "user.id",
        ["userid"] = "user.id",
        ["session"] = "session.id",
        ["sessionid"] = "session.id",
        ["environment"] = "deployment.environment.name",
        ["env"] = "deployment.environment.name",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, PlainField>.AlternateLookup<ReadOnlySpan<char>> s_fieldsByName = s_fields.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> s_textsByName = s_texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="attribute">Of a <see cref="PlainField.Text"/>, the attribute that it is.</param>
    internal static PlainField Of(ReadOnlySpan<byte> name, out string? attribute)
    {
        attribute = null;
        Span<char> letters = stackalloc char[LongestName];
        if (Letters(name, letters) is not { Length: > 0 } plain)
        {
            return PlainField.None;
        }

        return s_textsByName.TryGetValue(plain, out attribute) ? PlainField.Text
            : s_fieldsByName.TryGetValue(plain, out var field) ? field
            : PlainField.None;
    }

    /// <summary>A name without underscores, in lower case; empty for one that is too long or has other characters than letters and digits.</summary>
    internal static ReadOnlySpan<char> Letters(ReadOnlySpan<byte> name, Span<char> into)
    {
        var length = 0;
        foreach (var letter in name)
        {
            if (letter == (byte)'_')
            {
                continue;
            }

            if (length == into.Length || !char.IsAsciiLetterOrDigit((char)letter))
            {
                return default;
            }

            into[length++] = char.ToLowerInvariant((char)letter);
        }

        return into[..length];
    }
}
