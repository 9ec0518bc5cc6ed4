namespace CostDashboard.Core.Attributes;

/// <summary>Where a source looks for its attribute.</summary>
public enum AttributePlace : byte
{
    /// <summary>On the span, and where that has no value, on its resource.</summary>
    Either = 0,

    Span = 1,

    Resource = 2,
}

/// <summary>One attribute from which a value is taken.</summary>
/// <param name="Key">The attribute's key, exactly.</param>
/// <param name="Member">
/// Takes one member of the attribute instead of the whole: of a map or of a JSON object in a text the member of that dotted name
/// (<c>{"tenant": {"id": "acme"}}</c> has <c>tenant.id</c>), of a list what follows the name and a colon or an equal sign
/// (<c>["team:search", "beta"]</c> has <c>team</c>), and else the attribute that joins key and member by a dot. Null for the whole.
/// </param>
public sealed record AttributeSource(string Key, AttributePlace Place = AttributePlace.Either, string? Member = null)
{
    /// <summary>Longer keys are cut on the wire.</summary>
    public const int LongestKey = 200;

    /// <summary>As a person reads it: <c>tenant.id</c>, <c>cloud.account.id of the resource</c>, <c>tenant in metadata</c>.</summary>
    public override string ToString() => (Member is null ? Key : $"{Member} in {Key}") + Place switch
    {
        AttributePlace.Span => " of the span",
        AttributePlace.Resource => " of the resource",
        _ => "",
    };
}

/// <summary>Where one field, or one tag, is taken from: the first source that has a value.</summary>
/// <param name="ThenKnownNames">After these sources the names in use are tried that we know; for a tag the attribute of its own name.</param>
public sealed record ValueSources(IReadOnlyList<AttributeSource> Sources, bool ThenKnownNames = true)
{
    public const int MostSources = 8;

    /// <summary>Only the names that we know.</summary>
    public static ValueSources Known { get; } = new([]);

    public bool Equals(ValueSources? other) => other is not null && ThenKnownNames == other.ThenKnownNames && Sources.SequenceEqual(other.Sources);

    public override int GetHashCode() => HashCode.Combine(Sources.Count, ThenKnownNames);

    public override string ToString() => string.Join(", ", [.. Sources.Select(source => source.ToString()), ThenKnownNames ? "known names" : "nothing else"]);
}

/// <summary>A tag: a name of the project's own, whose values are totalled per day.</summary>
public sealed record TagMapping(string Name, ValueSources From)
{
    public const int LongestName = 100;

    /// <summary>The tag that also reads the lists in which Langfuse, OpenInference, LangSmith and the Vercel AI SDK keep theirs.</summary>
    public const string ListName = "tags";
}
