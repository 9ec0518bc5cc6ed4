using System.Text;

namespace CostDashboard.Core.Attributes;

/// <summary>What attributes can be mapped to, besides tags.</summary>
public enum MappedField : byte
{
    Customer = 0,
    Feature = 1,
    Environment = 2,
    User = 3,
    Session = 4,
}

/// <summary>
/// How one project's spans say whom and what they are for. It is about what a span says itself; what it lacks it inherits
/// (see <c>EffectiveAttribution</c>, which has the whole order).
/// </summary>
public sealed record AttributeMapping
{
    public const int MostTags = 5;

    public static IReadOnlyList<MappedField> Fields { get; } = Enum.GetValues<MappedField>();

    /// <summary>What holds for a project until somebody changes it: the names that we know, and the one tag that reads lists of tags.</summary>
    public static AttributeMapping Default { get; } = new() { Tags = [new(TagMapping.ListName, ValueSources.Known)] };

    public ValueSources Customer { get; init; } = ValueSources.Known;

    public ValueSources Feature { get; init; } = ValueSources.Known;

    public ValueSources Environment { get; init; } = ValueSources.Known;

    public ValueSources User { get; init; } = ValueSources.Known;

    public ValueSources Session { get; init; } = ValueSources.Known;

    public IReadOnlyList<TagMapping> Tags { get; init; } = [];

    public ValueSources this[MappedField field] => field switch
    {
        MappedField.Customer => Customer,
        MappedField.Feature => Feature,
        MappedField.Environment => Environment,
        MappedField.User => User,
        MappedField.Session => Session,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such field."),
    };

    public AttributeMapping With(MappedField field, ValueSources sources) => field switch
    {
        MappedField.Customer => this with { Customer = sources },
        MappedField.Feature => this with { Feature = sources },
        MappedField.Environment => this with { Environment = sources },
        MappedField.User => this with { User = sources },
        MappedField.Session => this with { Session = sources },
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such field."),
    };

    /// <summary>What is wrong with it, in a sentence for the person who wrote it; null for nothing.</summary>
    public string? FindMistake()
    {
        if (Tags.Count > MostTags)
        {
            return $"A project has at most {MostTags} tags.";
        }

        if (Tags.FirstOrDefault(tag => !IsName(tag.Name, TagMapping.LongestName)) is { } unnamed)
        {
            return $"'{unnamed.Name}' is no name of a tag: 1 to {TagMapping.LongestName} characters, no control characters, no space at either end.";
        }

        if (Tags.GroupBy(tag => tag.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return $"There are two tags '{twice.Key}'. Give both lists of sources to one.";
        }

        return Fields.Select(field => MistakeOf(field.ToString(), this[field])).Concat(Tags.Select(tag => MistakeOf(tag.Name, tag.From))).OfType<string>().FirstOrDefault();
    }

    private static string? MistakeOf(string name, ValueSources from)
    {
        if (from.Sources.Count > ValueSources.MostSources)
        {
            return $"{name} has more than {ValueSources.MostSources} sources.";
        }

        foreach (var source in from.Sources)
        {
            if (!Enum.IsDefined(source.Place) || !IsName(source.Key, AttributeSource.LongestKey) || (source.Member is { } member && !IsName(member, AttributeSource.LongestKey)))
            {
                return $"{name}: '{source.Key}' is no source: an attribute's key has 1 to {AttributeSource.LongestKey} characters, no control characters, no space at either end, and so has a member's name.";
            }
        }

        return null;
    }

    private static bool IsName(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])
        && text.EnumerateRunes().All(rune => !Rune.IsControl(rune) && rune != Rune.ReplacementChar);

    public bool Equals(AttributeMapping? other) =>
        other is not null && Fields.All(field => this[field] == other[field]) && Tags.SequenceEqual(other.Tags);

    public override int GetHashCode() => HashCode.Combine(Customer, Feature, Environment, User, Session, Tags.Count);
}
