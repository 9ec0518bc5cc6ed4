using CostDashboard.Core.Spend;

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

    public string Title => char.ToUpperInvariant(Label[0]) + Label[1..];
}

/// <summary>How dimensions are called in addresses.</summary>
public static class DimensionName
{
    private const string TagPrefix = "tag.";

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
