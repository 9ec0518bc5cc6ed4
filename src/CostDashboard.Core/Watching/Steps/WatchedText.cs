using System.Globalization;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>Amounts in the sentences and the evidence of findings: for people, rounded.</summary>
internal static class WatchedText
{
    public static string Of(WatchedMeasure measure, double value) => measure switch
    {
        WatchedMeasure.CostPerCall => Usd.FromNanos((long)value).Amount.ToString("$0.######", CultureInfo.InvariantCulture),
        WatchedMeasure.CostPerToken => Usd.FromNanos((long)(value * 1_000_000)).Amount.ToString("$0.## a million", CultureInfo.InvariantCulture),
        WatchedMeasure.Spend => Money((long)value),
        WatchedMeasure.Latency or WatchedMeasure.TimeToFirstToken => string.Create(CultureInfo.InvariantCulture, $"{value / UnixNanos.PerSecond:0.0##} s"),
        WatchedMeasure.ErrorRate => value.ToString("0.# %", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0.#", CultureInfo.InvariantCulture),
    };

    public static string Money(long nanos) => Usd.FromNanos(nanos).Amount.ToString("$#,0.00", CultureInfo.InvariantCulture);

    public static string Signed(long nanos) => Usd.FromNanos(nanos).Amount.ToString("+$#,0.00;-$#,0.00", CultureInfo.InvariantCulture);
}
