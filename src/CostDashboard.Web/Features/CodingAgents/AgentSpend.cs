using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.WhatIf;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.CodingAgents;

/// <summary>What one agent spent on one model in a period.</summary>
public sealed record AgentModel(string Service, string Provider, string Model, SpendMeasures Spent);

/// <summary>What coding agents spent in a period.</summary>
/// <param name="Rows">The dearest first.</param>
/// <param name="Uncached">What the same calls would have cost had nothing of their input been read from a cache or written into one.</param>
public sealed record AgentSpend(IReadOnlyList<AgentModel> Rows, SpendMeasures All, WhatIfAnswer Uncached)
{
    /// <summary>The share of the input that was read from a cache; null where there was none.</summary>
    public double? CachedShare => All.Usage.TotalInput == 0 ? null : (double)All.Usage.CacheRead / All.Usage.TotalInput;

    /// <param name="answer">By service, provider and model.</param>
    internal static AgentSpend Of(SpendAnswer answer, PriceBook book, UnixNanos now)
    {
        var rows = answer.Rows
            .Select(row => new AgentModel(row.Values[0], row.Values[1], row.Values[2], row.Measures))
            .Where(row => row.Spent.Calls > 0)
            .OrderByDescending(row => row.Spent.CostNanoUsd)
            .ThenBy(row => row.Service, StringComparer.Ordinal)
            .ThenBy(row => row.Model, StringComparer.Ordinal)
            .ToList();
        var calls = rows.Select(row => new WhatIfCalls(row.Provider, row.Model, row.Spent.Calls, row.Spent.IncompleteCalls, row.Spent.CostNanoUsd, row.Spent.Usage));
        return new(rows, answer.Total, new WhatIfPricer(book, now).Price(calls, new(CachedShare: 0), instead: null));
    }
}
