using System.Globalization;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Ui.Text;

/// <summary>Writes nano-dollars for people: always with enough digits to be non-zero, with a real minus, with commas for thousands.</summary>
internal static class MoneyText
{
    public const char Minus = '\u2212';

    /// <summary>$28,930 · $9,412.07 · $0.0187 · $0.000023. From $100,000 on without cents; below a dollar at least two digits that count.</summary>
    public static string Of(long nanos) => nanos < 0 ? Minus + Unsigned(Math.Abs((decimal)nanos)) : Unsigned(nanos);

    /// <summary>With its sign, as a difference is written: + $418.00, − $61.20.</summary>
    public static string Signed(long nanos) => nanos switch
    {
        0 => Of(0),
        > 0 => "+ " + Of(nanos),
        _ => Minus + " " + Unsigned(Math.Abs((decimal)nanos)),
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

    /// <summary>All digits that there are: $0.018734501.</summary>
    public static string Exact(long nanos) =>
        (nanos < 0 ? Minus.ToString() : "") + "$" + Math.Abs(Usd.FromNanos(nanos).Amount).ToString("#,##0.00#######", CultureInfo.InvariantCulture);

    /// <summary>The bare number of dollars, for machines.</summary>
    public static string Machine(long nanos) => Usd.FromNanos(nanos).Amount.ToString("0.#########", CultureInfo.InvariantCulture);

    private static string Unsigned(decimal nanos)
    {
        var dollars = nanos / Usd.NanosPerDollar;
        var format = dollars switch
        {
            0 => "0.00",
            >= 100_000m => "#,##0",
            >= 0.99995m => "#,##0.00",
            >= 0.00095m => "0.0000",
            _ => "0." + new string('0', LeadingZeros(dollars) + 2),
        };
        return "$" + dollars.ToString(format, CultureInfo.InvariantCulture).TrimStart('-');
    }

    // Zeros between the point and the first digit that counts, at most as many as leave the smallest nano-dollar visible.
    private static int LeadingZeros(decimal dollars)
    {
        var zeros = 0;
        for (; dollars < 0.1m && zeros < 7; dollars *= 10)
        {
            zeros++;
        }

        return zeros;
    }
}
