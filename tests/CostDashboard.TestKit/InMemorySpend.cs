using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>Answers questions about totals by walking over all of them.</summary>
internal static class InMemorySpend
{
    internal static SpendAnswer Answer(SpendQuestion question, SpendDelta totals, OrganisationCalendar calendar)
    {
        Check(question, calendar);
        var groups = new Dictionary<(UnixNanos Start, string Values), SpendRow>();
        var total = new SpendMeasures();
        foreach (var (time, values, measures) in Rows(question, totals, calendar))
        {
            var start = question.Grain is Grain.Total ? question.From : calendar.Floor(time, question.Grain);
            var key = (start, string.Join('\u001f', values));
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = new(start, values, new());
            }

            Add(group.Measures, measures, question.WithDistributions);
            Add(total, measures, question.WithDistributions);
        }

        return new(
            [.. groups.OrderBy(g => g.Key.Start).ThenBy(g => g.Key.Values, StringComparer.Ordinal).Select(g => g.Value).Where(r => !r.Measures.IsZero)],
            total);
    }

    internal static SpikeAnswer Compare(SpikeQuestion question, SpendDelta totals)
    {
        if (question.Filters.Any(f => f.Dimension is Dimension.User or Dimension.Tag))
        {
            throw new UnanswerableException("Users and tags are totalled by the day, without steps or models: ask without a filter on them.");
        }

        var answer = new SpikeAnswerBuilder(question.Baseline.Count);
        foreach (var (at, measures) in totals.Minutes)
        {
            if (measures.Calls == 0 || !IsOf(at.Series.Project, question.Project) || !question.Filters.All(f => Passes(f, ValueOf(at.Series, f.Dimension))))
            {
                continue;
            }

            var figures = new SpikeFigures(measures.Calls, measures.Usage.Total, measures.CostNanoUsd);
            if (IsIn(question.Period, at.Minute))
            {
                answer.Add(null, at.Series, figures);
            }

            for (var i = 0; i < question.Baseline.Count; i++)
            {
                if (IsIn(question.Baseline[i], at.Minute))
                {
                    answer.Add(i, at.Series, figures);
                }
            }
        }

        return answer.Build();
    }

    internal static IEnumerable<KeyValuePair<string, long>> Values(
        SpendDelta totals, OrganisationCalendar calendar, ProjectId? project, Dimension dimension, UnixNanos from, UnixNanos to)
    {
        var rows = dimension is Dimension.User
            ? totals.Days
                .Where(d => d.Key.TagKey.Length == 0 && IsOf(d.Key.Project, project) && DayIn(d.Key, calendar, from, to))
                .Select(d => (d.Key.Value, Measures: d.Value))
            : totals.Minutes
                .Where(m => m.Key.Minute >= from && m.Key.Minute < to && IsOf(m.Key.Series.Project, project))
                .Select(m => (Value: ValueOf(m.Key.Series, dimension), Measures: m.Value));
        return rows
            .GroupBy(r => r.Value, r => r.Measures.CostNanoUsd, StringComparer.Ordinal)
            .Select(g => KeyValuePair.Create(g.Key, g.Sum()))
            .OrderByDescending(v => v.Value)
            .ThenBy(v => v.Key, StringComparer.Ordinal);
    }

    internal static (UnixNanos First, UnixNanos Last)? Extent(SpendDelta totals, ProjectId? project)
    {
        var minutes = totals.Minutes.Keys.Where(m => IsOf(m.Series.Project, project)).Select(m => m.Minute).ToList();
        return minutes.Count == 0 ? null : (minutes.Min(), minutes.Max());
    }

    /// <summary>The text that stands for a series' value in a dimension.</summary>
    internal static string ValueOf(SpendKey series, Dimension dimension) => dimension switch
    {
        Dimension.Project => series.Project.Value.ToString(CultureInfo.InvariantCulture),
        Dimension.Environment => series.Environment,
        Dimension.Service => series.Service,
        Dimension.Release => series.Release,
        Dimension.Step => series.Step,
        Dimension.Kind => series.Kind.ToString(),
        Dimension.Provider => series.Provider,
        Dimension.Model => series.Model,
        Dimension.Feature => series.Feature,
        Dimension.Customer => series.Customer,
        Dimension.ApiKey => series.ApiKeyId.ToString(CultureInfo.InvariantCulture),
        Dimension.PriceState => series.PriceState.ToString(),
        _ => throw new UnanswerableException($"{dimension} is totalled per day, and only by itself: ask for it without other dimensions or filters."),
    };

    internal static bool Passes(SpendFilter filter, string value) => filter.Values.Contains(value, StringComparer.Ordinal) != filter.IsExclude;

    private static IEnumerable<(UnixNanos Time, IReadOnlyList<string> Values, SpendMeasures Measures)> Rows(
        SpendQuestion question, SpendDelta totals, OrganisationCalendar calendar)
    {
        if (!IsDaily(question))
        {
            return totals.Minutes
                .Where(m => m.Key.Minute >= question.From && m.Key.Minute < question.To && IsOf(m.Key.Series.Project, question.Project))
                .Where(m => question.Filters.All(f => Passes(f, ValueOf(m.Key.Series, f.Dimension))))
                .Select(m => (m.Key.Minute, (IReadOnlyList<string>)[.. question.By.Select(d => ValueOf(m.Key.Series, d))], m.Value));
        }

        return totals.Days
            .Where(d => d.Key.TagKey == TagKeyOf(question) && IsOf(d.Key.Project, question.Project) && DayIn(d.Key, calendar, question.From, question.To))
            .Where(d => question.Filters.All(f => Passes(f, d.Key.Value)))
            .Select(d => (calendar.StartOf(OrganisationCalendar.DayOfNumber(d.Key.Day)), (IReadOnlyList<string>)[.. question.By.Select(_ => d.Key.Value)], d.Value));
    }

    private static void Check(SpendQuestion question, OrganisationCalendar calendar)
    {
        if (question.By.Count > SpendQuestion.MostDimensions)
        {
            throw new UnanswerableException($"At most {SpendQuestion.MostDimensions} dimensions can be asked for together.");
        }

        if (question.To <= question.From)
        {
            throw new UnanswerableException("The period ends before it begins. Ask with 'to' after 'from'.");
        }

        var finest = Grain.Minute;
        if (IsDaily(question))
        {
            if (question.By.Concat(question.Filters.Select(f => f.Dimension)).Distinct().Count() > 1)
            {
                throw new UnanswerableException("Users and tags are totalled only by themselves: ask for one of them without other dimensions or filters.");
            }

            if (question.Grain is Grain.Minute or Grain.Quarter or Grain.Hour)
            {
                throw new UnanswerableException("Users and tags are totalled per day: ask by day, by month or in total.");
            }

            if (question.By.Concat(question.Filters.Select(f => f.Dimension)).First() is Dimension.Tag && TagKeyOf(question).Length == 0)
            {
                throw new UnanswerableException("A question about tags is about one tag. Name its key.");
            }

            finest = Grain.Day;
        }

        foreach (var edge in (ReadOnlySpan<UnixNanos>)[question.From, question.To])
        {
            if (calendar.Floor(edge, finest) != edge)
            {
                throw new UnanswerableException($"{edge.ToDateTimeOffset():O} is not the beginning of a {finest}: finer totals are not kept.");
            }
        }
    }

    private static bool IsDaily(SpendQuestion question) =>
        question.By.Concat(question.Filters.Select(f => f.Dimension)).Any(d => d is Dimension.User or Dimension.Tag);

    private static string TagKeyOf(SpendQuestion question) =>
        question.TagKey ?? question.Filters.Select(f => f.TagKey).FirstOrDefault(k => k is not null) ?? "";

    private static bool IsIn(Period period, UnixNanos time) => time >= period.From && time < period.To;

    private static bool IsOf(ProjectId project, ProjectId? asked) => asked is null || project == asked;

    private static bool DayIn(SpendDay day, OrganisationCalendar calendar, UnixNanos from, UnixNanos to) =>
        calendar.StartOf(OrganisationCalendar.DayOfNumber(day.Day)) is var start && start >= from && start < to;

    private static void Add(SpendMeasures sum, SpendMeasures measures, bool withDistributions)
    {
        if (withDistributions)
        {
            sum.Add(measures);
            return;
        }

        sum.CostNanoUsd += measures.CostNanoUsd;
        sum.Calls += measures.Calls;
        sum.UnpricedCalls += measures.UnpricedCalls;
        sum.PartialCalls += measures.PartialCalls;
        sum.Compared += measures.Compared;
        sum.Spans += measures.Spans;
        sum.Errors += measures.Errors;
        sum.Traces += measures.Traces;
        sum.Usage += measures.Usage;
    }
}
