using System.Globalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend.Spikes;

/// <summary>What can be done about a difference.</summary>
public enum SpikeAdvice : byte
{
    /// <summary>It costs as much as usual, or less.</summary>
    Nothing = 0,

    /// <summary>Send fewer tokens with a call.</summary>
    LimitTokens = 1,

    /// <summary>The same trace calls again and again.</summary>
    GuardLoop = 2,

    /// <summary>A token has become dearer.</summary>
    CheckPrice = 3,

    /// <summary>A dearer model or step took the place of a cheaper one.</summary>
    MoveBack = 4,

    /// <summary>There is more to do, and each call costs what it did.</summary>
    SetBudget = 5,
}

/// <summary>The suggested action, with what it would save and what that assumes. It follows from the factor that moved and from the kind of call, and from nothing else.</summary>
/// <param name="What">A sentence in the imperative; it names the part of the traffic as it was handed in.</param>
/// <param name="NanoUsdPerDay">What it would save per day at the volume of now; null where it saves nothing by itself.</param>
/// <param name="Assumption">What the saving assumes; empty where there is none.</param>
public sealed record SpikeAction(SpikeAdvice Advice, string What, long? NanoUsdPerDay, string Assumption)
{
    /// <summary>From so many times the usual calls per trace on, more calls are called a loop.</summary>
    public const decimal LoopFrom = 1.5m;

    /// <param name="part">The single cause's part, or all of the traffic.</param>
    /// <param name="name">What people call the part.</param>
    /// <param name="perTrace">Calls of it per trace that has any, now and usually; null where that is not known.</param>
    /// <param name="periodsPerDay">How many periods of this volume a day holds.</param>
    public static SpikeAction For(SpikePart part, string name, (decimal Now, decimal Usual)? perTrace, decimal periodsPerDay)
    {
        if (part.Drivers.DifferenceNanoUsd <= 0)
        {
            return new(SpikeAdvice.Nothing, "It cost no more than usual: there is nothing to do.", null, "");
        }

        return part.Factor switch
        {
            SpikeFactor.TokensPerCall => Saving(
                SpikeAdvice.LimitTokens, LimitTokens(part, name), part.Drivers.TokensPerCallNanoUsd, Text($"the usual {part.Usual.TokensPerCall:#,##0} tokens per call instead of {part.Now.TokensPerCall:#,##0}")),
            SpikeFactor.PricePerToken => Saving(
                SpikeAdvice.CheckPrice,
                $"Check what a token of {name} costs: its price, its tier, and whether the prompt still comes from the cache. If the price itself went up, compare it with another model.",
                part.Drivers.PricePerTokenNanoUsd,
                PriceAssumption(part)),
            SpikeFactor.Mix => Saving(SpikeAdvice.MoveBack, MoveBack(part, name), part.Drivers.MixNanoUsd, "the usual shares of models and steps"),
            _ when perTrace is var (now, usual) && usual > 0 && now >= LoopFrom * usual => Saving(
                SpikeAdvice.GuardLoop,
                $"Stop the loop: let a trace call {name} only as often as it usually does, with a limit on steps or on repeated tool calls.",
                decimal.ToInt64(decimal.Round(Math.Min(part.Now.CostNanoUsd * (1 - (usual / now)), part.Drivers.DifferenceNanoUsd), 0, MidpointRounding.ToEven)),
                Text($"the usual {usual:#,##0.#} calls per trace instead of {now:#,##0.#}")),
            _ => new(SpikeAdvice.SetBudget, SetBudget(part, name), null, ""),
        };

        SpikeAction Saving(SpikeAdvice advice, string what, long nanos, string assumption) =>
            new(advice, what, decimal.ToInt64(decimal.Round(nanos * periodsPerDay, 0, MidpointRounding.ToEven)), assumption);
    }

    /// <summary>How many periods of this volume a day holds.</summary>
    /// <param name="callsOfDay">Calls of the part in the 24 hours up to the end of the period: a day is not as many times a busy hour as it has hours.</param>
    public static decimal PeriodsPerDay(SpikePart part, Period period, long callsOfDay) =>
        period.Length < UnixNanos.PerDay && part.Now.Calls > 0 ? callsOfDay / part.Now.Calls : (decimal)UnixNanos.PerDay / period.Length;

    private static string LimitTokens(SpikePart part, string name) => part.Kinds switch
    {
        [OperationKind.Embeddings, ..] => $"Embed smaller chunks in {name}, and what has not changed only once.",
        [OperationKind.Rerank, ..] => $"Rerank fewer documents in {name}: limit top_k to what it was.",
        [OperationKind.Media, ..] => $"Ask for less in {name}: fewer, smaller or shorter images and recordings, as it was.",
        _ => $"Limit the context that {name} sends: top_k, the chunk size or the history that goes along, to what it was.",
    };

    private static string MoveBack(SpikePart part, string name) =>
        part.Novelties.FirstOrDefault(novelty => novelty.Value.Dimension is Dimension.Model) is { } model
            ? $"Move {name} back from {model.Value.Value} to the model that it used before, where the answers are good enough."
            : $"Move {name} back to the cheaper models and steps that it used before, where the answers are good enough.";

    private static string SetBudget(SpikePart part, string name) => part.Usual.Calls == 0
        ? $"Decide whether {name} should be there: it is new. If it should, set a budget for it."
        : $"Nothing is wrong with a single call of {name}: there are more of them. Set a budget if they should not grow further.";

    private static string PriceAssumption(SpikePart part) => part is { Usual.Tokens: > 0, Now.Tokens: > 0 }
        ? Text($"the usual {PerMillion(part.Usual):$#,##0.00##} per million tokens instead of {PerMillion(part.Now):$#,##0.00##}")
        : "the usual cost of a call";

    // Nano-dollars per token are thousandths of dollars per million tokens.
    private static decimal PerMillion(SpikeFigures figures) => (figures.CostPerToken ?? 0) / 1_000;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
