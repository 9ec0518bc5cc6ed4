using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing.Unpriced;

/// <summary>Charged calls of one model whose cost is unknown, or known only in part.</summary>
/// <param name="Provider">As the spans name it; empty where they name none.</param>
/// <param name="State"><see cref="PriceState.Unpriced"/> or <see cref="PriceState.Partial"/>.</param>
/// <param name="FirstSeen">The beginning of the first day of the period, in the organisation's zone, that has such a call.</param>
/// <param name="LastSeen">The beginning of the last one.</param>
/// <param name="Projects">Those that called it.</param>
public sealed record UnpricedTraffic(
    string Provider, string Model, PriceState State, long Calls, Usage Usage, UnixNanos FirstSeen, UnixNanos LastSeen, IReadOnlyList<ProjectId> Projects);

/// <summary>Asks the totals which models have no price.</summary>
public interface IUnpricedQueries
{
    /// <summary>The most models that one answer has.</summary>
    const int MostModels = 1_000;

    /// <summary>Of all projects, most calls first; at most <see cref="MostModels"/>.</summary>
    /// <param name="from">The beginning of a day in the organisation's zone, inclusive.</param>
    /// <param name="to">The same, exclusive.</param>
    Task<IReadOnlyList<UnpricedTraffic>> GetAsync(ProjectId? project, UnixNanos from, UnixNanos to, CancellationToken cancellationToken);
}
