using System.Globalization;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Incidents;

/// <summary>An amount of a series for people, rounded: in sentences, in evidence and beside the chart of a mail.</summary>
internal static class IncidentUnitText
{
    public static string Of(IncidentUnit unit, double value) => unit switch
    {
        IncidentUnit.NanoUsd => UsdText.Of((long)value),
        IncidentUnit.Nanoseconds => string.Create(CultureInfo.InvariantCulture, $"{value / UnixNanos.PerSecond:0.0##} s"),
        IncidentUnit.Share => value.ToString("0.# %", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0.#", CultureInfo.InvariantCulture),
    };
}
