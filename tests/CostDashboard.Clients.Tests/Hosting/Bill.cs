using CostDashboard.Clients.Tests.Provider;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Clients.Tests.Hosting;

/// <summary>Holds what the provider billed against what the dashboard charges.</summary>
internal static class Bill
{
    /// <summary>Each answer of the scenario is one charged span, with its tokens by class, its price to the nano-dollar, and the rule that read them.</summary>
    internal static void AssertCharged(this ClientRun run, string trace, string rule, Untold untold = Untold.Nothing)
    {
        var answers = run.AnswersOf(trace);
        var charged = run[trace].Charged;

        Assert.NotEmpty(answers);
        Assert.Equal(answers.Select(answer => Line.Of(Told(answer, untold), rule)), charged.Select(Line.Of));
        Assert.All(answers.Zip(charged), pair => Assert.Equal(pair.First.ResponseId, pair.Second.Call.ResponseId ?? pair.First.ResponseId));
    }

    /// <summary>The client told of the call, but not what it used: it is of unknown cost, not free.</summary>
    internal static void AssertUnpriced(this ClientRun run, string trace)
    {
        Assert.Single(run.AnswersOf(trace));
        var span = Assert.Single(run[trace].Charged);
        Assert.IsType<SpanCost.Unpriced>(span.Priced.Cost);
        Assert.True(span.Charge.IsUnpriced);
    }

    /// <summary>The provider refused, and billed nothing.</summary>
    internal static void AssertFree(this ClientRun run, string trace)
    {
        Assert.Empty(run.AnswersOf(trace));
        Assert.Empty(run[trace].Charged);
    }

    /// <summary>What each span of a client's own means for the ledger, by its name, in alphabetical order: calls that run side by side begin in any.</summary>
    internal static IReadOnlyList<string> RolesOf(this ClientRun run, string trace) =>
        [.. run[trace].Spans.Skip(1).Select(span => $"{span.Priced.Span.Source.Name}: {span.Charge.Role}").Order(StringComparer.Ordinal)];

    /// <summary>Every answer is one charged call of the project, and the project's total is what its traces add up to.</summary>
    /// <param name="unpriced">Calls whose usage the client left out.</param>
    /// <param name="unseen">Answers of which the client told nothing at all.</param>
    internal static async Task AssertTotalAsync(this ClientRun run, Dashboard dashboard, int unpriced = 0, int unseen = 0)
    {
        var charges = run.Traces.SelectMany(trace => trace.Charged).Select(span => span.Charge).ToArray();

        Assert.Equal((run.Answers.Count - unseen, unpriced), ((int)run.Total.Calls, (int)run.Total.UnpricedCalls));
        Assert.Equal(charges.Sum(charge => charge.CostNanoUsd), run.Total.CostNanoUsd);
        Assert.Equal(charges.Aggregate(default(Usage), (sum, charge) => sum + charge.Usage), run.Total.Usage);
        Assert.Empty((await dashboard.Get<ILedger>().VerifyAsync(run.Project, CancellationToken.None)).Differences);
    }

    // What can be known of an answer from a client that keeps some of it to itself.
    private static Answer Told(Answer answer, Untold untold)
    {
        var usage = answer.Usage;
        if (untold.HasFlag(Untold.CacheRead))
        {
            usage = usage with { Input = usage.Input + usage.CacheRead, CacheRead = 0 };
        }

        if (untold.HasFlag(Untold.CacheWrite))
        {
            usage = usage with { Input = usage.Input + usage.CacheWrite, CacheWrite5m = 0, CacheWrite1h = 0 };
        }

        if (untold.HasFlag(Untold.CacheLifetime))
        {
            usage = usage with { CacheWrite5m = usage.CacheWrite, CacheWrite1h = 0 };
        }

        return answer with
        {
            Usage = untold.HasFlag(Untold.Reasoning) ? usage with { Reasoning = 0 } : usage,
            ServiceTier = untold.HasFlag(Untold.ServiceTier) ? null : answer.ServiceTier,
            Model = untold.HasFlag(Untold.ResponseModel) ? answer.RequestModel : answer.Model,
        };
    }

    private sealed record Line(string Provider, string Model, Usage Usage, long CostNanoUsd, PriceState State, string? Rule)
    {
        internal static Line Of(Answer answer, string rule) =>
            new(answer.Provider, answer.Model, answer.Usage, PriceByHand.NanosOf(answer), PriceState.Computed, rule);

        internal static Line Of(ChargedSpan span) =>
            new(span.Call.Provider, span.Call.Model, span.Charge.Usage, span.Charge.CostNanoUsd, span.Priced.Cost.State, span.Call.UsageRule);
    }
}

/// <summary>What a call's span says beside its tokens.</summary>
/// <param name="HasFirstToken">The time to the first token was measured.</param>
internal sealed record Besides(string? ResponseId, string? ServiceTier, string? FinishReason, long? MaxTokens, bool HasFirstToken = false)
{
    internal static Besides Of(ChargedSpan span) =>
        new(span.Call.ResponseId, span.Call.ServiceTier, span.Call.FinishReason, span.Call.MaxTokens, span.Call.TimeToFirstToken > 0);
}
