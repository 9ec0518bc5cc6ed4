using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Timeline;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>What a trace is and cost, and what is wrong with it, above its waterfall.</summary>
public sealed partial class TraceHead
{
    [Parameter, EditorRequired]
    public TraceSight Sight { get; set; } = null!;

    [Parameter, EditorRequired]
    public OrganisationCalendar Calendar { get; set; } = null!;

    private TraceSummary Summary => Sight.Summary;

    private string? CostPathSentence => CostPathText.Of(Sight.CostPath, Sight.Waterfall.Rows.Count);

    private string Project => Summary.Key.Project.Value.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<string> Parts
    {
        get
        {
            var who = Summary.Attribution;
            return new[]
            {
                Summary.Service,
                who.Feature is { } feature ? "feature " + feature : "",
                who.Customer is { } customer ? "customer " + customer : "",
                who.Environment ?? "",
            }.Where(part => part.Length > 0);
        }
    }

    private IEnumerable<string> Notes
    {
        get
        {
            if (Sight.Orphans > 0)
            {
                yield return $"{Spans(Sight.Orphans)} a parent that is not here: it may still come, or was lost or sampled away. Such spans stand as roots.";
            }

            if (Sight.Cycles > 0)
            {
                yield return "The parents of some span lead back to itself. It stands as a root, so that every span is shown once.";
            }

            foreach (var skew in Sight.Skew.Services)
            {
                yield return $"The clock of {skew.Service} seems to be behind that of {skew.Caller} by {Range(skew)}: {(skew.Spans == 1 ? "a span of it begins" : NumberText.Count(skew.Spans) + " spans of it begin")} before the span that called it. Times are shown as they were sent; “adjust clocks” in the timeline shows them as if the clocks agreed.";
            }

            if (Sight.SameCalls > 0)
            {
                yield return Sight.SameCalls == 1
                    ? "One span tells of a call that another span tells of too, by another exporter or signal. The call is charged there, once."
                    : $"{NumberText.Count(Sight.SameCalls)} spans tell of calls that other spans tell of too, by another exporter or signal. The calls are charged there, once each.";
            }

            if (Sight.Provisional > 0)
            {
                yield return "A span is charged whose name says that it wraps model calls which have not come. When they come, they are charged instead.";
            }

            if (!Sight.Unattributed.IsZero)
            {
                yield return $"Wrappers state {NumberText.Count(Sight.Unattributed.Total)} tokens more than the calls below them. These are not attributed to a call, and not charged.";
            }

            if (Summary.UnpricedCalls > 0)
            {
                yield return Summary.UnpricedCalls == 1
                    ? "One model call has no known price and is not in the cost."
                    : $"{NumberText.Count(Summary.UnpricedCalls)} model calls have no known price and are not in the cost.";
            }

            if (Summary.PartialCalls > 0)
            {
                yield return Summary.PartialCalls == 1
                    ? "Of one model call only a part has a price, so the cost is a lower bound."
                    : $"Of {NumberText.Count(Summary.PartialCalls)} model calls only a part has a price, so the cost is a lower bound.";
            }
        }
    }

    private static string Range(ServiceSkew skew) => skew.AtMost is { } most && NumberText.Duration(most) != NumberText.Duration(skew.AtLeast)
        ? $"{NumberText.Duration(skew.AtLeast)} to {NumberText.Duration(most)}"
        : skew.AtMost is null ? $"at least {NumberText.Duration(skew.AtLeast)}" : NumberText.Duration(skew.AtLeast);

    private static string Spans(int count) => count == 1 ? "1 span names" : $"{NumberText.Count(count)} spans name";
}
