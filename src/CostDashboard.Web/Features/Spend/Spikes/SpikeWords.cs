using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>The words of a report. Pure.</summary>
internal static class SpikeWords
{
    /// <summary>"The last 7 days cost", or of a period by its edges: "These 6 hours cost".</summary>
    public static string Subject(RangeChoice range, Period period) => range switch
    {
        RangeChoice.Between => Subject(period),
        RangeChoice.Rolling rolling => $"The {rolling.Label} cost",
        var named => Wording.Capital(named.Label) + " cost",
    };

    private static string Subject(Period period) => period.Length switch
    {
        var length when length % UnixNanos.PerDay == 0 => Many(length / UnixNanos.PerDay, "day"),
        var length when length % UnixNanos.PerHour == 0 => Many(length / UnixNanos.PerHour, "hour"),
        var length when length < 2 * UnixNanos.PerHour => Many(length / UnixNanos.PerMinute, "minute"),
        var length => $"These {NumberText.Duration(length)} cost",
    };

    /// <summary>What "usual" is, to stand after "against".</summary>
    public static string Usual(SpikeBaseline baseline) => (baseline.Kind, baseline.Periods.Count) switch
    {
        (BaselineKind.Weeks, var count) => $"the same hours of {NumberText.Count(count)} weeks before",
        (BaselineKind.Days, var count) => $"the same hours of {NumberText.Count(count)} days before",
        (BaselineKind.Before, 1) => "as long a time right before",
        (BaselineKind.Before, var count) => $"the {NumberText.Count(count)} periods of this length right before",
        _ => "nothing yet",
    };

    /// <summary>A part of the traffic as people call it: "step generate_response of customer acme" is left to the page; here it is the bare names.</summary>
    public static string Name(IReadOnlyList<DimensionValue> values, ValueNames names) =>
        values.Count == 0 ? "all traffic" : string.Join(" × ", values.Select(value => names.Of(new(value.Dimension), value.Value)));

    /// <summary>The dimensions of a part: "step × customer".</summary>
    public static string Dimensions(IReadOnlyList<DimensionValue> values) => string.Join(" × ", values.Select(value => new Facet(value.Dimension).Label));

    /// <summary>What a part did, to stand after its name: "sending", then the times in bold, then "the tokens per call".</summary>
    public static (string Before, string? Times, string After) Moved(SpikePart part)
    {
        var isMore = part.Drivers.DifferenceNanoUsd > 0;
        if (part.Usual.Calls == 0)
        {
            return ("which was not there before", null, "");
        }

        if (part.Now.Calls == 0)
        {
            return ("which was not called at all", null, "");
        }

        var times = part.TimesUsual(part.Factor) is { } ratio ? Times(ratio) : null;
        return (part.Factor, times) switch
        {
            (SpikeFactor.TokensPerCall, { } text) => ("sending", text, "the tokens per call"),
            (SpikeFactor.PricePerToken, { } text) => ("paying", text, "the price per token"),
            (SpikeFactor.PricePerToken, null) => (isMore ? "paying more per call" : "paying less per call", null, ""),
            (SpikeFactor.Volume, { } text) => ("with", text, "the calls"),
            _ => (isMore ? "moving to dearer models or steps" : "moving to cheaper models or steps", null, ""),
        };
    }

    /// <summary>How many times as much: 10.2 ×, 0.35 ×.</summary>
    public static string Times(decimal ratio) =>
        ratio.ToString(ratio switch { >= 100 => "#,##0", >= 10 => "0.0", >= 0.095m => "0.0#", _ => "0.00#" }, CultureInfo.InvariantCulture) + "\u00a0×";

    /// <summary>A moment beside the period: the time of day where it is on one of its days and the period is short, else with the day.</summary>
    public static string Moment(UnixNanos time, Period period, OrganisationCalendar calendar)
    {
        var isOfDay = calendar.DayOf(time) == calendar.DayOf(period.From) && calendar.DayOf(period.To + -1) == calendar.DayOf(period.From);
        return TimeText.Text(time, calendar, isOfDay ? "HH:mm" : "ddd d MMM HH:mm");
    }

    private static string Many(long count, string unit) =>
        count == 1 ? $"This {unit} cost" : $"These {NumberText.Count(count)} {unit}s cost";
}
