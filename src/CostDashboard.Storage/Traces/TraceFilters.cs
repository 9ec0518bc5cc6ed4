using System.Linq.Expressions;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;

namespace CostDashboard.Storage.Traces;

/// <summary>What a trace question leaves out, as conditions of a query.</summary>
internal static class TraceFilters
{
    /// <summary>Dimensions that a trace has as a whole; with basis <see cref="TraceBasis.Started"/> they are asked of its summary.</summary>
    public static bool IsOfTrace(Dimension dimension) =>
        dimension is Dimension.Project or Dimension.Environment or Dimension.Feature or Dimension.Customer or Dimension.User;

    public static IQueryable<TraceRow> OfTrace(IQueryable<TraceRow> traces, SpendFilter filter)
    {
        var values = filter.Values.ToArray();
        var numbers = filter.Dimension is Dimension.Project ? SeriesFilters.Numbers(Dimension.Project, values) : [];
        return (filter.Dimension, filter.IsExclude) switch
        {
            (Dimension.Project, false) => traces.Where(t => numbers.Contains(t.ProjectId)),
            (Dimension.Project, true) => traces.Where(t => !numbers.Contains(t.ProjectId)),
            (Dimension.Environment, false) => traces.Where(t => values.Contains(t.Environment ?? "")),
            (Dimension.Environment, true) => traces.Where(t => !values.Contains(t.Environment ?? "")),
            (Dimension.Feature, false) => traces.Where(t => values.Contains(t.Feature ?? "")),
            (Dimension.Feature, true) => traces.Where(t => !values.Contains(t.Feature ?? "")),
            (Dimension.Customer, false) => traces.Where(t => values.Contains(t.Customer ?? "")),
            (Dimension.Customer, true) => traces.Where(t => !values.Contains(t.Customer ?? "")),
            (Dimension.User, false) when TextKeys.Of(values) is [var key] => traces.Where(t => t.UserKey == key),
            (Dimension.User, false) when TextKeys.Of(values) is { } keys => traces.Where(t => t.UserKey != null && keys.Contains(t.UserKey.Value)),
            (Dimension.User, false) => traces.Where(t => values.Contains(t.User ?? "")),
            (Dimension.User, true) => traces.Where(t => !values.Contains(t.User ?? "")),
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.Dimension, "A trace as a whole has no such dimension."),
        };
    }

    /// <summary>Charged spans that pass all of these filters and matches.</summary>
    public static IQueryable<SpanRow> OfCharged(CostDb db, IQueryable<SpanRow> spans, IEnumerable<SpendFilter> filters, IEnumerable<TraceMatch> matches)
    {
        var charged = spans.Where(s => s.ChargedNanoUsd != null);
        var series = db.Series.AsQueryable();
        var asksSeries = false;
        foreach (var filter in filters)
        {
            if (SeriesFilters.IsOfSeries(filter.Dimension))
            {
                series = series.Where(SeriesFilters.Condition(filter));
                asksSeries = true;
            }
            else
            {
                charged = charged.Where(filter.Dimension is Dimension.User ? OfUser(filter) : OfTag(filter));
            }
        }

        foreach (var match in matches)
        {
            if (OutcomeWords.AreMeantBy(match))
            {
                charged = TraceMatches.OfOutcome(charged, match);
            }
            else if (SeriesFilters.IsOfSeries(match.Dimension!.Value))
            {
                series = series.Where(TextConditions.Of(SeriesFilters.Column(match.Dimension.Value), match));
                asksSeries = true;
            }
            else
            {
                charged = TraceMatches.OfSpan(charged, match);
            }
        }

        return asksSeries ? charged.Where(s => series.Any(x => x.Id == s.SeriesId)) : charged;
    }

    /// <summary>Charged spans within a range of their figures.</summary>
    public static IQueryable<SpanRow> OfCalls(IQueryable<SpanRow> charged, CallRange? range)
    {
        if (range is null)
        {
            return charged;
        }

        if (range.HasCost)
        {
            charged = charged.Where(s => s.PriceState != PriceState.Unpriced && s.PriceState != PriceState.Partial);
        }

        if (range.MinCostNanoUsd is { } minCost)
        {
            charged = charged.Where(s => s.ChargedNanoUsd >= minCost);
        }

        if (range.MaxCostNanoUsd is { } maxCost)
        {
            charged = charged.Where(s => s.ChargedNanoUsd <= maxCost);
        }

        if (range.MinDuration is { } shortest)
        {
            charged = charged.Where(s => s.EndNanos - s.StartNanos >= shortest);
        }

        if (range.MaxDuration is { } longest)
        {
            charged = charged.Where(s => s.EndNanos - s.StartNanos <= longest);
        }

        if (range.MinFirstToken is { } soonest)
        {
            charged = charged.Where(s => s.TimeToFirstToken >= soonest);
        }

        if (range.MaxFirstToken is { } latest)
        {
            charged = charged.Where(s => s.TimeToFirstToken <= latest);
        }

        if (range.MinOutput is { } least)
        {
            charged = charged.Where(s => s.OutputTokens >= least);
        }

        if (range.MaxOutput is { } most)
        {
            charged = charged.Where(s => s.OutputTokens <= most);
        }

        return charged;
    }

    /// <summary>Traces whose root has a name, which is cut where totals cut it.</summary>
    public static IQueryable<TraceRow> OfRoot(IQueryable<TraceRow> traces, string? root) => root switch
    {
        null => traces,
        { Length: < SpendKey.LongestValue - 1 } => traces.Where(t => t.Name == root),
        _ => traces.Where(t => t.Name.StartsWith(root)),
    };

    public static IQueryable<TraceRow> OfText(IQueryable<TraceRow> traces, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return traces;
        }

        if (TraceId.TryParse(text, out var id))
        {
            var bytes = id.ToBytes();
            return traces.Where(t => t.TraceId == bytes);
        }

        var part = text.ToLowerInvariant();
        return traces.Where(t => t.SearchName.Contains(part));
    }

    private static Expression<Func<SpanRow, bool>> OfUser(SpendFilter filter)
    {
        var values = filter.Values.ToArray();
        return filter.IsExclude ? s => !values.Contains(s.ChargedUser ?? "") : s => values.Contains(s.ChargedUser ?? "");
    }

    // One condition a value, joined by "or"; an empty value asks for spans without the tag.
    private static Expression<Func<SpanRow, bool>> OfTag(SpendFilter filter)
    {
        var span = Expression.Parameter(typeof(SpanRow), "s");
        Expression any = Expression.Constant(false);
        foreach (var value in filter.Values)
        {
            var text = value.Length == 0 ? TagText.OfKey(filter.TagKey ?? "") : TagText.Of(filter.TagKey ?? "", value);
            Expression<Func<SpanRow, bool>> has = s => s.ChargedTags != null && s.ChargedTags.Contains(text);
            Expression condition = Substitution.In(has.Body, has.Parameters[0], span);
            any = Expression.OrElse(any, value.Length == 0 ? Expression.Not(condition) : condition);
        }

        return Expression.Lambda<Func<SpanRow, bool>>(filter.IsExclude ? Expression.Not(any) : any, span);
    }
}
