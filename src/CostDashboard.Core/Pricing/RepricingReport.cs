using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;

namespace CostDashboard.Core.Pricing;

/// <summary>What re-pricing makes of some charged calls. Costs are nano-dollars as they are charged, so that they tie out with the totals.</summary>
/// <param name="Calls">The calls that were asked for, and those that another call's new price changes with it.</param>
/// <param name="ChangedCalls">Those among them that are charged another amount, or priced in another state, than before.</param>
/// <param name="UnpricedBefore">Calls whose price was unknown or partial.</param>
/// <param name="UnpricedAfter">Calls whose price still is.</param>
public readonly record struct RepricingFigures(
    long Calls, long ChangedCalls, long OldCostNanoUsd, long NewCostNanoUsd, long UnpricedBefore, long UnpricedAfter)
{
    /// <summary>By how much the totals move.</summary>
    public long DifferenceNanoUsd => checked(NewCostNanoUsd - OldCostNanoUsd);

    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public static RepricingFigures operator +(RepricingFigures left, RepricingFigures right) => checked(new(
        left.Calls + right.Calls,
        left.ChangedCalls + right.ChangedCalls,
        left.OldCostNanoUsd + right.OldCostNanoUsd,
        left.NewCostNanoUsd + right.NewCostNanoUsd,
        left.UnpricedBefore + right.UnpricedBefore,
        left.UnpricedAfter + right.UnpricedAfter));

    internal static RepricingFigures Of(SpanCharge? before, SpanCharge? after) => new(
        1,
        before?.CostNanoUsd == after?.CostNanoUsd && before?.Series.PriceState == after?.Series.PriceState ? 0 : 1,
        before?.CostNanoUsd ?? 0,
        after?.CostNanoUsd ?? 0,
        before?.IsIncomplete == true ? 1 : 0,
        after?.IsIncomplete == true ? 1 : 0);
}

/// <summary>A model as the totals name it.</summary>
public sealed record CalledModel(string Provider, string Model);

/// <summary>
/// Figures by some key, in at most so many rows. Who comes first has a row; when there are no more, the rest is <see cref="Other"/>.
/// So a row that is shown is complete, and rows and rest together are exactly the sum.
/// </summary>
public sealed class RepricingTable<TKey>(int mostRows)
    where TKey : notnull
{
    private readonly Dictionary<TKey, RepricingFigures> _rows = [];

    public IReadOnlyDictionary<TKey, RepricingFigures> Rows => _rows;

    public RepricingFigures Other { get; private set; }

    public void Add(TKey key, RepricingFigures figures)
    {
        if (_rows.TryGetValue(key, out var sum) || _rows.Count < mostRows)
        {
            _rows[key] = sum + figures;
        }
        else
        {
            Other += figures;
        }
    }

    /// <summary>Adds to the rest, as a stored report is read.</summary>
    public void AddOther(RepricingFigures figures) => Other += figures;
}

/// <summary>What a run changed, or a dry run would change: the same figures in total, by model, by customer and by day of the organisation's zone.</summary>
public sealed class RepricingReport
{
    public const int MostModels = 500;
    public const int MostCustomers = 500;

    /// <summary>More than <see cref="RepricingQuestion.Longest"/> has days in any zone.</summary>
    public const int MostDays = 1_200;

    public RepricingFigures Total { get; set; }

    /// <summary>Traces that were looked at.</summary>
    public long Traces { get; set; }

    /// <summary>Traces in which something is charged differently.</summary>
    public long ChangedTraces { get; set; }

    public RepricingTable<CalledModel> Models { get; } = new(MostModels);

    /// <summary>"" is what no customer is named for.</summary>
    public RepricingTable<string> Customers { get; } = new(MostCustomers);

    public RepricingTable<DateOnly> Days { get; } = new(MostDays);

    /// <summary>Adds one trace as it was and as it is now; the same twice where nothing changed.</summary>
    internal void Add(RepricingQuestion question, TraceRollup before, TraceRollup after, OrganisationCalendar calendar)
    {
        var isChanged = false;
        var old = before.Spans.ToDictionary(span => span.Node.Span.Id);
        foreach (var span in after.Spans)
        {
            var facts = span.Node.Span;
            var was = old[facts.Id];
            var figures = RepricingFigures.Of(was.Charge.IsCharged ? was.Charge : null, span.Charge.IsCharged ? span.Charge : null);
            if ((was.Charge.IsCharged || span.Charge.IsCharged) && (question.Covers(was.Node.Span) || figures.ChangedCalls > 0))
            {
                var series = (span.Charge.IsCharged ? span.Charge : was.Charge).Series;
                Total += figures;
                Models.Add(new(series.Provider, series.Model), figures);
                Customers.Add(series.Customer, figures);
                Days.Add(calendar.DayOf(facts.Start), figures);
                isChanged |= figures.ChangedCalls > 0;
            }
        }

        Traces++;
        ChangedTraces += isChanged ? 1 : 0;
    }
}
