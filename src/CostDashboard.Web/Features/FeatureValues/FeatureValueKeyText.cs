using CostDashboard.Core.Value;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>A value's key as one text, for addresses and the buttons of forms.</summary>
internal static class FeatureValueKeyText
{
    public static string Of(FeatureValueKey key) => $"{key.Days}|{Uri.EscapeDataString(key.Unit)}|{Uri.EscapeDataString(key.Feature)}";

    /// <summary>Null for what is no key.</summary>
    public static FeatureValueKey? Parse(string? text) =>
        text?.Split('|') is [var days, var unit, var feature] && ValueDays.Parse(days) is { } period
            ? new(Uri.UnescapeDataString(feature), period, Uri.UnescapeDataString(unit))
            : null;
}
