using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Traces.Comparing;

/// <summary>Finds the trace that stands for others of its name: the one whose cost is the median.</summary>
internal static class TypicalTrace
{
    /// <summary>From so many traces on a day tells what is typical; of fewer, a week is looked at.</summary>
    internal const int Enough = 20;

    private static readonly int[] s_days = [1, 7];

    /// <summary>
    /// Of the traces that began in the day before this one (with fewer than <see cref="Enough"/>, in the week before), bear its root's name and are priced in
    /// full, the one in the middle by cost. Grows with the traces of that day or week.
    /// </summary>
    /// <returns>Null where there is none.</returns>
    internal static async Task<TypicalOf?> FindAsync(ITraceQueries traces, TraceSummary trace, CancellationToken cancellationToken)
    {
        foreach (var days in s_days)
        {
            var question = new TraceQuestion(
                trace.Key.Project, trace.Start + (-days * UnixNanos.PerDay), trace.Start, [], TraceSort.Cost, Ascending: true, Limit: 1, Root: trace.Name, PricedOnly: true);
            var count = (await traces.ListAsync(question, cancellationToken)).Count;
            if (count >= Enough || (count > 0 && days == s_days[^1]))
            {
                var middle = await traces.GetFirstAsync(question with { Skip = (int)Math.Min(int.MaxValue, (count - 1) / 2) }, cancellationToken);
                return middle is [var typical] ? new(typical.Key.Trace, count, days) : null;
            }
        }

        return null;
    }
}

/// <summary>A typical trace, and of what it is typical.</summary>
/// <param name="Of">So many traces were looked at.</param>
/// <param name="Days">They began within so many days before.</param>
public sealed record TypicalOf(TraceId Trace, long Of, int Days);
