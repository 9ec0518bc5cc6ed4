using System.Collections.Frozen;
using CostDashboard.Core.Attributes;

namespace CostDashboard.Core.Normalization;

/// <summary>
/// A mapping as spans are read by it: compiled once, then asked once for each attribute. One look into this table for each attribute is less
/// than a look at all attributes for each of the names.
/// </summary>
public sealed class AttributeLookup
{
    /// <summary>The fields, then the tags in their mapping's order.</summary>
    internal const int MostSlots = (int)MappedField.Session + 1 + AttributeMapping.MostTags;

    internal const int FirstTag = (int)MappedField.Session + 1;

    private readonly FrozenDictionary<string, KeyPlaces> _keys;

    private AttributeLookup(FrozenDictionary<string, KeyPlaces> keys, string[] tagNames) => (_keys, TagNames) = (keys, tagNames);

    /// <summary>By the default mapping.</summary>
    public static AttributeLookup Default { get; } = Of(AttributeMapping.Default);

    internal IReadOnlyList<string> TagNames { get; }

    /// <exception cref="ArgumentException">The mapping has a mistake, which the message says.</exception>
    public static AttributeLookup Of(AttributeMapping mapping)
    {
        if (mapping.FindMistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(mapping));
        }

        return new(LookupDraft.Of(mapping), [.. mapping.Tags.Select(tag => tag.Name)]);
    }

    /// <summary>The slots that an attribute, or a member of one, serves.</summary>
    internal IEnumerable<int> UsesOf(string key, AttributePlace place, string? member)
    {
        if (Find(key) is not { } places)
        {
            return [];
        }

        var isOfResource = place is AttributePlace.Resource;
        var found = member is null
            ? (isOfResource ? places.OnResource : [.. places.OnSpan, .. places.AsBaggage])
            : (isOfResource ? places.MembersOnResource : places.MembersOnSpan)?.GetValueOrDefault(member) ?? [];
        return found.Select(one => one.Slot).Distinct();
    }

    /// <summary>Null for the many keys that nobody asks for.</summary>
    internal KeyPlaces? Find(string key) => _keys.GetValueOrDefault(key);
}

/// <summary>One use of an attribute: for which field or tag, and how far behind other sources of it. The lowest rank that has a value holds.</summary>
/// <param name="IsCommaList">A text with commas is a list.</param>
internal readonly record struct Place(int Slot, int Rank, bool IsCommaList);

/// <summary>All uses of one key.</summary>
internal sealed record KeyPlaces(
    Place[] OnSpan,
    Place[] OnResource,
    Place[] AsBaggage,
    FrozenDictionary<string, Place[]>? MembersOnSpan,
    FrozenDictionary<string, Place[]>? MembersOnResource,
    bool IsBaggageHeader);
