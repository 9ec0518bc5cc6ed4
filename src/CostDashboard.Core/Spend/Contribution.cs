using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend;

/// <summary>What a trace adds to the totals. Pure: the same tree adds the same, on every machine and at every time.</summary>
public static class Contribution
{
    /// <param name="sign">1 to add what the trace contributes, -1 to take back what it contributed.</param>
    /// <exception cref="OverflowException">A sum of money or tokens is more than 64 bits hold.</exception>
    public static void Add(SpendDelta delta, TraceRollup rollup, OrganisationCalendar calendar, int sign)
    {
        var primary = rollup.Tree.PrimaryRoot;
        var days = new DayNumbers(calendar);
        var duration = rollup.Tree.End - rollup.Tree.Start;
        foreach (var span in rollup.Spans)
        {
            var facts = span.Node.Span;
            var row = delta.At(new SpendMinute(facts.Start.Floor(UnixNanos.PerMinute), span.Charge.Series));
            row.Spans += sign;
            row.Errors += facts.IsError ? sign : 0;
            row.Latency.Add(facts.Duration, sign);
            if (span.Node.Index == primary)
            {
                row.Traces += sign;
                row.TraceLatency.Add(duration, sign);
            }

            if (!span.Charge.IsCharged)
            {
                continue;
            }

            AddCharge(row, span.Charge, sign);
            if (facts.TimeToFirstToken is { } firstToken)
            {
                row.TimeToFirstToken.Add(firstToken, sign);
            }

            var day = days.Of(facts.Start);
            delta.At(new OutcomeDay(day, span.Charge.Series, span.Charge.Outcome!.Value)).Add(span.Charge, facts.TimeToFirstToken, sign);
            AddDays(delta, rollup, span, day, sign);
        }

        PipelineContribution.Add(delta, rollup, calendar, sign);
    }

    private static void AddDays(SpendDelta delta, TraceRollup rollup, RolledUpSpan span, int day, int sign)
    {
        var charge = span.Charge;
        if (charge.User is null && charge.Tags.Pairs.IsEmpty)
        {
            return;
        }

        if (charge.User is { } user)
        {
            AddCharge(delta.At(new SpendDay(rollup.Project, day, "", user)), charge, sign);
        }

        foreach (var (key, value) in charge.Tags.Pairs)
        {
            AddCharge(delta.At(new SpendDay(rollup.Project, day, key, value)), charge, sign);
        }
    }

    private static void AddCharge(SpendMeasures row, SpanCharge charge, int sign)
    {
        row.CostNanoUsd = checked(row.CostNanoUsd + (sign * charge.CostNanoUsd));
        row.Calls += sign;
        row.UnpricedCalls += charge.IsUnpriced ? sign : 0;
        row.PartialCalls += charge.IsPartial ? sign : 0;
        if (charge.BesideNanoUsd is { } computed)
        {
            var compared = new CostComparison(1, charge.CostNanoUsd, computed);
            row.Compared = sign > 0 ? row.Compared + compared : row.Compared - compared;
        }

        row.Usage = sign > 0 ? row.Usage + charge.Usage : row.Usage - charge.Usage;
    }
}
