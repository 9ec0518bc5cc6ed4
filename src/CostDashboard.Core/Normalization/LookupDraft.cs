using System.Collections.Frozen;
using CostDashboard.Core.Attributes;

namespace CostDashboard.Core.Normalization;

/// <summary>Collects the uses of each key, best first, and freezes them.</summary>
internal sealed class LookupDraft
{
    // A mapping's own sources, then the names in use, then the same within metadata, then all of these on the resource.
    private const int Known = 1_000;
    private const int KnownInMetadata = 2_000;
    private const int KnownOnResource = 5_000;

    // Of a coding agent alone, behind everything else that may be its feature.
    internal const int Repository = 8_000;

    private readonly Dictionary<string, Uses> _keys = new(StringComparer.Ordinal);

    internal static FrozenDictionary<string, KeyPlaces> Of(AttributeMapping mapping)
    {
        var draft = new LookupDraft();
        foreach (var field in AttributeMapping.Fields)
        {
            draft.AddOwn((int)field, mapping[field].Sources);
            if (mapping[field].ThenKnownNames)
            {
                draft.AddKnown(field);
            }
        }

        if (mapping.Feature.ThenKnownNames)
        {
            draft.AddRepository();
        }

        for (var i = 0; i < mapping.Tags.Count; i++)
        {
            var (slot, tag) = (AttributeLookup.FirstTag + i, mapping.Tags[i]);
            draft.AddOwn(slot, tag.From.Sources);
            if (tag.From.ThenKnownNames)
            {
                draft.AddKnown(slot, tag.Name);
            }
        }

        return draft.Frozen();
    }

    private void AddOwn(int slot, IReadOnlyList<AttributeSource> sources)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            var (source, rank) = (sources[i], 2 * i);
            int? onSpan = source.Place is AttributePlace.Resource ? null : rank;
            int? onResource = source.Place is AttributePlace.Span ? null : rank + 1;
            if (source.Member is { } member)
            {
                UsesOf(source.Key).AddMember(member, slot, onSpan, onResource);
                UsesOf($"{source.Key}.{member}").Add(slot, onSpan, onResource);
            }
            else
            {
                UsesOf(source.Key).Add(slot, onSpan, onResource);
            }
        }
    }

    private void AddKnown(MappedField field)
    {
        if (field is MappedField.Environment)
        {
            foreach (var (name, onSpan, onResource) in KnownAttributes.Environment)
            {
                UsesOf(name).Add((int)field, Known + onSpan, Known + onResource);
            }

            return;
        }

        var (names, inMetadata) = KnownAttributes.Of(field);
        for (var i = 0; i < names.Length; i++)
        {
            UsesOf(names[i]).Add((int)field, Known + i, KnownOnResource + i);
        }

        for (var i = 0; i < KnownAttributes.Metadata.Length; i++)
        {
            for (var j = 0; j < inMetadata.Length; j++)
            {
                var (key, rank) = (KnownAttributes.Metadata[i], KnownInMetadata + (10 * i) + j);
                UsesOf(key).AddMember(inMetadata[j], (int)field, rank, onResource: null);
                UsesOf($"{key}.{inMetadata[j]}").Add((int)field, rank, KnownOnResource + rank);
            }
        }
    }

    // What an agent does to a repository is for it, where nothing says more: so its cost is known by repository without a mapping.
    private void AddRepository() => UsesOf(KnownAttributes.Repository).Add((int)MappedField.Feature, Repository, Repository + 1);

    private void AddKnown(int slot, string tagName)
    {
        UsesOf(tagName).Add(slot, Known, KnownOnResource);
        for (var i = 0; tagName == TagMapping.ListName && i < KnownAttributes.TagLists.Length; i++)
        {
            UsesOf(KnownAttributes.TagLists[i]).Add(slot, Known + 1 + i, KnownOnResource + 1 + i, isCommaList: true);
        }
    }

    private FrozenDictionary<string, KeyPlaces> Frozen()
    {
        // What is read from a span's attribute is read from the baggage entry of the same key.
        foreach (var (key, uses) in _keys.Where(use => use.Value.OnSpan.Count > 0).ToList())
        {
            UsesOf(KnownAttributes.BaggagePrefix + key).AsBaggage = [.. uses.OnSpan];
        }

        foreach (var header in KnownAttributes.BaggageHeaders)
        {
            UsesOf(header).IsBaggageHeader = true;
        }

        return _keys.ToFrozenDictionary(use => use.Key, use => use.Value.Frozen(), StringComparer.Ordinal);
    }

    private Uses UsesOf(string key) => _keys.TryGetValue(key, out var uses) ? uses : _keys[key] = new();

    private sealed class Uses
    {
        private readonly List<Place> _onResource = [];
        private readonly Dictionary<string, Uses> _members = new(StringComparer.Ordinal);

        public List<Place> OnSpan { get; } = [];

        public Place[] AsBaggage { get; set; } = [];

        public bool IsBaggageHeader { get; set; }

        public void Add(int slot, int? onSpan, int? onResource, bool isCommaList = false)
        {
            Add(OnSpan, slot, onSpan, isCommaList);
            Add(_onResource, slot, onResource, isCommaList);
        }

        public void AddMember(string member, int slot, int? onSpan, int? onResource)
        {
            var uses = _members.TryGetValue(member, out var known) ? known : _members[member] = new();
            uses.Add(slot, onSpan, onResource);
        }

        public KeyPlaces Frozen() => new([.. OnSpan], [.. _onResource], AsBaggage, Members(uses => uses.OnSpan), Members(uses => uses._onResource), IsBaggageHeader);

        private FrozenDictionary<string, Place[]>? Members(Func<Uses, List<Place>> of)
        {
            var members = _members.Where(m => of(m.Value).Count > 0).ToFrozenDictionary(m => m.Key, m => of(m.Value).ToArray(), StringComparer.Ordinal);
            return members.Count == 0 ? null : members;
        }

        // Sources are added best first: a second one of the same field changes nothing.
        private static void Add(List<Place> places, int slot, int? rank, bool isCommaList)
        {
            if (rank is { } at && !places.Exists(place => place.Slot == slot))
            {
                places.Add(new(slot, at, isCommaList));
            }
        }
    }
}
