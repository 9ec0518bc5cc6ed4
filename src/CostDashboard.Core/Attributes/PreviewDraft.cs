using CostDashboard.Core.Traces;

namespace CostDashboard.Core.Attributes;

/// <summary>Adds up one field of a preview.</summary>
internal sealed class PreviewDraft(string name, bool isTag, Func<EffectiveAttribution, string?> read)
{
    private readonly Dictionary<string, (PreviewFigures Before, PreviewFigures After)> _values = new(StringComparer.Ordinal);

    internal void Add(EffectiveAttribution before, EffectiveAttribution after, PreviewFigures figures)
    {
        var (was, becomes) = (read(before) ?? "", read(after) ?? "");
        var sums = _values.GetValueOrDefault(was);
        _values[was] = sums with { Before = sums.Before + figures };
        sums = _values.GetValueOrDefault(becomes);
        _values[becomes] = sums with { After = sums.After + figures };
    }

    internal PreviewField Finished()
    {
        var missing = _values.GetValueOrDefault("");
        var all = _values.Where(value => value.Key.Length > 0)
            .Select(value => new PreviewValue(value.Key, value.Value.Before, value.Value.After))
            .OrderByDescending(value => value.After.CostNanoUsd + value.Before.CostNanoUsd)
            .ThenByDescending(value => value.After.Spans + value.Before.Spans)
            .ThenBy(value => value.Value, StringComparer.Ordinal)
            .ToList();
        var rest = all.Skip(MappingPreview.MostValues).ToList();
        return new(
            name,
            isTag,
            all.Count(value => value.Before.Spans > 0),
            all.Count(value => value.After.Spans > 0),
            [.. all.Take(MappingPreview.MostValues)],
            rest.Count == 0 ? null : rest.Aggregate((left, right) => new("", left.Before + right.Before, left.After + right.After)),
            rest.Count,
            new("", missing.Before, missing.After));
    }
}
