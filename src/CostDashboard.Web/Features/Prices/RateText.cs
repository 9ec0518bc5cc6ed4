using System.Globalization;

namespace CostDashboard.Web.Features.Prices;

/// <summary>Writes rates for people: all digits that there are, at least two behind the point.</summary>
internal static class RateText
{
    /// <summary>2.50 · 0.075 · 1,200.00. Dollars; the unit stands in the column's head.</summary>
    public static string Of(decimal rate) => rate.ToString("#,##0.00##########", CultureInfo.InvariantCulture);

    /// <summary>What costs nothing says so; what is not listed is a dash, which is something else.</summary>
    public static string InTable(decimal? rate) => rate switch
    {
        null => Ui.Text.NumberText.None,
        0m => "free",
        { } amount => Of(amount),
    };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
