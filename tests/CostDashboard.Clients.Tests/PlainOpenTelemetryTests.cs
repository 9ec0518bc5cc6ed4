using CostDashboard.Clients.Tests.Hosting;

namespace CostDashboard.Clients.Tests;

/// <summary>OpenTelemetry's SDK for JavaScript, and an application that writes <c>gen_ai.*</c> itself; in both encodings of OTLP.</summary>
public sealed class PlainOpenTelemetryTests(Workbench bench)
{
    // The convention has one name for cache writes, whatever their lifetime.
    [Theory]
    [InlineData("chat/plain", Rules.NoCache)]
    [InlineData("chat/cached", Rules.Includes)]
    [InlineData("chat/mostly-cached", Rules.Includes)]
    [InlineData("chat/reasoning", Rules.NoCache)]
    [InlineData("chat/tier", Rules.NoCache)]
    [InlineData("chat/stream", Rules.NoCache)]
    [InlineData("chat/retry", Rules.NoCache)]
    [InlineData("chat/tool", Rules.NoCache)]
    [InlineData("responses/plain", Rules.NoCache)]
    [InlineData("responses/cached", Rules.Includes)]
    [InlineData("responses/reasoning", Rules.NoCache)]
    [InlineData("responses/stream", Rules.NoCache)]
    [InlineData("embeddings/embed", Rules.NoCache)]
    [InlineData("messages/plain", Rules.NoCache)]
    [InlineData("messages/cached", Rules.Includes, Untold.CacheLifetime)]
    [InlineData("messages/mostly-cached", Rules.Includes)]
    [InlineData("messages/stream", Rules.NoCache)]
    [InlineData("messages/retry", Rules.NoCache)]
    [InlineData("messages/tool", Rules.NoCache)]
    public async Task A_call_is_charged_once_for_what_the_provider_used(string trace, string rule, Untold untold = Untold.Nothing) =>
        Assert.All([await RunAsync("http/protobuf"), await RunAsync("http/json")], run => run.AssertCharged(trace, rule, untold));

    [Fact]
    public async Task A_stream_that_was_not_asked_for_its_usage_is_unpriced() => (await RunAsync("http/protobuf")).AssertUnpriced("chat/silent-stream");

    [Theory]
    [InlineData("chat/fail")]
    [InlineData("messages/fail")]
    public async Task A_refused_call_costs_nothing(string trace) => (await RunAsync("http/protobuf")).AssertFree(trace);

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("http/json")]
    public async Task Every_answer_is_one_call_of_the_total(string protocol) => await (await RunAsync(protocol)).AssertTotalAsync(bench.Dashboard, unpriced: 1);

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("http/json")]
    public async Task What_else_it_tells_is_kept(string protocol)
    {
        var run = await RunAsync(protocol);

        Assert.Equal(new Besides(run.AnswersOf("chat/tier")[0].ResponseId, "flex", "stop", 800), Besides.Of(run["chat/tier"].Charged[0]));
        Assert.Equal(new Besides(run.AnswersOf("messages/stream")[0].ResponseId, null, "end_turn", 800, HasFirstToken: true), Besides.Of(run["messages/stream"].Charged[0]));
    }

    private Task<ClientRun> RunAsync(string protocol) => bench.RunNodeAsync("plain-opentelemetry.js", protocol);
}
