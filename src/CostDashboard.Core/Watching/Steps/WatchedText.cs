using System.Globalization;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>Amounts in the sentences and the evidence of findings: for people, rounded.</summary>
internal static class WatchedText
{
    public static string Of(WatchedMeasure measure, double value) => measure switch
    {
        WatchedMeasure.CostPerCall => UsdText.Of((long)value),
        WatchedMeasure.CostPerToken => UsdText.Of((long)(value * 1_000_000)) + " a million",
        WatchedMeasure.Spend => Money((long)value),
        WatchedMeasure.Latency or WatchedMeasure.TimeToFirstToken => string.Create(CultureInfo.InvariantCulture, $"{value / UnixNanos.PerSecond:0.0##} s"),
        WatchedMeasure.ErrorRate => value.ToString("0.# %", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0.#", CultureInfo.InvariantCulture),
    };

    public static string Money(long nanos) => UsdText.Of(nanos);

    public static string Signed(long nanos) => Usd.FromNanos(nanos).Amount.ToString("+$#,0.00;-$#,0.00", CultureInfo.InvariantCulture);
}
