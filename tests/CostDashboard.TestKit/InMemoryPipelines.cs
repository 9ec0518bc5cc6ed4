using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;

namespace CostDashboard.TestKit;

/// <summary>Answers questions about pipelines by walking over all of their days.</summary>
internal static class InMemoryPipelines
{
    internal static IReadOnlyList<PipelineShare> Shares(PipelineQuestion question, SpendDelta totals, OrganisationCalendar calendar) =>
    [
        .. Passing(question, totals, calendar)
            .GroupBy(d => (d.Key.Key.Root, d.Key.Key.Step))
            .Select(g => new PipelineShare(g.Key.Root, g.Key.Step, WithoutDistributions(Sum(g.Select(d => d.Value)))))
            .OrderByDescending(s => s.Measures.CostNanoUsd)
            .ThenBy(s => s.Root, StringComparer.Ordinal)
            .ThenBy(s => s.Step, StringComparer.Ordinal),
    ];

    internal static IReadOnlyList<PipelineOfDay> Days(PipelineQuestion question, SpendDelta totals, OrganisationCalendar calendar) =>
    [
        .. Passing(question, totals, calendar)
            .GroupBy(d => d.Key.Day)
            .OrderBy(g => g.Key)
            .Select(g => new PipelineOfDay(calendar.StartOf(OrganisationCalendar.DayOfNumber(g.Key)), Sum(g.Select(d => d.Value)))),
    ];

    private static IEnumerable<KeyValuePair<PipelineDay, PipelineMeasures>> Passing(
        PipelineQuestion question, SpendDelta totals, OrganisationCalendar calendar)
    {
        PipelineRules.Demand(question, calendar);
        var (from, to) = (calendar.DayNumberOf(question.From), calendar.DayNumberOf(question.To));
        return totals.Pipelines.Where(d =>
            d.Key.Day >= from && d.Key.Day < to
            && (question.Project is null || d.Key.Key.Project == question.Project)
            && (d.Key.Key.Step is null) == (question.Part is PipelinePart.Traces)
            && (question.Root is null || d.Key.Key.Root == question.Root)
            && (question.Step is null || d.Key.Key.Step == question.Step)
            && (question.Filters ?? []).All(f => InMemorySpend.Passes(f, d.Key.Key.Environment)));
    }

    private static PipelineMeasures Sum(IEnumerable<PipelineMeasures> all)
    {
        var sum = new PipelineMeasures();
        foreach (var measures in all)
        {
            sum.Add(measures);
        }

        return sum;
    }

    private static PipelineMeasures WithoutDistributions(PipelineMeasures m) => new()
    {
        Traces = m.Traces,
        Spans = m.Spans,
        Calls = m.Calls,
        UnpricedCalls = m.UnpricedCalls,
        PartialCalls = m.PartialCalls,
        CostNanoUsd = m.CostNanoUsd,
        PathNanos = m.PathNanos,
    };
}
