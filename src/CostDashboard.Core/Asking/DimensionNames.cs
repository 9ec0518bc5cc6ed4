using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Asking;

/// <summary>A dimension as a question names it.</summary>
/// <param name="TagKey">Which tag, where the dimension is <see cref="Dimension.Tag"/>.</param>
public sealed record NamedDimension(Dimension Dimension, string? TagKey = null)
{
    public string Name => TagKey is null ? DimensionNames.Of(Dimension) : DimensionNames.TagPrefix + TagKey;
}

/// <summary>What dimensions, and the values of the closed ones, are called in the API.</summary>
public static class DimensionNames
{
    public const string TagPrefix = "tag:";

    /// <summary>Every dimension that has a name of its own; a tag is called <c>tag:NAME</c>.</summary>
    public static IReadOnlyList<KeyValuePair<string, Dimension>> All { get; } =
    [
        new("project", Dimension.Project),
        new("environment", Dimension.Environment),
        new("service", Dimension.Service),
        new("release", Dimension.Release),
        new("step", Dimension.Step),
        new("kind", Dimension.Kind),
        new("provider", Dimension.Provider),
        new("model", Dimension.Model),
        new("feature", Dimension.Feature),
        new("customer", Dimension.Customer),
        new("key", Dimension.ApiKey),
        new("priceState", Dimension.PriceState),
        new("user", Dimension.User),
    ];

    public static string Of(Dimension dimension) => All.First(d => d.Value == dimension).Key;

    public static NamedDimension Read(string parameter, string text)
    {
        if (text.StartsWith(TagPrefix, StringComparison.Ordinal) && text.Length > TagPrefix.Length)
        {
            return new(Dimension.Tag, text[TagPrefix.Length..]);
        }

        foreach (var (name, dimension) in All)
        {
            if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
            {
                return new(dimension);
            }
        }

        throw new QueryMistake(parameter, $"'{QueryText.Shown(text)}' is no dimension. There are: {string.Join(", ", All.Select(d => d.Key))}, {TagPrefix}NAME.");
    }

    /// <summary>A value as the totals know it, from how the API says it: the names of kinds and price states in any case.</summary>
    public static string Known(Dimension dimension, string parameter, string value) => dimension switch
    {
        Dimension.Kind => EnumName<OperationKind>(parameter, value),
        Dimension.PriceState => EnumName<PriceState>(parameter, value),
        _ => value,
    };

    /// <summary>The other way round: <c>NotACall</c> is <c>notACall</c> in JSON.</summary>
    public static string Said(Dimension dimension, string value) =>
        dimension is Dimension.Kind or Dimension.PriceState ? CamelCase(value) : value;

    public static string Said<T>(T value)
        where T : struct, Enum => CamelCase(value.ToString());

    private static string CamelCase(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private static string EnumName<T>(string parameter, string value)
        where T : struct, Enum =>
        QueryText.Choice(parameter, value, default, [.. Enum.GetValues<T>().Select(v => KeyValuePair.Create(CamelCase(v.ToString()), v))]).ToString();
}
