using CostDashboard.Core.Traces.Sessions;

namespace CostDashboard.Web.Features.Traces.Sessions;

/// <summary>What the page of one session, or user, shows.</summary>
/// <param name="Lines">Its traces in order, at most <see cref="MostTraces"/>.</param>
/// <param name="Parts">Its calls by step and model; null where its spans are more than <see cref="MostSpans"/>.</param>
public sealed record SessionSight(SessionSummary Sums, IReadOnlyList<SessionLine> Lines, IReadOnlyList<SessionPart>? Parts)
{
    public const int MostTraces = 2_000;

    /// <summary>Spans that one page adds up by step and model.</summary>
    public const int MostSpans = 200_000;

    public const int RowsPerPage = 100;

    /// <summary>Users of a session, or sessions of a user, that are named.</summary>
    public const int MostOthers = 3;

    private const int MostShares = 8;

    /// <summary>What it cost by step, or by model, the dearest first. The last one is the rest, where there is more.</summary>
    public IReadOnlyList<SessionShare> Shares(Func<SessionPart, string> name)
    {
        var all = (Parts ?? [])
            .GroupBy(name, StringComparer.Ordinal)
            .Select(g => new SessionShare(g.Key, g.Sum(p => p.Calls), g.Sum(p => p.UnpricedCalls), g.Sum(p => p.PartialCalls), g.Sum(p => p.CostNanoUsd)))
            .OrderByDescending(share => share.CostNanoUsd)
            .ThenByDescending(share => share.Calls)
            .ToList();
        List<SessionShare> shown = [.. all.Take(all.Count > MostShares + 1 ? MostShares : all.Count)];
        var rest = new SessionShare(
            null,
            Sums.Calls - shown.Sum(s => s.Calls),
            Sums.UnpricedCalls - shown.Sum(s => s.UnpricedCalls),
            Sums.PartialCalls - shown.Sum(s => s.PartialCalls),
            Sums.CostNanoUsd - shown.Sum(s => s.CostNanoUsd));
        return rest.Calls == 0 ? shown : [.. shown, rest];
    }
}

/// <summary>What the calls of one value cost.</summary>
/// <param name="Value">Null for all others.</param>
public sealed record SessionShare(string? Value, long Calls, long UnpricedCalls, long PartialCalls, long CostNanoUsd);
