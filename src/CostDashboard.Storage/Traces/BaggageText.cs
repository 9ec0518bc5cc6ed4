using CostDashboard.Core.Spans;

namespace CostDashboard.Storage.Traces;

/// <summary>Baggage as one text column: the form of <see cref="TagText"/>, with the fields' letters and, behind a <c>#</c>, the tags' names for keys.</summary>
internal static class BaggageText
{
    private const string Customer = "c";
    private const string Feature = "f";
    private const string Environment = "e";
    private const string User = "u";
    private const string Session = "s";
    private const char Tag = '#';

    public static string? Of(SpanBaggage baggage)
    {
        if (ReferenceEquals(baggage, SpanBaggage.None))
        {
            return null;
        }

        var pairs = new List<KeyValuePair<string, string>>();
        Add(Customer, baggage.Attribution.Customer);
        Add(Feature, baggage.Attribution.Feature);
        Add(Environment, baggage.Attribution.Environment);
        Add(User, baggage.Attribution.User);
        Add(Session, baggage.Attribution.Session);
        foreach (var (name, value) in baggage.Tags.Pairs)
        {
            Add(Tag + name, value);
        }

        return TagText.Of(SpanTags.Of(pairs));

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                pairs.Add(new(key, value));
            }
        }
    }

    public static SpanBaggage Parse(string? text)
    {
        if (text is null)
        {
            return SpanBaggage.None;
        }

        var pairs = TagText.Parse(text);
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var (key, value) in pairs.Pairs)
        {
            if (key[0] == Tag)
            {
                tags.Add(new(key[1..], value));
            }
        }

        return new(new(pairs[Customer], pairs[Feature], pairs[Environment], pairs[User], pairs[Session]), SpanTags.Of(tags));
    }
}
