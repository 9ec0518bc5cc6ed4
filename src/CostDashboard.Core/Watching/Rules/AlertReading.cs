using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Watching.Rules;

/// <summary>What one value came to in one window.</summary>
/// <param name="Amount">The figure in its unit; null where there was nothing to measure, which is not zero.</param>
/// <param name="CostNanoUsd">Known cost; of <paramref name="IsComplete"/> windows all of it.</param>
/// <param name="IsComplete">No call without a known price is in it: an amount of money is not a lower bound.</param>
public readonly record struct AlertReading(decimal? Amount, long CostNanoUsd, bool IsComplete)
{
    public static AlertReading Of(SpendFigure figure, SpendMeasures measures) => new(figure.Amount(measures), measures.CostNanoUsd, measures.IncompleteCalls == 0);

    /// <summary>Of a window in which the value does not occur.</summary>
    public static AlertReading Nothing(SpendFigure figure) => new(figure.AddsUp ? 0 : null, 0, true);
}

/// <summary>What a window says of a value.</summary>
internal enum AlertVerdict : byte
{
    Well = 0,

    /// <summary>So near to the limit, or so little known, that it neither opens nor ends anything.</summary>
    Between = 1,
    Breaks = 2,
}

/// <summary>Whether a window breaks a rule: what is not known must not decide it, so a verdict is one that holds whatever the calls without a price cost.</summary>
internal static class AlertJudge
{
    // What broke a limit is well again only when it is so much on the right side of it: a figure that trembles around the limit opens one incident.
    private const decimal Margin = 0.1m;

    /// <param name="before">Of the window before.</param>
    /// <param name="then">Of the window that is compared with; null where there is none, before records begin.</param>
    internal static AlertVerdict Of(AlertRule rule, AlertReading now, AlertReading? before, AlertReading? then)
    {
        var verdict = rule.IsChange ? OfChange(rule, now, then) : OfAmount(rule, now);
        var compared = rule.IsChange ? then : rule.IsOfLess ? before : null;
        if (verdict is not AlertVerdict.Breaks || now.CostNanoUsd >= rule.FloorNanoUsd || compared?.CostNanoUsd >= rule.FloorNanoUsd)
        {
            return verdict;
        }

        return now.IsComplete && compared?.IsComplete is not false ? AlertVerdict.Well : AlertVerdict.Between;
    }

    private static AlertVerdict OfAmount(AlertRule rule, AlertReading now)
    {
        var isKnown = now.IsComplete || rule.Watches!.Unit is not FigureUnit.Usd;
        return (now.Amount, rule.IsOfLess) switch
        {
            // Nothing happened: nothing of it is too much, and how much less it would have been nobody knows.
            (null, false) => AlertVerdict.Well,
            (null, true) => AlertVerdict.Between,
            ({ } amount, false) => amount > rule.Limit ? AlertVerdict.Breaks : isKnown && amount <= rule.Limit * (1 - Margin) ? AlertVerdict.Well : AlertVerdict.Between,
            ({ } amount, true) => amount >= rule.Limit * (1 + Margin) ? AlertVerdict.Well : isKnown && amount < rule.Limit ? AlertVerdict.Breaks : AlertVerdict.Between,
        };
    }

    private static AlertVerdict OfChange(AlertRule rule, AlertReading now, AlertReading? compared)
    {
        if (compared is not { } then)
        {
            return AlertVerdict.Between;
        }

        if (now.Amount is not { } after || then.Amount is not { } before)
        {
            return now.Amount is null && !rule.IsOfLess ? AlertVerdict.Well : AlertVerdict.Between;
        }

        if (before == 0)
        {
            return after == 0 ? AlertVerdict.Well : rule.IsOfLess ? AlertVerdict.Well : AlertVerdict.Between;
        }

        var isMoney = rule.Watches!.Unit is FigureUnit.Usd;
        var change = rule.IsOfLess ? (before - after) / before : (after - before) / before;

        // Of a rise, more cost now only adds to it, and more then takes from it; of a fall it is the other way round.
        var holds = !isMoney || (rule.IsOfLess ? now.IsComplete : then.IsComplete);
        var isKnown = !isMoney || (now.IsComplete && then.IsComplete);
        return change > rule.Limit && holds ? AlertVerdict.Breaks : isKnown && change <= rule.Limit * (1 - Margin) ? AlertVerdict.Well : AlertVerdict.Between;
    }
}
