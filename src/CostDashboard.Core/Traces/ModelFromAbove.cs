using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>
/// Some emitters count tokens on one span and name the model on a span above it (Codex: conventions §6.2). Such a call used the model of the nearest
/// span above that names one for those below it. A span that sits between them may come later, in another request, or never.
/// </summary>
public static class ModelFromAbove
{
    private const string Rule = "; the model is that of a span above";

    /// <summary>A span that lacks a model, gives one to those below it, or may stand between such: only then does anything have to be looked up.</summary>
    public static bool Concerns(NormalizedSpan span) => span.ModelBelow is not null || Lacks(span.Call);

    /// <summary>Which calls of a trace get a model, and which.</summary>
    /// <param name="stored">All stored spans of the trace.</param>
    /// <param name="incoming">Spans of the same trace that are about to be stored; they replace stored ones.</param>
    /// <param name="givenBelow">What stored spans, looked at in full, give to those below them; null for nothing.</param>
    /// <param name="ask">Stored spans that have to be looked at in full before more can be said; then ask again.</param>
    public static IReadOnlyDictionary<SpanId, string> Of(
        IReadOnlyList<SpanFacts> stored, IEnumerable<PricedSpan> incoming, IReadOnlyDictionary<SpanId, string?> givenBelow, out IReadOnlyCollection<SpanId> ask)
    {
        var spans = stored.ToDictionary(span => span.Id, span => Stored(span, givenBelow));
        foreach (var span in incoming)
        {
            var (id, call) = (span.Key.Span, span.Span.Call);
            var known = spans.GetValueOrDefault(id)?.Model;
            spans[id] = Lacks(call)
                ? new(span.Span.Source.Parent, null, LacksModel: true, Remembered: known)
                : new(span.Span.Source.Parent, span.Span.ModelBelow is { Length: > 0 } given ? given : call?.Model is { Length: > 0 } model ? model : null);
        }

        var found = new Dictionary<SpanId, string>();
        var unknown = new HashSet<SpanId>();
        foreach (var (id, link) in spans)
        {
            if (link.LacksModel && (Above(spans, link, unknown) ?? link.Remembered) is { } model)
            {
                found[id] = model;
            }
        }

        ask = unknown;
        return found;
    }

    /// <summary>The same span with the model of its call; to be priced again.</summary>
    public static NormalizedSpan Give(NormalizedSpan span, string model) => span with
    {
        Call = span.Call! with { Model = model, UsageRule = span.Call.UsageRule + Rule },
    };

    private static bool Lacks(ModelCall? call) => call is { Model: "", RequestModel: null, Usage.IsZero: false };

    private static bool Lacks(SpanFacts span) => span is { Model: "", PriceState: PriceState.Unpriced, Usage.IsZero: false };

    private static Link Stored(SpanFacts span, IReadOnlyDictionary<SpanId, string?> givenBelow)
    {
        var isKnown = givenBelow.TryGetValue(span.Id, out var given);
        var model = given is { Length: > 0 } ? given : span.Model is { Length: > 0 } own ? own : null;
        return new(span.Parent, model, Lacks(span), IsUnknown: model is null && !isKnown && !Lacks(span));
    }

    // Parents may lead back to where they came from: nobody climbs further than there are spans.
    private static string? Above(Dictionary<SpanId, Link> spans, Link from, HashSet<SpanId> unknown)
    {
        var link = from;
        for (var climbed = 0; climbed < spans.Count && link.Parent is { } parent && spans.TryGetValue(parent, out var above); climbed++)
        {
            if (above.Model is { } model)
            {
                return model;
            }

            if (above.IsUnknown)
            {
                unknown.Add(parent);
                return null;
            }

            link = above;
        }

        return null;
    }

    /// <param name="Model">What the span gives to those below it.</param>
    /// <param name="Remembered">What a span that lacks a model got when it came before.</param>
    /// <param name="IsUnknown">It is stored, and what it gives stands in its attributes.</param>
    private sealed record Link(SpanId? Parent, string? Model, bool LacksModel = false, string? Remembered = null, bool IsUnknown = false);
}
