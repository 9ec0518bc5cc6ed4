using System.Globalization;

namespace CostDashboard.Web.Ui.Text;

/// <summary>Writes counts, shares and lengths of time for people.</summary>
internal static class NumberText
{
    public const string None = "–";

    public static string Count(long number) =>
        (number < 0 ? MoneyText.Minus.ToString() : "") + Math.Abs((decimal)number).ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>A mean count: whole from 100 on, with a digit behind the point below.</summary>
    public static string Average(double number) =>
        double.IsFinite(number) ? number.ToString(Math.Abs(number) >= 100 ? "#,##0" : "#,##0.#", CultureInfo.InvariantCulture) : None;

    /// <summary>1,204 · 41.2k · 3.1M: where room is short. The exact number stands in the tooltip.</summary>
    public static string Short(double number) => Math.Abs(number) switch
    {
        >= 1e9 => (number / 1e9).ToString("#,##0.#", CultureInfo.InvariantCulture) + "G",
        >= 1e6 => (number / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + "M",
        >= 1e4 => (number / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => number.ToString("#,##0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>A share of 1 in per cent; what is more than nothing is never written as 0 %.</summary>
    public static string Percent(double share) => share switch
    {
        _ when !double.IsFinite(share) => None,
        0 => "0 %",
        > 0 and < 0.0005 => "< 0.1 %",
        > -0.0005 and < 0 => "> " + MoneyText.Minus + "0.1 %",
        _ => Scaled(share * 100),
    };

    /// <summary>A relative change with its sign: + 3.2 %, − 12 %.</summary>
    public static string Change(double share) => share > 0 ? "+ " + Percent(share) : Percent(share).Replace(MoneyText.Minus.ToString(), MoneyText.Minus + " ", StringComparison.Ordinal);

    /// <summary>640 ms · 1.19 s · 2 min 5 s · 1 h 12 min.</summary>
    public static string Duration(long nanos) => Math.Abs(nanos) switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{nanos} ns"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanos / 1e3:0.#} µs"),
        < 9_950_000 => string.Create(CultureInfo.InvariantCulture, $"{nanos / 1e6:0.#} ms"),
        < 999_500_000 => string.Create(CultureInfo.InvariantCulture, $"{nanos / 1e6:0} ms"),
        < 99_995_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanos / 1e9:0.00} s"),
        < 3_600_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanos / 60_000_000_000} min {nanos / 1_000_000_000 % 60} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanos / 3_600_000_000_000} h {nanos / 60_000_000_000 % 60} min"),
    };

    private static string Scaled(double percent) =>
        (percent < 0 ? MoneyText.Minus.ToString() : "")
        + Math.Abs(percent).ToString(Math.Abs(percent) < 9.95 ? "0.0" : "#,##0", CultureInfo.InvariantCulture) + " %";
}
