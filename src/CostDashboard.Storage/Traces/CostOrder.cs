using CostDashboard.Core.Traces;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Traces;

/// <summary>
/// When the dearest, or cheapest, traces of a period are found by walking the index of cost instead of sorting all that began in the period: the
/// more of the project's traces lie in the period, the sooner the walk meets enough of them.
/// </summary>
/// <remarks>The walk passes by the traces outside of the period that come before: with n of N traces in it, about rows × N / n. Sorting reads n.</remarks>
internal static class CostOrder
{
    /// <summary>So many rows are sorted in a few milliseconds, and of fewer a walk may pass by many times as many.</summary>
    public const int Many = 10_000;

    /// <summary>Looks whether there are many. Grows with no more than <see cref="Many"/> entries of the index of starts.</summary>
    public static async Task<bool> HelpsAsync(CostDb db, TraceQuestion question, CancellationToken cancellationToken) =>
        question.Sort is TraceSort.Cost && question.IsOfAllStarted && question.Project is not null && await BeyondMany(db, question).AnyAsync(cancellationToken);

    internal static IQueryable<long> BeyondMany(CostDb db, TraceQuestion question)
    {
        var (project, from, to) = (question.Project!.Value.Value, question.From.Value, question.To.Value);
        return db.Traces.AsNoTracking()
            .TagWith(nameof(BeyondMany))
            .Where(t => t.ProjectId == project && t.StartNanos >= from && t.StartNanos < to)
            .OrderBy(t => t.StartNanos)
            .Select(t => t.StartNanos)
            .Skip(Many);
    }
}
