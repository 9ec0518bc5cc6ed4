using CostDashboard.Clients.Tests.Hosting;

namespace CostDashboard.Clients.Tests;

/// <summary>OpenInference's instrumentations for JavaScript, of OpenAI's and of Anthropic's library.</summary>
public sealed class OpenInferenceTests(Workbench bench)
{
    [Theory]
    [InlineData("chat/plain", Rules.NoCache)]
    [InlineData("chat/cached", Rules.Includes)]
    [InlineData("chat/mostly-cached", Rules.Includes)]
    [InlineData("chat/reasoning", Rules.NoCache)]
    [InlineData("chat/tier", Rules.NoCache)]
    [InlineData("chat/retry", Rules.NoCache)]
    [InlineData("chat/tool", Rules.NoCache)]
    [InlineData("responses/plain", Rules.NoCache)]
    [InlineData("responses/cached", Rules.Includes)]
    [InlineData("responses/reasoning", Rules.NoCache)]
    [InlineData("responses/stream", Rules.NoCache)]
    [InlineData("messages/plain", Rules.NoCache)]
    [InlineData("messages/cached", Rules.Includes, Untold.CacheLifetime)]
    [InlineData("messages/mostly-cached", Rules.Includes)]
    [InlineData("messages/stream", Rules.NoCache)]
    [InlineData("messages/retry", Rules.NoCache)]
    [InlineData("messages/tool", Rules.NoCache)]
    public async Task A_call_is_charged_once_for_what_the_provider_used(string trace, string rule, Untold untold = Untold.Nothing) =>
        (await RunAsync()).AssertCharged(trace, rule, untold);

    // Of streamed chats and of embeddings it does not tell the usage, even where the provider does.
    [Theory]
    [InlineData("chat/stream")]
    [InlineData("chat/silent-stream")]
    [InlineData("embeddings/embed")]
    public async Task A_call_whose_usage_it_leaves_out_is_unpriced(string trace) => (await RunAsync()).AssertUnpriced(trace);

    [Theory]
    [InlineData("chat/fail")]
    [InlineData("messages/fail")]
    public async Task A_refused_call_costs_nothing(string trace) => (await RunAsync()).AssertFree(trace);

    [Fact]
    public async Task Every_answer_is_one_call_of_the_total() => await (await RunAsync()).AssertTotalAsync(bench.Dashboard, unpriced: 3);

    [Fact]
    public async Task What_else_it_tells_is_kept()
    {
        var run = await RunAsync();

        Assert.Equal(new Besides(null, "flex", "stop", 800), Besides.Of(run["chat/tier"].Charged[0]));
        Assert.Equal(new Besides(null, null, "end_turn", 800), Besides.Of(run["messages/plain"].Charged[0]));
    }

    private Task<ClientRun> RunAsync() => bench.RunNodeAsync("openinference.js");
}
