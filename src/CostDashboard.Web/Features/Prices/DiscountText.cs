using System.Globalization;

namespace CostDashboard.Web.Features.Prices;

/// <summary>Writes what is paid of a list price.</summary>
internal static class DiscountText
{
    /// <summary>15 % less than the list price · 5.5 % more than the list price · the list price.</summary>
    public static string Of(decimal factor) => factor switch
    {
        1m => "the list price",
        < 1m => Percent(1m - factor) + " less than the list price",
        _ => Percent(factor - 1m) + " more than the list price",
    };

    /// <summary>−15 % · +5.5 %, for tables.</summary>
    public static string Short(decimal factor) => factor switch
    {
        1m => "± 0 %",
        < 1m => Ui.Text.MoneyText.Minus + " " + Percent(1m - factor),
        _ => "+ " + Percent(factor - 1m),
    };

    private static string Percent(decimal share) => (share * 100m).ToString("0.######", CultureInfo.InvariantCulture) + " %";
}
