using CostDashboard.Clients.Tests.Hosting;

namespace CostDashboard.Clients.Tests;

/// <summary>Vercel's AI SDK, version 4.</summary>
public sealed class Vercel4Tests(Workbench bench)
{
    // Its metadata has OpenAI's cached tokens and what Anthropic wrote to a cache, but not for how long; flex it does not know.
    [Theory]
    [InlineData("chat/plain", Rules.NoCache)]
    [InlineData("chat/cached", Rules.Includes)]
    [InlineData("chat/mostly-cached", Rules.Includes)]
    [InlineData("chat/reasoning", Rules.NoCache)]
    [InlineData("chat/stream", Rules.NoCache)]
    [InlineData("chat/retry", Rules.NoCache)]
    [InlineData("chat/tool", Rules.NoCache)]
    [InlineData("responses/plain", Rules.NoCache)]
    [InlineData("responses/cached", Rules.Includes)]
    [InlineData("responses/stream", Rules.NoCache)]
    [InlineData("responses/cached-stream", Rules.Includes)]
    [InlineData("responses/tool-stream", Rules.NoCache)]
    [InlineData("responses/tier", Rules.NoCache)]
    [InlineData("messages/plain", Rules.NoCache)]
    [InlineData("messages/cached", Rules.OldVercel, Untold.CacheLifetime)]
    [InlineData("messages/mostly-cached", Rules.BySize)]
    [InlineData("messages/stream", Rules.NoCache)]
    [InlineData("messages/cached-stream", Rules.OldVercel, Untold.CacheLifetime)]
    [InlineData("messages/tool", Rules.NoCache)]
    [InlineData("embeddings/embed", Rules.NoCache)]
    public async Task A_call_is_charged_once_for_what_the_provider_used(string trace, string rule, Untold untold = Untold.Nothing) =>
        (await RunAsync()).AssertCharged(trace, rule, untold);

    [Fact]
    public async Task A_refused_call_costs_nothing() => (await RunAsync()).AssertFree("chat/fail");

    [Fact]
    public async Task Every_answer_is_one_call_of_the_total() => await (await RunAsync()).AssertTotalAsync(bench.Dashboard);

    [Fact]
    public async Task What_stands_around_its_calls_is_not_charged_again() =>
        Assert.Equal(
            [
                "ai.generateText.doGenerate: Charged",
                "ai.generateText.doGenerate: Charged",
                "ai.generateText: Wrapper",
                "ai.toolCall: None",
            ],
            (await RunAsync()).RolesOf("chat/tool"));

    [Fact]
    public async Task What_else_it_tells_is_kept()
    {
        var run = await RunAsync();

        Assert.Equal(new Besides(run.AnswersOf("messages/stream")[0].ResponseId, null, "stop", 800, HasFirstToken: true), Besides.Of(run["messages/stream"].Charged[0]));
    }

    private Task<ClientRun> RunAsync() => bench.RunNodeAsync("vercel.js 4");
}
