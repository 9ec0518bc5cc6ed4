using CostDashboard.Core.Traces;

namespace CostDashboard.Core.Spend.Pipelines;

/// <summary>What a trace adds to the days of its pipeline: itself as a whole, and each of its steps. Time grows with n log n of its spans (the critical path).</summary>
internal static class PipelineContribution
{
    public static void Add(SpendDelta delta, TraceRollup rollup, OrganisationCalendar calendar, int sign)
    {
        var tree = rollup.Tree;
        if (tree.Nodes.Count == 0)
        {
            return;
        }

        var root = SpendKey.Bounded(tree.Nodes[tree.PrimaryRoot].Span.Name);
        var path = CriticalPath.Of(tree);
        var days = new DayNumbers(calendar);
        var whole = new PipelineMeasures { Traces = 1, PathNanos = path.TotalNanos };
        var tokens = 0L;
        var steps = new Dictionary<(int Day, string Environment, string Step), PipelineMeasures>();
        var seen = new HashSet<(string Environment, string Step)>();
        foreach (var span in rollup.Spans)
        {
            var (series, facts) = (span.Charge.Series, span.Node.Span);
            var at = (days.Of(facts.Start), series.Environment, series.Step);
            if (!steps.TryGetValue(at, out var step))
            {
                steps[at] = step = new();
            }

            step.Traces += seen.Add((series.Environment, series.Step)) ? 1 : 0;
            step.Spans++;
            step.PathNanos += NanosOf(path[span.Node.Index]);
            if (span.Charge.IsCharged)
            {
                AddCall(step, span.Charge, facts.Duration);
                AddCharge(whole, span.Charge);
                tokens = checked(tokens + span.Charge.Usage.Total);
            }
        }

        whole.Spans = rollup.Spans.Count;
        if (whole.Calls > 0)
        {
            AddOne(whole, tree.End - tree.Start, tokens, whole.CostNanoUsd, whole.UnpricedCalls + whole.PartialCalls == 0);
        }

        delta.At(new PipelineDay(days.Of(tree.Start), new(rollup.Project, EnvironmentOf(rollup), root, null))).Add(whole, sign);
        foreach (var (at, measures) in steps)
        {
            delta.At(new PipelineDay(at.Day, new(rollup.Project, at.Environment, root, at.Step))).Add(measures, sign);
        }
    }

    private static void AddCall(PipelineMeasures step, SpanCharge call, long duration)
    {
        AddCharge(step, call);
        AddOne(step, duration, call.Usage.Total, call.CostNanoUsd, isKnown: !call.IsUnpriced && !call.IsPartial);
    }

    private static void AddCharge(PipelineMeasures sum, SpanCharge call)
    {
        sum.Calls++;
        sum.UnpricedCalls += call.IsUnpriced ? 1 : 0;
        sum.PartialCalls += call.IsPartial ? 1 : 0;
        sum.CostNanoUsd = checked(sum.CostNanoUsd + call.CostNanoUsd);
    }

    // A cost that is not known, or only in part, is in no distribution: it would stand where cheap ones do.
    private static void AddOne(PipelineMeasures measures, long duration, long tokens, long cost, bool isKnown)
    {
        if (isKnown)
        {
            measures.CostPerOne.Add(cost);
            measures.Density.Add(duration, cost);
        }

        if (tokens > 0)
        {
            measures.TokensPerOne.Add(tokens);
        }
    }

    // As the trace's summary has it: that of its root, else the first that any span names.
    private static string EnvironmentOf(TraceRollup rollup)
    {
        var environment = rollup.Spans[rollup.Tree.PrimaryRoot].Attribution.Environment;
        for (var i = 0; environment is null && i < rollup.Spans.Count; i++)
        {
            environment = rollup.Spans[i].Attribution.Environment;
        }

        return SpendKey.Bounded(environment);
    }

    private static long NanosOf(IReadOnlyList<TimeSlice> slices)
    {
        var sum = 0L;
        for (var i = 0; i < slices.Count; i++)
        {
            sum += slices[i].Nanos;
        }

        return sum;
    }
}
