using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Traces.Linked;

/// <summary>The traces that were started from this one, what they cost, and why others that are linked to it do not count; each opens in place.</summary>
public sealed partial class LinkedTab : TraceTab
{
    /// <summary>What the address calls the view.</summary>
    public const string Name = "linked";

    private const int DeepestIndent = 8;

    // A parent before what counts into it; what does not count stands where it was met.
    private IEnumerable<LinkedTrace> Ordered
    {
        get
        {
            var below = Linked.Found.ToLookup(t => t.Parent);
            var pending = new Stack<LinkedTrace>(below[Linked.Trace.Key.Trace].Reverse());
            var shown = new HashSet<TraceId>();
            while (pending.TryPop(out var trace))
            {
                if (shown.Add(trace.Id))
                {
                    yield return trace;
                    foreach (var child in below[trace.Id].Reverse())
                    {
                        pending.Push(child);
                    }
                }
            }

            foreach (var trace in Linked.Found.Where(t => !shown.Contains(t.Id)))
            {
                yield return trace;
            }
        }
    }

    private bool IsOpen(LinkedTrace trace) => LinkedOpened.Has(Address, trace.Id);

    /// <summary>The span of this trace that started it, where one did.</summary>
    private WaterfallRow? HereOf(LinkedTrace trace) =>
        trace.Starters.FirstOrDefault(s => s.Trace == Linked.Trace.Key.Trace) is { } starter && Sight.Waterfall.IndexOf(starter.Span) is { } at ? Sight.Waterfall.Rows[at] : null;
}
