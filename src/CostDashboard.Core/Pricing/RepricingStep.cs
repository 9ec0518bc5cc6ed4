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

    /// <summary>
    /// What the new costs do to charges, summaries and totals: as if each span came again, with everything but its cost as it is stored.
    /// </summary>
    /// <param name="stored">All spans of every trace that is looked at.</param>
    /// <param name="repriced">What <see cref="Reprice"/> made of those among them that it changed.</param>
    /// <param name="report">The traces are added to it, changed or not.</param>
    public static CommitPlan Plan(
        RepricingQuestion question,
        IReadOnlyDictionary<TraceKey, IReadOnlyList<SpanFacts>> stored,
        IReadOnlyList<PricedSpan> repriced,
        OrganisationCalendar calendar,
        RepricingReport report)
    {
        var plan = CommitPlan.Of(stored, repriced, calendar);
        var changes = plan.Traces.ToDictionary(trace => trace.Key);
        foreach (var (key, spans) in stored)
        {
            if (changes.TryGetValue(key, out var change))
            {
                report.Add(question, change.Before!, change.After, calendar);
            }
            else
            {
                var unchanged = TraceRollup.Of(key.Project, TraceAssembler.Assemble(spans));
                report.Add(question, unchanged, unchanged, calendar);
            }
        }

        return plan;
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
