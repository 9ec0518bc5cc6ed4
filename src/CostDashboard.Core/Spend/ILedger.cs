using CostDashboard.Core.Access;

namespace CostDashboard.Core.Spend;

/// <summary>A row of the totals that is not what the spans say.</summary>
public sealed record LedgerDifference(string Row, string Stored, string FromSpans);

/// <summary>What a verification read and found. At most 100 differences are listed; <paramref name="DifferenceCount"/> counts all.</summary>
public sealed record LedgerReport(long Spans, long Traces, long Rows, int DifferenceCount, IReadOnlyList<LedgerDifference> Differences)
{
    public const int MostListed = 100;

    public bool TiesOut => DifferenceCount == 0;
}

/// <summary>Proves the totals from the spans, and mends them.</summary>
public interface ILedger
{
    /// <summary>Computes every summary, charge and spend row anew from the stored spans and compares. Changes nothing.</summary>
    Task<LedgerReport> VerifyAsync(ProjectId? project, CancellationToken cancellationToken);

    /// <summary>Replaces every summary, charge and spend row by what the stored spans say, in one transaction.</summary>
    Task RebuildAsync(CancellationToken cancellationToken);
}
