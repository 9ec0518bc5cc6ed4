using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>
/// Why a turn cost what it cost, in nano-dollars that add up to what its call, its tools and the rest of it were charged.
/// <code>
/// carried tokens = min(tokens this call read, tokens the run's call before read)      0 for the first call
/// new tokens     = tokens this call read − carried tokens
/// </code>
/// Carried tokens are taken from what came from the cache, then from plain input, then from what was written to the cache; each class of tokens at what
/// one of it cost on the bill of the call. The bill is divided in proportion, and each boundary is rounded once, so that nothing is lost:
/// <code>
/// part = round(charge × bill up to and with the part ÷ whole bill) − all parts before
/// </code>
/// A cost that the span reports is divided as the price book would divide it. What has no bill, or is charged only for a part, is not divided.
/// </summary>
/// <param name="Carried">For reading again what the run had read before.</param>
/// <param name="Added">For reading what was new: instructions, the answer before, results of tools.</param>
/// <param name="Output">For what the model wrote, its thoughts included.</param>
/// <param name="Fees">For what is charged beside tokens: searches, requests, images.</param>
/// <param name="Tools">For what tools, sub-agents, searches and embeddings of the turn were charged.</param>
/// <param name="Undivided">For calls whose charge cannot be divided.</param>
public readonly record struct TurnCauses(long Carried, long Added, long Output, long Fees, long Tools, long Undivided)
{
    public long Sum => checked(Carried + Added + Output + Fees + Tools + Undivided);

    public static TurnCauses operator +(TurnCauses left, TurnCauses right)
    {
        checked
        {
            return new(
                left.Carried + right.Carried,
                left.Added + right.Added,
                left.Output + right.Output,
                left.Fees + right.Fees,
                left.Tools + right.Tools,
                left.Undivided + right.Undivided);
        }
    }

    /// <summary>Of a call by itself.</summary>
    /// <param name="before">Tokens that the run's call before read.</param>
    internal static TurnCauses Of(SpanCharge charge, SpanCost cost, long before)
    {
        if (charge.CostNanoUsd == 0)
        {
            return default;
        }

        var lines = (cost is SpanCost.Reported reported ? reported.Beside : cost) switch
        {
            SpanCost.Computed computed => computed.Lines,
            SpanCost.Partial known when cost is SpanCost.Partial => known.Lines,
            _ => [],
        };
        var bill = Bill.Of(lines, charge.Usage, before);
        return charge.Role is not ChargeRole.Charged || bill.Sum <= 0 ? new(0, 0, 0, 0, 0, charge.CostNanoUsd) : bill.Divide(charge.CostNanoUsd);
    }

    /// <summary>US dollars before they are rounded.</summary>
    private readonly record struct Bill(decimal Carried, decimal Added, decimal Output, decimal Fees)
    {
        internal decimal Sum => Carried + Added + Output + Fees;

        internal static Bill Of(IReadOnlyList<CostLine> lines, Usage usage, long before)
        {
            var (carried, added, output, fees) = (0m, 0m, 0m, 0m);
            var left = Math.Max(0, before);
            foreach (var (tokens, meters) in (ReadOnlySpan<(long, Meter[])>)
            [
                (usage.CacheRead, s_cacheRead), (usage.Input, s_input), (usage.CacheWrite5m, s_cacheWrite5m), (usage.CacheWrite1h, s_cacheWrite1h),
            ])
            {
                var amount = Amount(lines, meters);
                var again = Math.Min(left, tokens);
                left -= again;
                var part = tokens <= 0 ? 0m : amount * again / tokens;
                (carried, added) = (carried + part, added + amount - part);
            }

            output = Amount(lines, s_output);
            fees = lines.Sum(line => line.Amount.Amount) - carried - added - output;
            return new(carried, added, output, fees);
        }

        internal TurnCauses Divide(long charge)
        {
            var carried = Upto(charge, Carried);
            var input = Upto(charge, Carried + Added);
            var tokens = Upto(charge, Carried + Added + Output);
            return new(carried, input - carried, tokens - input, charge - tokens, 0, 0);
        }

        private long Upto(long charge, decimal bill) => decimal.ToInt64(decimal.Round(charge * (Math.Min(bill, Sum) / Sum), MidpointRounding.ToEven));

        private static decimal Amount(IReadOnlyList<CostLine> lines, Meter[] meters) =>
            lines.Where(line => Array.IndexOf(meters, line.Meter) >= 0).Sum(line => line.Amount.Amount);
    }

    private static readonly Meter[] s_cacheRead = [Meter.CacheRead, Meter.AudioCacheRead, Meter.ImageCacheRead];
    private static readonly Meter[] s_input = [Meter.Input, Meter.AudioInput, Meter.ImageInput, Meter.VideoInput];
    private static readonly Meter[] s_cacheWrite5m = [Meter.CacheWrite5m];
    private static readonly Meter[] s_cacheWrite1h = [Meter.CacheWrite1h];
    private static readonly Meter[] s_output = [Meter.Output, Meter.Reasoning, Meter.AudioOutput, Meter.ImageOutput, Meter.VideoOutput];
}
