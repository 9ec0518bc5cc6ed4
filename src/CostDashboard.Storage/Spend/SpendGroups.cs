using System.Linq.Expressions;
using CostDashboard.Core.Spend;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Spend;

/// <summary>What rows are grouped by: the number of a bucket of time and up to three labels; what is not asked for is not in the query.</summary>
internal sealed class GroupKey
{
    public int Project { get; set; }

    public long Cut { get; set; }

    public string A { get; set; } = "";

    public string B { get; set; } = "";

    public string C { get; set; } = "";
}

/// <summary>The sums of a group.</summary>
internal sealed class GroupSums
{
    public GroupKey Key { get; set; } = new();

    public long Cost { get; set; }

    public long Calls { get; set; }

    public long Unpriced { get; set; }

    public long Input { get; set; }

    public long CacheRead { get; set; }

    public long CacheWrite5m { get; set; }

    public long CacheWrite1h { get; set; }

    public long Output { get; set; }

    public long Reasoning { get; set; }

    public long Spans { get; set; }

    public long Errors { get; set; }

    public long Traces { get; set; }
}

/// <summary>The histograms of a row with the key of its group.</summary>
internal sealed class GroupHistograms
{
    public GroupKey Key { get; set; } = new();

    public byte[]? Latency { get; set; }

    public byte[]? TraceLatency { get; set; }

    public byte[]? TimeToFirstToken { get; set; }
}

/// <summary>A spend row beside its series; the series is not there where nothing asks for it, and then the query does not join it.</summary>
internal sealed class Labelled<T>
{
    public T Row { get; set; } = default!;

    public SeriesRow Series { get; set; } = default!;
}

/// <summary>Builds the key of a group as an expression: a compiled query cannot, because which columns are in it is the question.</summary>
internal static class SpendGroups
{
    private static readonly string[] s_labels = [nameof(GroupKey.A), nameof(GroupKey.B), nameof(GroupKey.C)];

    /// <param name="length">Nanoseconds of a bucket; 0 for no cut.</param>
    /// <param name="shift">Nanoseconds that are added before the cut.</param>
    /// <param name="by">At most three dimensions of the series.</param>
    public static Expression<Func<Labelled<T>, GroupKey>> Key<T>(long length, long shift, IReadOnlyList<Dimension> by)
        where T : SpendBucketRow
    {
        var labelled = Expression.Parameter(typeof(Labelled<T>), "x");
        var row = Expression.Property(labelled, nameof(Labelled<>.Row));
        List<MemberBinding> bindings = [Bind(nameof(GroupKey.Project), Expression.Property(row, nameof(SpendBucketRow.ProjectId)))];
        if (length > 0)
        {
            // A parameter each, so that another length or shift is not another query plan.
            Expression<Func<long>> lengthOf = () => length;
            Expression<Func<long>> shiftOf = () => shift;
            bindings.Add(Bind(
                nameof(GroupKey.Cut),
                Expression.Divide(Expression.Add(Expression.Property(row, nameof(SpendBucketRow.Bucket)), shiftOf.Body), lengthOf.Body)));
        }

        for (var i = 0; i < by.Count; i++)
        {
            var column = SeriesFilters.Column(by[i]);
            var series = Expression.Property(labelled, nameof(Labelled<>.Series));
            bindings.Add(Bind(s_labels[i], Substitution.In(column.Body, column.Parameters[0], series)));
        }

        return Expression.Lambda<Func<Labelled<T>, GroupKey>>(Expression.MemberInit(Expression.New(typeof(GroupKey)), bindings), labelled);
    }

    public static Expression<Func<IGrouping<GroupKey, Labelled<T>>, GroupSums>> Sums<T>(bool hasCut, int labels)
        where T : SpendBucketRow
    {
        Expression<Func<IGrouping<GroupKey, Labelled<T>>, GroupSums>> sums = g => new()
        {
            Cost = g.Sum(x => x.Row.CostNanoUsd),
            Calls = g.Sum(x => x.Row.Calls),
            Unpriced = g.Sum(x => x.Row.UnpricedCalls),
            Input = g.Sum(x => x.Row.InputTokens),
            CacheRead = g.Sum(x => x.Row.CacheReadTokens),
            CacheWrite5m = g.Sum(x => x.Row.CacheWrite5mTokens),
            CacheWrite1h = g.Sum(x => x.Row.CacheWrite1hTokens),
            Output = g.Sum(x => x.Row.OutputTokens),
            Reasoning = g.Sum(x => x.Row.ReasoningTokens),
            Spans = g.Sum(x => x.Row.Spans),
            Errors = g.Sum(x => x.Row.Errors),
            Traces = g.Sum(x => x.Row.Traces),
        };
        var key = Expression.Property(sums.Parameters[0], nameof(IGrouping<,>.Key));
        List<MemberBinding> ofKey = [Bind(nameof(GroupKey.Project), Expression.Property(key, nameof(GroupKey.Project)))];
        if (hasCut)
        {
            ofKey.Add(Bind(nameof(GroupKey.Cut), Expression.Property(key, nameof(GroupKey.Cut))));
        }

        ofKey.AddRange(s_labels.Take(labels).Select(label => Bind(label, Expression.Property(key, label))));
        var whole = (MemberInitExpression)sums.Body;
        var keyOfGroup = Expression.Bind(
            typeof(GroupSums).GetProperty(nameof(GroupSums.Key))!, Expression.MemberInit(Expression.New(typeof(GroupKey)), ofKey));
        return sums.Update(Expression.MemberInit(whole.NewExpression, [keyOfGroup, .. whole.Bindings]), sums.Parameters);
    }

    public static Expression<Func<Labelled<T>, GroupHistograms>> Histograms<T>(Expression<Func<Labelled<T>, GroupKey>> key)
        where T : SpendBucketRow
    {
        Expression<Func<Labelled<T>, GroupHistograms>> histograms = x => new()
        {
            Latency = x.Row.Latency,
            TraceLatency = x.Row.TraceLatency,
            TimeToFirstToken = x.Row.TimeToFirstToken,
        };
        var whole = (MemberInitExpression)histograms.Body;
        var keyOfRow = Expression.Bind(
            typeof(GroupHistograms).GetProperty(nameof(GroupHistograms.Key))!, Substitution.In(key.Body, key.Parameters[0], histograms.Parameters[0]));
        return histograms.Update(Expression.MemberInit(whole.NewExpression, [keyOfRow, .. whole.Bindings]), histograms.Parameters);
    }

    private static MemberAssignment Bind(string member, Expression value) => Expression.Bind(typeof(GroupKey).GetProperty(member)!, value);
}
