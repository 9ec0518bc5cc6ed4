using CostDashboard.Clients.Tests.Hosting;

namespace CostDashboard.Clients.Tests;

/// <summary>Vercel's AI SDK, version 6.</summary>
public sealed class Vercel6Tests(Workbench bench)
{
    [Theory]
    [InlineData("chat/plain", Rules.NoCache)]
    [InlineData("chat/cached", Rules.Stated)]
    [InlineData("chat/mostly-cached", Rules.Stated)]
    [InlineData("chat/reasoning", Rules.NoCache)]
    [InlineData("chat/stream", Rules.NoCache)]
    [InlineData("chat/retry", Rules.NoCache)]
    [InlineData("chat/tool", Rules.NoCache)]
    [InlineData("responses/plain", Rules.NoCache)]
    [InlineData("responses/cached", Rules.Stated)]
    [InlineData("responses/stream", Rules.NoCache)]
    [InlineData("responses/cached-stream", Rules.Stated)]
    [InlineData("responses/tool-stream", Rules.NoCache)]
    [InlineData("responses/tier", Rules.NoCache)]
    [InlineData("messages/plain", Rules.NoCache)]
    [InlineData("messages/cached", Rules.Stated)]
    [InlineData("messages/mostly-cached", Rules.Stated)]
    [InlineData("messages/stream", Rules.NoCache)]
    [InlineData("messages/cached-stream", Rules.Stated)]
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

        Assert.Equal(new Besides(run.AnswersOf("responses/tier")[0].ResponseId, "flex", "stop", 800), Besides.Of(run["responses/tier"].Charged[0]));
    }

    private Task<ClientRun> RunAsync() => bench.RunNodeAsync("vercel.js 6", "http/json");
}
