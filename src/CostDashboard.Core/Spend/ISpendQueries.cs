using CostDashboard.Core.Access;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend;

/// <summary>Asks the totals. No answer reads a span; every answer equals the sum over the spans behind it.</summary>
public interface ISpendQueries
{
    /// <exception cref="UnanswerableException">The totals cannot answer this exactly.</exception>
    Task<SpendAnswer> AskAsync(SpendQuestion question, CancellationToken cancellationToken);

    /// <summary>The same question by one dimension, where only some of its values are to stand by themselves: of the others there are no rows but their sum.</summary>
    /// <param name="choose">Is given what every value comes to over the whole period, and names those that are to have rows.</param>
    /// <remarks>Of users and tags this is much less to make than all of their days: a row for each value and for each day, and one for each day of the chosen.</remarks>
    /// <exception cref="UnanswerableException">The totals cannot answer this exactly.</exception>
    Task<ChosenAnswer> AskChosenAsync(
        SpendQuestion question, Func<IReadOnlyList<SpendRow>, IReadOnlyCollection<string>> choose, CancellationToken cancellationToken);

    /// <summary>Every series of model calls in a period, beside the same series in the periods that it is compared with.</summary>
    /// <remarks>Time grows with the series active in these periods times the days, hours or quarters that they are read from; not with spans, nor with the time between the periods.</remarks>
    /// <exception cref="UnanswerableException">The totals cannot answer this exactly.</exception>
    Task<SpikeAnswer> CompareAsync(SpikeQuestion question, CancellationToken cancellationToken);

    /// <summary>The values of a dimension that have spend in a period, dearest first, with their cost in nano-dollars; at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<KeyValuePair<string, long>>> GetValuesAsync(
        ProjectId? project, Dimension dimension, UnixNanos from, UnixNanos to, int most, CancellationToken cancellationToken);

    /// <summary>The start of the earliest and of the latest minute that has a span; null when there is none.</summary>
    Task<(UnixNanos First, UnixNanos Last)?> GetExtentAsync(ProjectId? project, CancellationToken cancellationToken);
}
