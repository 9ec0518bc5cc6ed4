using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Traces.Linked;

/// <summary>The time in which the bars of a linked trace are drawn: that of the trace it is opened in, where the two overlap; else its own.</summary>
/// <param name="IsShared">The scale is that of the trace it is opened in.</param>
/// <param name="Note">What the bars do not show.</param>
internal sealed record LinkedScale(UnixNanos From, long Length, bool IsShared, string? Note)
{
    internal static LinkedScale Of(TraceSummary outer, TraceSummary linked)
    {
        if (linked.Start <= outer.End && linked.End >= outer.Start && outer.Duration > 0)
        {
            return new(outer.Start, outer.Duration, true, linked.End > outer.End ? $"goes on for {NumberText.Duration(linked.End - outer.End)} after the end of this trace" : null);
        }

        var gap = linked.Start > outer.End
            ? $"began {NumberText.Duration(linked.Start - outer.End)} after the end of this trace"
            : $"ended {NumberText.Duration(outer.Start - linked.End)} before this trace began";
        return new(linked.Start, Math.Max(1, linked.Duration), false, gap + "; its bars have a time of their own");
    }

    /// <summary>Where a bar begins and how long it is, as shares of the scale, cut where it leaves it.</summary>
    internal (double From, double Size) Bar(UnixNanos start, UnixNanos end)
    {
        var (from, to) = (Share(start), Share(end));
        return (from, to - from);
    }

    private double Share(UnixNanos time) => Math.Clamp((double)(time - From) / Length, 0, 1);
}
