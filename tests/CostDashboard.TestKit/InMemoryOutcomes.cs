using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Spend.Pipelines;

namespace CostDashboard.TestKit;

/// <summary>Answers questions about outcomes by walking over all of their days.</summary>
internal static class InMemoryOutcomes
{
    internal static IReadOnlyList<OutcomeRow> Rows(OutcomeQuestion question, SpendDelta totals, OrganisationCalendar calendar) =>
    [
        .. Passing(question, totals, calendar)
            .GroupBy(d => (d.Key.Series.Step, d.Key.Series.Model, d.Key.Outcome))
            .OrderBy(g => g.Key.Step, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Model, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Outcome.Code)
            .Select(g => new OutcomeRow(g.Key.Step, g.Key.Model, g.Key.Outcome, WithoutDensity(g.Select(d => d.Value)))),
    ];

    internal static IReadOnlyList<OutcomeOfDay> Days(OutcomeQuestion question, SpendDelta totals, OrganisationCalendar calendar) =>
    [
        .. Passing(question, totals, calendar)
            .GroupBy(d => (d.Key.Day, d.Key.Outcome))
            .OrderBy(g => g.Key.Day)
            .ThenBy(g => g.Key.Outcome.Code)
            .Select(g => new OutcomeOfDay(calendar.StartOf(OrganisationCalendar.DayOfNumber(g.Key.Day)), g.Key.Outcome, WithoutDensity(g.Select(d => d.Value)))),
    ];

    internal static Density FirstTokens(OutcomeQuestion question, SpendDelta totals, OrganisationCalendar calendar) =>
        Sum(Passing(question, totals, calendar).Select(d => d.Value)).FirstToken;

    private static IEnumerable<KeyValuePair<OutcomeDay, OutcomeMeasures>> Passing(OutcomeQuestion question, SpendDelta totals, OrganisationCalendar calendar)
    {
        OutcomeRules.Demand(question, calendar);
        var (from, to) = (calendar.DayNumberOf(question.From), calendar.DayNumberOf(question.To));
        return totals.Outcomes.Where(d =>
            d.Key.Day >= from && d.Key.Day < to
            && (question.Project is null || d.Key.Series.Project == question.Project)
            && question.Filters.All(f => InMemorySpend.Passes(f, InMemorySpend.ValueOf(d.Key.Series, f.Dimension))));
    }

    private static OutcomeMeasures Sum(IEnumerable<OutcomeMeasures> all)
    {
        var sum = new OutcomeMeasures();
        foreach (var measures in all)
        {
            sum.Add(measures);
        }

        return sum;
    }

    private static OutcomeMeasures WithoutDensity(IEnumerable<OutcomeMeasures> all)
    {
        var sum = Sum(all);
        sum.FirstToken.Merge(Sum([sum]).FirstToken, -1);
        return sum;
    }
}
