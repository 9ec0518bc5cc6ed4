using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.Comparing;

/// <summary>What a step of one trace did.</summary>
/// <param name="Spans">Spans of the step, charged or not.</param>
/// <param name="Calls">Charged calls.</param>
/// <param name="IncompleteCalls">Of these, those whose cost is unknown or only partly known.</param>
/// <param name="CriticalNanos">For so long the trace waited for the step itself.</param>
/// <param name="Models">Of the charged calls, by name.</param>
public sealed record StepFigures(int Spans, int Calls, int IncompleteCalls, long CostNanoUsd, Usage Usage, long CriticalNanos, IReadOnlyList<string> Models)
{
    internal static StepFigures Of(IEnumerable<ComparedSpan> spans)
    {
        int count = 0, calls = 0, incomplete = 0;
        long cost = 0, waited = 0;
        var usage = default(Usage);
        var models = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var span in spans)
        {
            count++;
            waited += span.CriticalNanos;
            if (!span.Charge.IsCharged)
            {
                continue;
            }

            calls++;
            incomplete += span.IsIncomplete ? 1 : 0;
            cost = checked(cost + span.Charge.CostNanoUsd);
            usage += span.Charge.Usage;
            if (span.Charge.Series.Model.Length > 0)
            {
                models.Add(span.Charge.Series.Model);
            }
        }

        return new(count, calls, incomplete, cost, usage, waited, [.. models]);
    }
}

/// <summary>Why a step cost more or less.</summary>
public enum DiffReason : byte
{
    /// <summary>It cost the same.</summary>
    None = 0,

    /// <summary>Only the second trace has the step.</summary>
    NewStep = 1,

    /// <summary>Only the first trace has it.</summary>
    GoneStep = 2,

    /// <summary>Another model was charged.</summary>
    OtherModel = 3,

    /// <summary>The same models, more or fewer calls.</summary>
    Calls = 4,

    /// <summary>As many calls, other tokens.</summary>
    Tokens = 5,

    /// <summary>The same calls and tokens at another price.</summary>
    Price = 6,
}

/// <summary>A step's share in the difference between two traces.</summary>
public sealed record TraceDiffCause(string Step, StepFigures Before, StepFigures After)
{
    public long CostDifference => After.CostNanoUsd - Before.CostNanoUsd;

    public long CriticalDifference => After.CriticalNanos - Before.CriticalNanos;

    public bool IsIncomplete => Before.IncompleteCalls + After.IncompleteCalls > 0;

    /// <summary>The first of the reasons that holds, in the order of <see cref="DiffReason"/>: the coarsest is named, for the finer follow from it.</summary>
    public DiffReason Reason =>
        CostDifference == 0 ? DiffReason.None
        : Before.Spans == 0 ? DiffReason.NewStep
        : After.Spans == 0 ? DiffReason.GoneStep
        : Before.Calls > 0 && After.Calls > 0 && !Before.Models.SequenceEqual(After.Models) ? DiffReason.OtherModel
        : Before.Calls != After.Calls ? DiffReason.Calls
        : Before.Usage != After.Usage ? DiffReason.Tokens
        : DiffReason.Price;

    internal static IReadOnlyList<TraceDiffCause> Of(IReadOnlyList<TraceDiffRow> rows)
    {
        var before = rows.Select(row => row.Before).OfType<ComparedSpan>().ToLookup(span => span.Charge.Series.Step, StringComparer.Ordinal);
        var after = rows.Select(row => row.After).OfType<ComparedSpan>().ToLookup(span => span.Charge.Series.Step, StringComparer.Ordinal);
        return [.. before.Select(step => step.Key)
            .Union(after.Select(step => step.Key), StringComparer.Ordinal)
            .Select(step => new TraceDiffCause(step, StepFigures.Of(before[step]), StepFigures.Of(after[step])))
            .OrderByDescending(cause => Math.Abs((decimal)cause.CostDifference))
            .ThenByDescending(cause => Math.Abs((decimal)cause.CriticalDifference))
            .ThenBy(cause => cause.Step, StringComparer.Ordinal)];
    }
}
