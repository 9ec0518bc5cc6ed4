using CostDashboard.Clients.Tests.Hosting;

namespace CostDashboard.Clients.Tests;

/// <summary>Langfuse's wrapper of OpenAI's library for JavaScript, and its OpenTelemetry processor.</summary>
public sealed class LangfuseTests(Workbench bench)
{
    [Theory]
    [InlineData("chat/plain", Rules.NoCache)]
    [InlineData("chat/cached", Rules.Langfuse)]
    [InlineData("chat/mostly-cached", Rules.Langfuse)]
    [InlineData("chat/reasoning", Rules.NoCache)]
    [InlineData("chat/tier", Rules.NoCache, Untold.ServiceTier)]
    [InlineData("chat/stream", Rules.NoCache, Untold.ResponseModel)]
    [InlineData("chat/retry", Rules.NoCache)]
    [InlineData("chat/tool", Rules.NoCache)]
    [InlineData("responses/plain", Rules.NoCache)]
    [InlineData("responses/cached", Rules.Langfuse)]
    [InlineData("responses/reasoning", Rules.NoCache)]
    [InlineData("responses/stream", Rules.NoCache)]
    public async Task A_call_is_charged_once_for_what_the_provider_used(string trace, string rule, Untold untold = Untold.Nothing) =>
        (await RunAsync()).AssertCharged(trace, rule, untold);

    [Theory]
    [InlineData("chat/silent-stream")]
    [InlineData("embeddings/embed")]
    public async Task A_call_whose_usage_it_leaves_out_is_unpriced(string trace) => (await RunAsync()).AssertUnpriced(trace);

    [Fact]
    public async Task A_refused_call_costs_nothing() => (await RunAsync()).AssertFree("chat/fail");

    [Fact]
    public async Task Every_answer_is_one_call_of_the_total() => await (await RunAsync()).AssertTotalAsync(bench.Dashboard, unpriced: 2);

    [Fact]
    public async Task The_time_to_the_first_token_is_read_from_when_the_answer_began() =>
        Assert.Equal(new Besides(null, null, null, null, HasFirstToken: true), Besides.Of((await RunAsync())["chat/stream"].Charged[0]));

    private Task<ClientRun> RunAsync() => bench.RunNodeAsync("langfuse.js", oldest: 20);
}
