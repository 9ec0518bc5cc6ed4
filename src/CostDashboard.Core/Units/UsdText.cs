using System.Globalization;

namespace CostDashboard.Core.Units;

/// <summary>Writes nano-dollars for people, on pages and in sentences alike: always with enough digits to be non-zero, with a real minus, with commas for thousands.</summary>
public static class UsdText
{
    public const char Minus = '\u2212';

    /// <summary>$28,930 · $9,412.07 · $0.0187 · $0.000023. From $100,000 on without cents; below a dollar at least two digits that count.</summary>
    public static string Of(long nanos) => (nanos < 0 ? Minus.ToString() : "") + Unsigned(Math.Abs((decimal)nanos));

    /// <summary>All digits that there are, and cents: $0.50 · $0.018734501. For what somebody set, and where no digit may be missing.</summary>
    public static string Exact(long nanos) =>
        (nanos < 0 ? Minus.ToString() : "") + "$" + Math.Abs(Usd.FromNanos(nanos).Amount).ToString("#,##0.00#######", CultureInfo.InvariantCulture);

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
