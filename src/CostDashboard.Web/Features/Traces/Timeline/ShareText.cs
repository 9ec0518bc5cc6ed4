using System.Globalization;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>Shares of a trace's time as style sheets read them.</summary>
internal static class ShareText
{
    /// <summary>Fine enough for the closest look that there is: a hundred-thousandth of the trace over a thousand pixels.</summary>
    public static string Of(double share) => Math.Clamp(share, 0, 1).ToString("0.#########", CultureInfo.InvariantCulture);
}
