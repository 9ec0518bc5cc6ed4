using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Attributes;

/// <summary>An attribute that spans have, for a person who looks for the right one.</summary>
/// <param name="Member">As in <see cref="AttributeSource.Member"/>; null for the attribute as a whole.</param>
/// <param name="Spans">How many have it.</param>
/// <param name="DistinctValues">At most <see cref="MostCounted"/>.</param>
/// <param name="Examples">The first values that were met, cut.</param>
/// <param name="UsedFor">The fields and tags that the mapping takes from it.</param>
public sealed record SeenAttribute(
    string Key, AttributePlace Place, string? Member, int Spans, int DistinctValues, IReadOnlyList<string> Examples, IReadOnlyList<string> UsedFor)
{
    public const int MostCounted = 1_000;

    // Some hostile sender may name every attribute differently.
    private const int MostKeys = 20_000;
    private const int MostExamples = 3;
    private const int LongestExample = 60;

    /// <summary>Those that most spans have first. Attributes whose text is not stored are left out: there is nothing to map.</summary>
    public static IReadOnlyList<SeenAttribute> Of(IReadOnlyList<PricedSpan> spans, AttributeMapping mapping)
    {
        var found = new Dictionary<(string Key, AttributePlace Place, string? Member), Sightings>();
        for (var i = 0; i < spans.Count; i++)
        {
            var source = spans[i].Span.Source;
            Look(source.Attributes, AttributePlace.Span, i, found);
            Look(source.Origin.Resource, AttributePlace.Resource, i, found);
        }

        var (lookup, names) = (AttributeLookup.Of(mapping), Names(mapping));
        return [.. found
            .Select(seen => new SeenAttribute(
                seen.Key.Key,
                seen.Key.Place,
                seen.Key.Member,
                seen.Value.Spans,
                seen.Value.Values.Count,
                [.. seen.Value.Examples],
                [.. lookup.UsesOf(seen.Key.Key, seen.Key.Place, seen.Key.Member).Order().Select(slot => names[slot])]))
            .OrderByDescending(seen => seen.Spans)
            .ThenBy(seen => seen.Key, StringComparer.Ordinal)
            .ThenBy(seen => seen.Place)
            .ThenBy(seen => seen.Member, StringComparer.Ordinal)];
    }

    private static List<string> Names(AttributeMapping mapping) =>
        [.. AttributeMapping.Fields.Select(field => field.ToString()), .. mapping.Tags.Select(tag => tag.Name)];

    private static void Look(SpanAttributes attributes, AttributePlace place, int span, Dictionary<(string, AttributePlace, string?), Sightings> found)
    {
        foreach (var (key, value) in attributes.Entries)
        {
            if (value.Kind is AttributeKind.Omitted or AttributeKind.Empty or AttributeKind.Bytes)
            {
                continue;
            }

            Note((key, place, null), span, AttributeTexts.Of(value, isCommaList: false) ?? value.ToString(), found);
            foreach (var (member, leaf) in AttributeTexts.MembersOf(value))
            {
                if (AttributeTexts.Of(leaf, isCommaList: false) is { } text)
                {
                    Note((key, place, member), span, text, found);
                }
            }
        }
    }

    private static void Note((string, AttributePlace, string?) at, int span, string text, Dictionary<(string, AttributePlace, string?), Sightings> found)
    {
        if (!found.TryGetValue(at, out var seen))
        {
            if (found.Count >= MostKeys)
            {
                return;
            }

            found[at] = seen = new();
        }

        seen.Spans += seen.Last == span ? 0 : 1;
        seen.Last = span;
        if (seen.Values.Count < MostCounted && seen.Values.Add(text) && seen.Examples.Count < MostExamples)
        {
            seen.Examples.Add(text.Length <= LongestExample ? text : $"{text.AsSpan(0, LongestExample - 1)}…");
        }
    }

    private sealed class Sightings
    {
        public int Spans { get; set; }

        public int Last { get; set; } = -1;

        public HashSet<string> Values { get; } = new(StringComparer.Ordinal);

        public List<string> Examples { get; } = [];
    }
}
