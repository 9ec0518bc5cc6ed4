using CostDashboard.Clients.Tests.Hosting;

namespace CostDashboard.Clients.Tests;

/// <summary>Traceloop's instrumentations for JavaScript (OpenLLMetry), of OpenAI's and of Anthropic's library.</summary>
public sealed class TraceloopTests(Workbench bench)
{
    // Of OpenAI's usage it tells the sums alone; of Anthropic's each class, beside each other as the provider does.
    [Theory]
    [InlineData("chat/plain", Rules.NoCache)]
    [InlineData("chat/cached", Rules.NoCache, Untold.CacheRead)]
    [InlineData("chat/mostly-cached", Rules.NoCache, Untold.CacheRead)]
    [InlineData("chat/reasoning", Rules.NoCache, Untold.Reasoning)]
    [InlineData("chat/tier", Rules.NoCache, Untold.ServiceTier)]
    [InlineData("chat/retry", Rules.NoCache)]
    [InlineData("chat/tool", Rules.NoCache)]
    [InlineData("responses/plain", Rules.NoCache)]
    [InlineData("responses/cached", Rules.NoCache, Untold.CacheRead)]
    [InlineData("responses/reasoning", Rules.NoCache, Untold.Reasoning)]
    [InlineData("messages/plain", Rules.NoCache)]
    [InlineData("messages/cached", Rules.Raw, Untold.CacheLifetime)]
    [InlineData("messages/mostly-cached", Rules.BySize)]
    [InlineData("messages/stream", Rules.NoCache)]
    [InlineData("messages/retry", Rules.NoCache)]
    [InlineData("messages/tool", Rules.NoCache)]
    public async Task A_call_is_charged_once_for_what_the_provider_used(string trace, string rule, Untold untold = Untold.Nothing) =>
        (await RunAsync()).AssertCharged(trace, rule, untold);

    [Theory]
    [InlineData("chat/stream")]
    [InlineData("chat/silent-stream")]
    [InlineData("responses/stream")]
    public async Task A_call_whose_usage_it_leaves_out_is_unpriced(string trace) => (await RunAsync()).AssertUnpriced(trace);

    [Theory]
    [InlineData("chat/fail")]
    [InlineData("messages/fail")]
    public async Task A_refused_call_costs_nothing(string trace) => (await RunAsync()).AssertFree(trace);

    // It knows no embeddings.
    [Fact]
    public async Task Every_answer_that_it_tells_of_is_one_call_of_the_total() =>
        await (await RunAsync()).AssertTotalAsync(bench.Dashboard, unpriced: 3, unseen: 1);

    private Task<ClientRun> RunAsync() => bench.RunNodeAsync("traceloop.js", "http/json");
}
