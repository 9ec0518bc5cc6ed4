using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Traces.Links;

/// <summary>Asks how traces are linked. Nothing that is asked here changes a total.</summary>
public interface ILinkedTraces
{
    /// <summary>
    /// A trace with those of the same project that are linked to it; null where there is no such trace. Bounded by <see cref="LinkLimits"/>:
    /// time grows with the links of the traces that were started from it, not with what is stored.
    /// </summary>
    /// <exception cref="UnanswerableException">The sum is more than 64 bits hold.</exception>
    Task<LinkedTraces?> GetAsync(TraceKey trace, CancellationToken cancellationToken);
}
