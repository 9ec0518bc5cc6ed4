using System.Globalization;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>Amounts in the sentences and the evidence of findings: for people, rounded.</summary>
internal static class WatchedText
{
    // A token costs too little to be read.
    private const int TokensOfPrice = 1_000_000;

    public static string Of(WatchedMeasure measure, double value) => measure is WatchedMeasure.CostPerToken
        ? UsdText.Of((long)(value * TokensOfPrice)) + " a million"
        : IncidentUnitText.Of(measure.Unit(), value);

    public static string Signed(long nanos) => Usd.FromNanos(nanos).Amount.ToString("+$#,0.00;-$#,0.00", CultureInfo.InvariantCulture);
}
