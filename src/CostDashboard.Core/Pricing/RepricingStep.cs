using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;

namespace CostDashboard.Core.Pricing;

/// <summary>Prices the stored calls of some traces again, and decides what follows: the core of a run and of its dry run.</summary>
public static class RepricingStep
{
    /// <summary>The spans whose cost is another one by this book; the call, and a cost that it reported, stay what they are.</summary>
    /// <param name="spans">Stored spans, in full; those that the question does not cover are left alone.</param>
    public static IReadOnlyList<PricedSpan> Reprice(RepricingQuestion question, IEnumerable<PricedSpan> spans, PriceBook book)
    {
        var changed = new List<PricedSpan>();
        foreach (var span in spans)
        {
            if (question.Covers(SpanFacts.Of(span)))
            {
                var priced = SpanPricer.Price(span.Span, book);
                if (Unversioned(priced.Cost) != Unversioned(span.Cost))
                {
                    changed.Add(priced);
                }
            }
        }

        return changed;
    }

    /// <summary>Adds the traces that were looked at to a report, changed or not, and those besides whose charges change with them.</summary>
    /// <remarks>
    /// Which of several reports of a call is charged does not depend on prices, so nothing has to be known of other traces but where a price
    /// makes a call of what was none.
    /// </remarks>
    /// <param name="stored">Every trace that was looked at.</param>
    /// <param name="plan">What a <see cref="CommitDraft"/> makes of them with the spans that <see cref="Reprice"/> changed: as if these came again.</param>
    public static void Report(
        RepricingQuestion question,
        IReadOnlyDictionary<TraceKey, TraceFacts> stored,
        CommitPlan plan,
        OrganisationCalendar calendar,
        RepricingReport report)
    {
        foreach (var change in plan.Traces)
        {
            report.Add(question, change.Before!, change.After, calendar);
        }

        foreach (var (key, facts) in stored.ExceptBy(plan.Traces.Select(change => change.Key), trace => trace.Key))
        {
            var unchanged = facts.Rollup(key);
            report.Add(question, unchanged, unchanged, calendar);
        }
    }

    // A cost that differs in nothing but the name of the whole book was not changed: every new price renames the book.
    private static SpanCost Unversioned(SpanCost cost) => cost switch
    {
        SpanCost.Computed computed => computed with { Price = computed.Price with { BookVersion = "" } },
        SpanCost.Partial partial => partial with { Price = partial.Price with { BookVersion = "" } },
        SpanCost.Reported reported => reported with { Beside = Unversioned(reported.Beside) },
        _ => cost,
    };
}
