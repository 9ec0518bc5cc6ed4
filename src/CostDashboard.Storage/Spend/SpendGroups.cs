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
internal sealed class GroupSums : SpanFigures
{
    public GroupKey Key { get; set; } = new();
}

/// <summary>The histograms of a row with the key of its group.</summary>
internal sealed class GroupHistograms
{
    public GroupKey Key { get; set; } = new();

    public byte[]? Latency { get; set; }

    public byte[]? TraceLatency { get; set; }

    public byte[]? TimeToFirstToken { get; set; }
}

/// <summary>What one series comes to in a segment of time.</summary>
internal sealed class SeriesTotal : SpanFigures
{
    public int ProjectId { get; set; }

    public long SeriesId { get; set; }
}

/// <summary>Figures beside their series; the series is not there where nothing asks for it, and then the query does not join it.</summary>
internal sealed class Labelled<TRow>
{
    public TRow Row { get; set; } = default!;

    public SeriesRow Series { get; set; } = default!;
}

/// <summary>Builds the key of a group as an expression: a compiled query cannot, because which columns are in it is the question.</summary>
internal static class SpendGroups
{
    private static readonly string[] s_labels = [nameof(GroupKey.A), nameof(GroupKey.B), nameof(GroupKey.C)];

    /// <param name="length">Nanoseconds of a bucket; 0 for no cut.</param>
    /// <param name="shift">Nanoseconds that are added before the cut.</param>
    /// <param name="by">At most three dimensions of the series.</param>
    public static Expression<Func<Labelled<SpendBucketRow>, GroupKey>> Key(long length, long shift, IReadOnlyList<Dimension> by)
    {
        var (labelled, bindings) = Labels<SpendBucketRow>(by);
        var row = Expression.Property(labelled, nameof(Labelled<>.Row));
        if (length > 0)
        {
            // A parameter each, so that another length or shift is not another query plan.
            Expression<Func<long>> lengthOf = () => length;
            Expression<Func<long>> shiftOf = () => shift;
            bindings.Add(Bind(
                nameof(GroupKey.Cut),
                Expression.Divide(Expression.Add(Expression.Property(row, nameof(SpendBucketRow.Bucket)), shiftOf.Body), lengthOf.Body)));
        }

        return Expression.Lambda<Func<Labelled<SpendBucketRow>, GroupKey>>(Expression.MemberInit(Expression.New(typeof(GroupKey)), bindings), labelled);
    }

    /// <summary>The key over what series come to: there is no time in it.</summary>
    /// <param name="by">At most three dimensions of the series.</param>
    public static Expression<Func<Labelled<SeriesTotal>, GroupKey>> Key(IReadOnlyList<Dimension> by)
    {
        var (labelled, bindings) = Labels<SeriesTotal>(by);
        return Expression.Lambda<Func<Labelled<SeriesTotal>, GroupKey>>(Expression.MemberInit(Expression.New(typeof(GroupKey)), bindings), labelled);
    }

    /// <summary>What a series comes to over its rows.</summary>
    public static Expression<Func<IGrouping<SeriesTotal, SpendBucketRow>, SeriesTotal>> OfSeries()
    {
        Expression<Func<IGrouping<SeriesTotal, SpendBucketRow>, SeriesTotal>> key = g => new() { ProjectId = g.Key.ProjectId, SeriesId = g.Key.SeriesId };
        var whole = (MemberInitExpression)key.Body;
        var sums = FigureSums.Of<SpendBucketRow, SpendBucketRow, SeriesTotal>(key.Parameters[0], r => r);
        return key.Update(Expression.MemberInit(whole.NewExpression, [.. whole.Bindings, .. sums]), key.Parameters);
    }

    /// <param name="row">The figures of what is grouped.</param>
    /// <param name="hasCut">Whether <see cref="GroupKey.Cut"/> is in the key.</param>
    /// <param name="labels">How many labels are.</param>
    public static Expression<Func<IGrouping<GroupKey, TElement>, GroupSums>> Sums<TElement, TRow>(
        Expression<Func<TElement, TRow>> row, bool hasCut, int labels)
        where TRow : SpendFigures
    {
        var group = Expression.Parameter(typeof(IGrouping<GroupKey, TElement>), "g");
        var key = Expression.Property(group, nameof(IGrouping<,>.Key));
        List<MemberBinding> ofKey = [Bind(nameof(GroupKey.Project), Expression.Property(key, nameof(GroupKey.Project)))];
        if (hasCut)
        {
            ofKey.Add(Bind(nameof(GroupKey.Cut), Expression.Property(key, nameof(GroupKey.Cut))));
        }

        ofKey.AddRange(s_labels.Take(labels).Select(label => Bind(label, Expression.Property(key, label))));
        var keyOfGroup = Expression.Bind(
            typeof(GroupSums).GetProperty(nameof(GroupSums.Key))!, Expression.MemberInit(Expression.New(typeof(GroupKey)), ofKey));
        return Expression.Lambda<Func<IGrouping<GroupKey, TElement>, GroupSums>>(
            Expression.MemberInit(Expression.New(typeof(GroupSums)), [keyOfGroup, .. FigureSums.Of<TElement, TRow, GroupSums>(group, row)]), group);
    }

    public static Expression<Func<Labelled<SpendBucketRow>, GroupHistograms>> Histograms(Expression<Func<Labelled<SpendBucketRow>, GroupKey>> key)
    {
        Expression<Func<Labelled<SpendBucketRow>, GroupHistograms>> histograms = x => new()
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

    // The project and the labels, of which each row's key has every one.
    private static (ParameterExpression Labelled, List<MemberBinding> Bindings) Labels<TRow>(IReadOnlyList<Dimension> by)
    {
        var labelled = Expression.Parameter(typeof(Labelled<TRow>), "x");
        var series = Expression.Property(labelled, nameof(Labelled<>.Series));
        var project = Expression.Property(Expression.Property(labelled, nameof(Labelled<>.Row)), nameof(SpendBucketRow.ProjectId));
        List<MemberBinding> bindings = [Bind(nameof(GroupKey.Project), project)];
        for (var i = 0; i < by.Count; i++)
        {
            var column = SeriesFilters.Column(by[i]);
            bindings.Add(Bind(s_labels[i], Substitution.In(column.Body, column.Parameters[0], series)));
        }

        return (labelled, bindings);
    }

    private static MemberAssignment Bind(string member, Expression value) => Expression.Bind(typeof(GroupKey).GetProperty(member)!, value);
}
