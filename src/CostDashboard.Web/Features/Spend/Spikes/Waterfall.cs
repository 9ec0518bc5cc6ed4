using CostDashboard.Core.Spend.Spikes;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>A bar of the waterfall.</summary>
/// <param name="At">Where it begins, as a share of the width.</param>
/// <param name="Part">How long it is, as a share of the width.</param>
/// <param name="Factor">Null for the two whole amounts at the ends.</param>
internal sealed record WaterfallBar(string Label, string Note, long NanoUsd, SpikeFactor? Factor, double At, double Part);

/// <summary>The difference as steps from what is usual to what was spent; each begins where the one before ended. Pure.</summary>
internal static class Waterfall
{
    private static readonly (SpikeFactor Factor, string Label, string Note)[] s_factors =
    [
        (SpikeFactor.Volume, "number of calls", "More or fewer calls of the usual kinds."),
        (SpikeFactor.TokensPerCall, "tokens per call", "More or fewer tokens in a call of the same step and model."),
        (SpikeFactor.PricePerToken, "price per token", "Another price for a token of the same step and model: a rate, a tier, fewer cached tokens, more output to the input."),
        (SpikeFactor.Mix, "mix of calls", "Another share of dear and cheap steps and models."),
    ];

    public static IReadOnlyList<WaterfallBar> Of(SpikeReport report)
    {
        var (lowest, highest) = (0L, Math.Max(report.UsualNanoUsd, report.NowNanoUsd));
        var running = report.UsualNanoUsd;
        foreach (var (factor, _, _) in s_factors)
        {
            running += report.Drivers.Of(factor);
            (lowest, highest) = (Math.Min(lowest, running), Math.Max(highest, running));
        }

        var width = Math.Max(1.0, (double)highest - lowest);
        var bars = new List<WaterfallBar> { Bar("usual", "", report.UsualNanoUsd, null, 0, report.UsualNanoUsd) };
        var at = report.UsualNanoUsd;
        foreach (var (factor, label, note) in s_factors)
        {
            var part = report.Drivers.Of(factor);
            bars.Add(Bar(label, note, part, factor, Math.Min(at, at + part), Math.Abs(part)));
            at += part;
        }

        return [.. bars, Bar("now", "", report.NowNanoUsd, null, 0, report.NowNanoUsd)];

        WaterfallBar Bar(string label, string note, long nanos, SpikeFactor? factor, long from, long length) =>
            new(label, note, nanos, factor, (from - lowest) / width, length / width);
    }
}
