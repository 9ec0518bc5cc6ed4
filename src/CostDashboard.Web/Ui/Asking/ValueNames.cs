using System.Globalization;
using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>What people call the values of dimensions.</summary>
/// <param name="Keys">Names of the project's API keys by their numbers; empty where a page does not show keys.</param>
public sealed record ValueNames(IReadOnlyDictionary<int, string> Keys)
{
    public static ValueNames WithoutKeys { get; } = new(new Dictionary<int, string>());

    public string Of(Facet facet, string value) => facet.Dimension switch
    {
        Dimension.ApiKey => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? OfKey(id) : value,
        Dimension.PriceState => value switch
        {
            "Computed" => "priced",
            "Reported" => "cost reported by the span",
            "Partial" => "partly priced",
            "Unpriced" => "unpriced",
            "NotACall" => "no model call",
            _ => value,
        },
        Dimension.Kind => value.ToLowerInvariant(),
        _ => value.Length == 0 ? "no " + facet.Label : value,
    };

    private string OfKey(int id) => id == 0 ? "no key" : Keys.TryGetValue(id, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"key {id}");
}
