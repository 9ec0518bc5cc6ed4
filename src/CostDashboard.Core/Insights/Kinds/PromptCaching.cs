using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights.Kinds;

/// <summary>
/// Prompt caching that is not used, or broken. A call repeats the prompt of the call before it where it is a turn of the same agent with the same model,
/// begins within five minutes (how long providers keep a prompt) after it, and reads at least what that one read and wrote. Where at least
/// <see cref="LeastTokens"/> tokens repeat, and of all repeated tokens of a run less than S percent came from the cache, with S the threshold:
/// <code>saving = Σ charge − price with the repeated tokens read from the cache and, where the book has a rate for it, the rest written into it</code>
/// What repeats between traces is not claimed: without the text it cannot be known.
/// </summary>
internal sealed class PromptCaching : InsightRule
{
    // https://platform.openai.com/docs/guides/prompt-caching and https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching
    private const long LeastTokens = 1_024;
    private const long KeptFor = 5 * UnixNanos.PerMinute;

    public override InsightKind Kind => InsightKind.PromptCaching;

    public override string Name => "Prompt caching not used or broken";

    public override InsightThreshold Threshold { get; } = new("Share of repeated prompt tokens that should come from the cache", "%", 50, 1, 100);

    public override string Advice => "Turn prompt caching on, keep the beginning of the prompt the same from turn to turn, and put what changes at its end.";

    public override string Seen(InsightFinding finding, decimal threshold) =>
        $"{Count(finding.Calls, "call", "calls")} in {Count(finding.Traces, "trace", "traces")} repeat the prompt before them, and {Count(finding.Tokens, "repeated token was", "repeated tokens were")} not read from the cache.";

    public override string Assumption(InsightFinding finding, decimal threshold) =>
        "Each call repeats all of the prompt before it, and the provider still has it. Priced with the book's rates for reading and writing the cache at the time of each call.";

    internal override IEnumerable<InsightObservation> Of(InsightTrace trace, decimal threshold, InsightPrices prices) =>
        from run in trace.AgentRuns
        from chain in Chains([.. run.Calls.Where(call => call.IsChat)])
        let repeated = chain.Skip(1).Sum(turn => turn.Repeated)
        where repeated > 0 && chain.Skip(1).Sum(turn => Math.Min(turn.Repeated, turn.Call.Usage.CacheRead)) * 100m < threshold * repeated
        select ObservationOf(chain, prices);

    private static InsightObservation ObservationOf(List<(InsightCall Call, long Repeated)> chain, InsightPrices prices)
    {
        var (tokens, cost, saving) = (0L, 0L, 0L);
        foreach (var (call, repeated) in chain)
        {
            var usage = call.Usage;
            var moved = Math.Clamp(repeated - usage.CacheRead, 0, usage.Input);
            var rest = usage.Input - moved;
            var cached = prices.ChargesForCacheWrites(call)
                ? usage with { Input = 0, CacheRead = usage.CacheRead + moved, CacheWrite5m = usage.CacheWrite5m + rest }
                : usage with { Input = rest, CacheRead = usage.CacheRead + moved };

            // What writing costs more than it saves stays in the sum, so that the saving is that of the whole run.
            saving += prices.Difference(call, cached);
            tokens += moved;
            cost += call.CostNanoUsd;
        }

        return new(InsightSubject.Of(chain[0].Call), chain.Count, tokens, cost, Math.Clamp(saving, 0, cost));
    }

    private static IEnumerable<List<(InsightCall Call, long Repeated)>> Chains(List<InsightCall> calls)
    {
        foreach (var model in calls.GroupBy(InsightSubject.Of))
        {
            var chain = new List<(InsightCall Call, long Repeated)>();
            foreach (var call in model)
            {
                if (chain.Count > 0 && !Repeats(chain[^1].Call, call))
                {
                    yield return chain;
                    chain = [];
                }

                var before = chain.Count == 0 ? 0 : chain[^1].Call.Usage.TotalInput;
                chain.Add((call, before >= LeastTokens ? before : 0));
            }

            yield return chain;
        }
    }

    private static bool Repeats(InsightCall before, InsightCall call) =>
        call.Start >= before.Node.Span.End && call.Start - before.Node.Span.End <= KeptFor
        && call.Usage.TotalInput >= before.Usage.TotalInput + before.Usage.Output;
}
