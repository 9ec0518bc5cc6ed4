using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using CostDashboard.Core.Attributes;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Normalization;

/// <summary>What a span says by itself of whom and what it is for.</summary>
internal readonly record struct SpanSays(Attribution Attribution, SpanTags Tags, SpanBaggage Baggage);

/// <summary>
/// Reads whom and what a span is for by its project's mapping. Of each field, and of each tag, the first that has a value holds: the sources
/// of the mapping in their order (one that looks at both takes the span's before the resource's), then the names in use, of which the span's
/// own go before its resource's. Baggage fills what is then still missing, an entry that was copied onto the span before one of a header.
/// </summary>
internal static class AttributionReader
{
    // Behind every rank of a source.
    private const int InHeader = 100_000;

    internal static SpanSays Read(DecodedSpan span, AttributeLookup lookup)
    {
        var own = default(Slots);
        var carried = default(Slots);
        var hasBaggage = ReadSpan(span.Attributes, lookup, ref own, ref carried);
        ReadResource(span.Origin.Resource, lookup, ref own);
        if (own[(int)MappedField.Feature].Rank >= LookupDraft.Repository && !IsOfCodingAgent(span.Origin.Resource))
        {
            // An application's repository is not what its spans are for, and must not stand before the feature of a span above.
            own[(int)MappedField.Feature] = default;
        }

        if (!hasBaggage)
        {
            return new(AttributionOf(in own), TagsOf(in own, lookup), SpanBaggage.None);
        }

        // What the span says itself it and all below it have already: its baggage adds nothing to that.
        for (var i = 0; i < AttributeLookup.MostSlots; i++)
        {
            carried[i] = own[i].Text is null ? carried[i] : default;
        }

        var (attribution, tags) = (AttributionOf(in carried), TagsOf(in carried, lookup));
        var baggage = ReferenceEquals(attribution, Attribution.None) && tags.IsEmpty ? SpanBaggage.None : new(attribution, tags);
        return new(AttributionOf(in own), TagsOf(in own, lookup), baggage);
    }

    private static bool ReadSpan(SpanAttributes attributes, AttributeLookup lookup, ref Slots own, ref Slots carried)
    {
        var hasBaggage = false;
        foreach (var (key, value) in attributes.Entries)
        {
            if (lookup.Find(key) is not { } places)
            {
                continue;
            }

            Offer(ref own, places.OnSpan, value);
            if (places.MembersOnSpan is { } members)
            {
                ReadMembers(value, members, ref own);
            }

            if (places.AsBaggage.Length > 0)
            {
                Offer(ref carried, places.AsBaggage, value);
                hasBaggage = true;
            }

            if (places.IsBaggageHeader)
            {
                ReadHeader(value, lookup, ref carried);
                hasBaggage = true;
            }
        }

        return hasBaggage;
    }

    private static bool IsOfCodingAgent(SpanAttributes resource) => resource.Text("service.name") is { } service && CodingAgentNames.ByService.ContainsKey(service);

    private static void ReadResource(SpanAttributes resource, AttributeLookup lookup, ref Slots own)
    {
        foreach (var (key, value) in resource.Entries)
        {
            if (lookup.Find(key) is not { } places)
            {
                continue;
            }

            Offer(ref own, places.OnResource, value);
            if (places.MembersOnResource is { } members)
            {
                ReadMembers(value, members, ref own);
            }
        }
    }

    // {"customer_id": "acme"} in one attribute says what metadata.customer_id = "acme" says, and so does ["customer_id:acme"].
    private static void ReadMembers(AttributeValue value, FrozenDictionary<string, Place[]> members, ref Slots own)
    {
        foreach (var (name, member) in AttributeTexts.MembersOf(value))
        {
            if (members.TryGetValue(name, out var places))
            {
                Offer(ref own, places, member);
            }
        }
    }

    private static void ReadHeader(AttributeValue header, AttributeLookup lookup, ref Slots carried)
    {
        foreach (var (key, value) in BaggageHeader.Read(header))
        {
            if (lookup.Find(key) is { } places)
            {
                Offer(ref carried, places.OnSpan, AttributeValue.Of(value), InHeader);
            }
        }
    }

    private static void Offer(ref Slots slots, Place[] places, AttributeValue value, int behind = 0)
    {
        foreach (var place in places)
        {
            slots[place.Slot].Offer(value, place.Rank + behind, place.IsCommaList);
        }
    }

    private static Attribution AttributionOf(in Slots found)
    {
        var (customer, feature, environment, user, session) = (found[0].Text, found[1].Text, found[2].Text, found[3].Text, found[4].Text);
        return customer is null && feature is null && environment is null && user is null && session is null
            ? Attribution.None
            : new(customer, feature, environment, user, session);
    }

    private static SpanTags TagsOf(in Slots found, AttributeLookup lookup)
    {
        List<KeyValuePair<string, string>>? tags = null;
        for (var i = 0; i < lookup.TagNames.Count; i++)
        {
            if (found[AttributeLookup.FirstTag + i].Text is { } value)
            {
                (tags ??= []).Add(new(lookup.TagNames[i], SpanTags.Tidy(value)));
            }
        }

        return tags is null ? SpanTags.None : SpanTags.Of(tags);
    }

    private struct Best
    {
        public string? Text { get; private set; }

        /// <summary>Of the source that has the value; 0 where none has.</summary>
        public int Rank { get; private set; }

        // Of a repeated key the last value holds, as everywhere.
        public void Offer(AttributeValue value, int rank, bool isCommaList)
        {
            if ((Text is null || rank <= Rank) && AttributeTexts.Of(value, isCommaList) is { } text)
            {
                (Text, Rank) = (SpendKey.Bounded(text), rank);
            }
        }
    }

    [InlineArray(AttributeLookup.MostSlots)]
    private struct Slots
    {
        private Best _first;
    }
}
