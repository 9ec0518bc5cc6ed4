using System.Globalization;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Ui.Text;

/// <summary>What pages write of money beside <see cref="UsdText"/>: differences and estimates.</summary>
internal static class MoneyText
{
    public const char Minus = UsdText.Minus;

    /// <inheritdoc cref="UsdText.Of"/>
    public static string Of(long nanos) => UsdText.Of(nanos);

    /// <summary>With its sign, as a difference is written: + $418.00, − $61.20.</summary>
    public static string Signed(long nanos) => nanos switch
    {
        0 => Of(0),
        > 0 => "+ " + Of(nanos),
        _ => Minus + " " + Of(nanos)[1..],
    };

    /// <summary>An estimate, with three digits that count: $41,200 · $9,410 · $12.3 · $0.0187. More would pretend to know more.</summary>
    public static string About(long nanos)
    {
        var unit = 1L;
        while (Math.Abs(nanos / unit) >= 1_000)
        {
            unit *= 10;
        }

        var rounded = (long)(Math.Round((decimal)nanos / unit) * unit);
        var dollars = Math.Abs((decimal)rounded) / Usd.NanosPerDollar;
        return dollars is >= 100m or 0
            ? (nanos < 0 ? Minus.ToString() : "") + "$" + dollars.ToString("#,##0", CultureInfo.InvariantCulture)
            : (nanos < 0 ? Minus.ToString() : "") + "$" + dollars.ToString("0.00#######", CultureInfo.InvariantCulture);
    }

    /// <inheritdoc cref="UsdText.Exact"/>
    public static string Exact(long nanos) => UsdText.Exact(nanos);

    /// <summary>The bare number of dollars, for machines.</summary>
    public static string Machine(long nanos) => Usd.FromNanos(nanos).Amount.ToString("0.#########", CultureInfo.InvariantCulture);
}
