using System.Text.Json;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Import;

namespace CostDashboard.Ingest.Langfuse;

/// <summary>One event as it was sent, or as it is kept.</summary>
/// <param name="Type">As <c>generation-create</c>.</param>
/// <param name="At">When the client sent it off.</param>
/// <param name="Number">Decides between events of one moment.</param>
internal sealed record LangfusePart(string Type, UnixNanos At, long Number, JsonElement Body)
{
    internal bool IsUpdate => Type.EndsWith("-update", StringComparison.Ordinal);

    /// <summary>What it tells of: <c>trace</c>, or the type of an observation.</summary>
    internal string Kind =>
        ImportItems.Text(Body, "type") is { Length: > 0 } type && Type.StartsWith("observation-", StringComparison.Ordinal) ? type.ToLowerInvariant() : Type[..Type.LastIndexOf('-')];
}

/// <summary>A trace or an observation, put together of its events.</summary>
/// <param name="TraceId">The trace in which it is.</param>
/// <param name="Body">What is known of it, with <c>type</c> and <c>startTime</c>.</param>
/// <param name="IsCreated">Whether an event that creates it is among them. Updates alone do not say of what they are.</param>
internal sealed record LangfuseWhole(string Id, string TraceId, JsonElement Body, bool IsCreated);

/// <summary>
/// Puts events together as Langfuse does (<c>IngestionService.mergeRecords</c>): creating events before updates, each by their time; a later value goes
/// before an earlier one, nothing never overwrites something; metadata is merged, tags are united; what identifies it stays as it was said first.
/// </summary>
/// <remarks>What comes out depends on which events there are, and not on their order or number: one that is there twice changes nothing.</remarks>
internal static class LangfuseMerge
{
    private static readonly HashSet<string> s_saidFirst = new(StringComparer.Ordinal) { "id", "traceId", "startTime", "timestamp", "environment" };

    private static readonly JsonSerializerOptions s_deep = new() { MaxDepth = LangfuseEnvelopes.MostDepth };

    /// <summary>
    /// The wholes of these parts. Events of one id that name different traces are of different observations; an update that names none is of each,
    /// and one that creates without a trace is a trace by itself.
    /// </summary>
    internal static IEnumerable<LangfuseWhole> Of(IEnumerable<LangfusePart> parts)
    {
        foreach (var sameId in parts.Where(part => IdOf(part) is not null).GroupBy(part => IdOf(part)!, StringComparer.Ordinal))
        {
            var anywhere = sameId.Where(part => TraceOf(part) is null).ToList();
            var traces = sameId.Select(TraceOf).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            if (traces.Count == 0)
            {
                traces.Add(sameId.Key);
            }

            foreach (var trace in traces)
            {
                yield return One(sameId.Key, trace, [.. anywhere, .. sameId.Where(part => TraceOf(part) == trace)]);
            }
        }
    }

    /// <summary>A trace that was told of at once.</summary>
    internal static LangfuseWhole Whole(string id, JsonElement trace) => new(id, id, trace, IsCreated: true);

    private static string? IdOf(LangfusePart part) => ImportItems.Text(part.Body, "id");

    private static string? TraceOf(LangfusePart part) =>
        ImportItems.Text(part.Body, "traceId") is { Length: > 0 } trace ? trace : part.IsUpdate ? null : IdOf(part);

    private static LangfuseWhole One(string id, string trace, List<LangfusePart> parts)
    {
        parts.Sort((a, b) => (a.IsUpdate, a.At.Value, a.Number).CompareTo((b.IsUpdate, b.At.Value, b.Number)));
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var member in part.Body.EnumerateObject().Where(member => IsSaid(member.Value)))
            {
                // What is merged is merged with itself too, so that an event which is there twice changes nothing.
                var known = members.GetValueOrDefault(member.Name, member.Value);
                members[member.Name] = s_saidFirst.Contains(member.Name) ? known
                    : member.Name == "tags" ? United(known, member.Value)
                    : member.Name == "metadata" ? Merged(known, member.Value)
                    : member.Value;
            }
        }

        var last = parts.FindLast(part => !part.IsUpdate) ?? parts[^1];
        members["type"] = Element(last.Kind);
        members.TryAdd("startTime", Element(parts[0].At.ToDateTimeOffset()));
        return new(id, trace, Element(members), !last.IsUpdate);
    }

    private static bool IsSaid(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => true,
    };

    private static JsonElement Merged(JsonElement known, JsonElement later)
    {
        if (known.ValueKind is not JsonValueKind.Object || later.ValueKind is not JsonValueKind.Object)
        {
            return later;
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in known.EnumerateObject().Concat(later.EnumerateObject()))
        {
            members[member.Name] = members.TryGetValue(member.Name, out var before) ? Merged(before, member.Value) : member.Value;
        }

        return Element(members);
    }

    private static JsonElement United(JsonElement known, JsonElement later)
    {
        if (known.ValueKind is not JsonValueKind.Array || later.ValueKind is not JsonValueKind.Array)
        {
            return later;
        }

        var tags = known.EnumerateArray().Concat(later.EnumerateArray()).Where(tag => tag.ValueKind is JsonValueKind.String).Select(tag => tag.GetString()!);
        return Element(tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    internal static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, s_deep);
}
