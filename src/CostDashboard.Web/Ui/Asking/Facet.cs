using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>A dimension, and for tags which one: what spend is grouped by or filtered on.</summary>
public readonly record struct Facet(Dimension Dimension, string? TagKey = null)
{
    /// <summary>Totals of these are kept per day of the organisation's zone, and only each by itself.</summary>
    public bool IsDaily => Dimension is Dimension.User or Dimension.Tag;

    /// <summary>A person's word for it.</summary>
    public string Label => Dimension switch
    {
        Dimension.ApiKey => "API key",
        Dimension.PriceState => "price state",
        Dimension.Kind => "span kind",
        Dimension.Tag => TagKey ?? "tag",
        _ => Dimension.ToString().ToLowerInvariant(),
    };

    public string Title => Wording.Capital(Label);
}

/// <summary>How dimensions are called in addresses.</summary>
public static class DimensionName
{
    private const string TagPrefix = "tag.";
    private const char Separator = ',';

    /// <summary>The dimensions that a page of one project offers, in the order in which it offers them.</summary>
    public static IReadOnlyList<Dimension> Offered { get; } =
    [
        Dimension.Step, Dimension.Model, Dimension.Customer, Dimension.Feature, Dimension.Environment, Dimension.Service, Dimension.Release,
        Dimension.Provider, Dimension.Kind, Dimension.ApiKey, Dimension.PriceState, Dimension.User,
    ];

    public static string Of(Facet facet) => facet.Dimension switch
    {
        Dimension.ApiKey => "key",
        Dimension.PriceState => "price",
        Dimension.Tag => TagPrefix + facet.TagKey,
        _ => facet.Dimension.ToString().ToLowerInvariant(),
    };

    /// <summary>Several facets as one value: <c>step,model</c>.</summary>
    public static string OfAll(IEnumerable<Facet> facets) => string.Join(Separator, facets.Select(Of));

    /// <summary>
    /// The facets that <see cref="OfAll"/> wrote, each once, as many as one question can be grouped by. A tag's key may hold any character,
    /// so it reaches to the end of the text.
    /// </summary>
    public static IReadOnlyList<Facet> ParseAll(string? names)
    {
        var facets = new List<Facet>();
        for (var rest = names; rest is { Length: > 0 } && facets.Count < SpendQuestion.MostDimensions;)
        {
            var end = rest.StartsWith(TagPrefix, StringComparison.OrdinalIgnoreCase) ? -1 : rest.IndexOf(Separator, StringComparison.Ordinal);
            if (Parse(end < 0 ? rest : rest[..end]) is { } facet && !facets.Contains(facet))
            {
                facets.Add(facet);
            }

            rest = end < 0 ? null : rest[(end + 1)..];
        }

        return facets;
    }

    /// <summary>Null for what names no dimension.</summary>
    public static Facet? Parse(string? name) => name?.ToLowerInvariant() switch
    {
        null or "" or "tag" or "project" => null,
        "key" => new(Dimension.ApiKey),
        "price" => new(Dimension.PriceState),
        _ when name.StartsWith(TagPrefix, StringComparison.OrdinalIgnoreCase) && name.Length > TagPrefix.Length =>
            new(Dimension.Tag, name[TagPrefix.Length..]),
        _ when !char.IsAsciiDigit(name[0]) && Enum.TryParse<Dimension>(name, ignoreCase: true, out var dimension) && Enum.IsDefined(dimension)
            && dimension is not (Dimension.ApiKey or Dimension.PriceState) => new(dimension),
        _ => null,
    };
}
