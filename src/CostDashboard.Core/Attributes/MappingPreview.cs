using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;

namespace CostDashboard.Core.Attributes;

/// <summary>What some spans add up to.</summary>
/// <param name="Calls">Charged calls.</param>
/// <param name="UnpricedCalls">Those of them whose cost is unknown, and so not in the amount.</param>
/// <param name="PartialCalls">Those of which only a part is in the amount.</param>
public readonly record struct PreviewFigures(long Spans, long Calls, long UnpricedCalls, long PartialCalls, long CostNanoUsd)
{
    public static PreviewFigures operator +(PreviewFigures left, PreviewFigures right) => new(
        left.Spans + right.Spans,
        left.Calls + right.Calls,
        left.UnpricedCalls + right.UnpricedCalls,
        left.PartialCalls + right.PartialCalls,
        checked(left.CostNanoUsd + right.CostNanoUsd));
}

/// <summary>A value with what has it as stored, and what would have it.</summary>
public sealed record PreviewValue(string Value, PreviewFigures Before, PreviewFigures After);

/// <summary>A field or a tag. The values and what has none add up to the preview's total, before as well as after.</summary>
/// <param name="Values">Dearest first, at most <see cref="MappingPreview.MostValues"/>.</param>
/// <param name="Rest">The sum of the values that are not listed; null where all are.</param>
/// <param name="RestCount">How many those are.</param>
/// <param name="Missing">What has no value; its text is empty.</param>
public sealed record PreviewField(
    string Name, bool IsTag, int CountBefore, int CountAfter, IReadOnlyList<PreviewValue> Values, PreviewValue? Rest, int RestCount, PreviewValue Missing)
{
    public bool IsChanged => Missing.Before != Missing.After || Rest?.Before != Rest?.After || Values.Any(value => value.Before != value.After);
}

/// <summary>What a mapping would make of stored spans, beside what they have. Nothing is changed by it.</summary>
public sealed record MappingPreview(int Traces, PreviewFigures Total, IReadOnlyList<PreviewField> Fields)
{
    /// <summary>How many spans a preview is made of.</summary>
    public const int MostSpans = 1_000;

    public const int MostValues = 20;

    /// <param name="spans">Whole traces of one project, as they are stored.</param>
    /// <exception cref="ArgumentException">The mapping has a mistake, which the message says.</exception>
    public static MappingPreview Of(IReadOnlyList<PricedSpan> spans, AttributeMapping mapping)
    {
        var lookup = AttributeLookup.Of(mapping);
        var tags = mapping.Tags.Select(tag => tag.Name)
            .Concat(spans.SelectMany(TagNamesOf).Distinct().Order(StringComparer.Ordinal))
            .Distinct()
            .ToList();
        var fields = AttributeMapping.Fields.Select(field => new PreviewDraft(field.ToString(), isTag: false, of => Value(of.Attribution, field)))
            .Concat(tags.Select(name => new PreviewDraft(name, isTag: true, of => of.Tags[name])))
            .ToList();
        var total = default(PreviewFigures);
        var traces = spans.GroupBy(span => span.Key.TraceKey).ToList();
        foreach (var trace in traces)
        {
            var tree = TraceAssembler.Assemble(trace.Select(SpanFacts.Of));
            var before = EffectiveAttribution.Of(tree);
            var after = EffectiveAttribution.Of(TraceAssembler.Assemble(trace.Select(span => Reread(span, lookup))));
            foreach (var span in TraceRollup.Of(trace.Key.Project, tree).Spans)
            {
                var charge = span.Charge;
                var figures = new PreviewFigures(1, charge.IsCharged ? 1 : 0, charge.IsUnpriced ? 1 : 0, charge.IsPartial ? 1 : 0, charge.CostNanoUsd);
                total += figures;
                fields.ForEach(field => field.Add(before[span.Node.Index], after[span.Node.Index], figures));
            }
        }

        return new(traces.Count, total, [.. fields.Select(field => field.Finished())]);
    }

    private static SpanFacts Reread(PricedSpan span, AttributeLookup lookup)
    {
        var says = AttributionReader.Read(span.Span.Source, lookup);
        return SpanFacts.Of(span) with { Attribution = says.Attribution, Tags = says.Tags, Baggage = says.Baggage };
    }

    private static IEnumerable<string> TagNamesOf(PricedSpan span) =>
        span.Span.Tags.Pairs.ToArray().Concat(span.Span.Baggage.Tags.Pairs.ToArray()).Select(pair => pair.Key);

    private static string? Value(Attribution of, MappedField field) => field switch
    {
        MappedField.Customer => of.Customer,
        MappedField.Feature => of.Feature,
        MappedField.Environment => of.Environment,
        MappedField.User => of.User,
        MappedField.Session => of.Session,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such field."),
    };
}
