using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Spend.Outcomes;

/// <summary>A part of the charged calls by how they ended. A call can be in several; none is in two of those that <see cref="OutcomeParts.Endings"/> tells.</summary>
public enum OutcomePart : byte
{
    All = 0,
    Failed = 1,

    /// <summary>The same prompt was sent again, whether the call had failed or not.</summary>
    Repeated = 2,

    /// <summary>Failed, or made again, or both: counted once.</summary>
    InVain = 3,

    /// <summary>A limit cut the answer off.</summary>
    Cut = 4,

    /// <summary>A content filter stopped it.</summary>
    Filtered = 5,

    /// <summary>A chat whose span states no limit to its output.</summary>
    Unlimited = 6,
}

public static class OutcomeParts
{
    /// <summary>What a person is told of, in this order.</summary>
    public static IReadOnlyList<OutcomePart> Told { get; } = [OutcomePart.Failed, OutcomePart.Repeated, OutcomePart.Cut, OutcomePart.Filtered, OutcomePart.Unlimited];

    /// <summary>How a call can have ended otherwise than well; the first of these that it is in is its ending, so that endings add up.</summary>
    public static IReadOnlyList<OutcomePart> Endings { get; } = [OutcomePart.Failed, OutcomePart.Repeated, OutcomePart.Cut, OutcomePart.Filtered];

    public static bool Has(this OutcomePart part, CallOutcome outcome) => part switch
    {
        OutcomePart.All => true,
        OutcomePart.Failed => outcome.IsFailed,
        OutcomePart.Repeated => outcome.IsRepeated,
        OutcomePart.InVain => outcome.IsInVain,
        OutcomePart.Cut => outcome.Finish is FinishReason.Length,
        OutcomePart.Filtered => outcome.Finish is FinishReason.ContentFilter,
        OutcomePart.Unlimited => outcome.IsUnlimited,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such part."),
    };

    /// <summary>The ending of a call; null where it ended well, or in a way that is not told of.</summary>
    public static OutcomePart? EndingOf(CallOutcome outcome) => Endings.Where(part => part.Has(outcome)).Select(part => (OutcomePart?)part).FirstOrDefault();

    /// <summary>The query of traces that finds the calls of a part; empty for all.</summary>
    public static string QueryOf(OutcomePart part) => part switch
    {
        OutcomePart.All => "",
        OutcomePart.Failed => "call:failed",
        OutcomePart.Repeated => "call:repeated",
        OutcomePart.InVain => "call:failed,repeated",
        OutcomePart.Cut => "finish:length",
        OutcomePart.Filtered => "finish:content_filter",
        OutcomePart.Unlimited => "call:unlimited",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such part."),
    };

    /// <summary>The query of traces that finds the calls that have this ending, and so none of those before it.</summary>
    public static string QueryOfEnding(OutcomePart ending) => ending switch
    {
        OutcomePart.Failed => QueryOf(ending),
        OutcomePart.Repeated => $"{QueryOf(ending)} -call:failed",
        _ => $"{QueryOf(ending)} -call:failed,repeated",
    };
}

/// <summary>What calls of a part come to.</summary>
/// <param name="UnpricedCalls">Those whose cost is unknown and not in it.</param>
/// <param name="PartialCalls">Those of which only a part is in it.</param>
public readonly record struct OutcomeSum(long Calls, long CostNanoUsd, long UnpricedCalls, long PartialCalls)
{
    public static OutcomeSum operator +(OutcomeSum left, OutcomeSum right) => checked(new(
        left.Calls + right.Calls, left.CostNanoUsd + right.CostNanoUsd, left.UnpricedCalls + right.UnpricedCalls, left.PartialCalls + right.PartialCalls));

    public static OutcomeSum Of(OutcomeMeasures measures) => new(measures.Calls, measures.CostNanoUsd, measures.UnpricedCalls, measures.PartialCalls);
}

/// <summary>Calls by the parts that they are in.</summary>
public sealed class OutcomeSums
{
    private readonly OutcomeSum[] _parts = new OutcomeSum[Enum.GetValues<OutcomePart>().Length];
    private readonly OutcomeSum[] _finishes = new OutcomeSum[Enum.GetValues<FinishReason>().Length];

    public OutcomeSum this[OutcomePart part] => _parts[(int)part];

    public OutcomeSum this[FinishReason finish] => _finishes[(int)finish];

    public OutcomeSum All => this[OutcomePart.All];

    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public static OutcomeSums Of(IEnumerable<OutcomeRow> rows)
    {
        var sums = new OutcomeSums();
        foreach (var row in rows)
        {
            var sum = OutcomeSum.Of(row.Measures);
            sums._finishes[(int)row.Outcome.Finish] += sum;
            foreach (var part in Enum.GetValues<OutcomePart>().Where(part => part.Has(row.Outcome)))
            {
                sums._parts[(int)part] += sum;
            }
        }

        return sums;
    }
}

/// <summary>The calls of one step and model.</summary>
public sealed record OutcomeLine(string Step, string Model, OutcomeSums Sums);

/// <summary>How the calls of a period ended, by step and model, and together. Pure; the lines add up to the total.</summary>
/// <param name="Lines">By what went to calls in vain, then by all that they cost; those without any call are left out.</param>
public sealed record OutcomeTable(OutcomeSums Total, IReadOnlyList<OutcomeLine> Lines)
{
    public static OutcomeTable Of(IReadOnlyList<OutcomeRow> rows) => new(
        OutcomeSums.Of(rows),
        [
            .. rows.GroupBy(row => (row.Step, row.Model))
                .Select(line => new OutcomeLine(line.Key.Step, line.Key.Model, OutcomeSums.Of(line)))
                .OrderByDescending(line => line.Sums[OutcomePart.InVain].CostNanoUsd)
                .ThenByDescending(line => line.Sums.All.CostNanoUsd)
                .ThenBy(line => line.Step, StringComparer.Ordinal)
                .ThenBy(line => line.Model, StringComparer.Ordinal),
        ]);
}
