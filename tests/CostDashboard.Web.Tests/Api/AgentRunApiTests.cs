using System.Net;

namespace CostDashboard.Web.Tests.Api;

public sealed class AgentRunApiTests : IAsyncLifetime
{
    private const string Run = "0000000000000000000000000000a9e1";

    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        await _dashboard.SendAsync(
            Run,
            Sending.Noon,
            [
                new("a0", null, "invoke_agent refunds", 0, 9_000, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "refunds")),
                .. Enumerable.Range(1, 5).SelectMany(i => new Sent[]
                {
                    new($"c{i}", "a0", "chat gpt-4o-mini", i * 1000, (i * 1000) + 300, Sending.Call("gpt-4o-mini", 1000 * i, 100)),
                    new($"d{i}", "a0", "execute_tool search", (i * 1000) + 500, (i * 1000) + 600, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "search"), ("gen_ai.tool.call.arguments", """{"query": "secret"}""")),
                }),
            ]);
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task A_run_says_its_turns_their_causes_and_what_stopping_would_have_saved()
    {
        var answer = await _dashboard.AskAsync($"/api/v1/traces/{Run}/run");

        Assert.Equal("0.00255", answer.GetProperty("totalCostUsd").GetString());
        var run = answer.GetProperty("runs")[0];
        Assert.Equal("refunds", run.GetProperty("agent").GetString());
        Assert.Equal(["1", "2", "3", "4", "5"], run.GetProperty("turns").Column("number"));
        var causes = run.GetProperty("turns")[1].GetProperty("causes");
        Assert.Equal(("0.00015", "0.00015", "0.00006"), (causes.GetProperty("carriedUsd").GetString(), causes.GetProperty("addedUsd").GetString(), causes.GetProperty("outputUsd").GetString()));
        var loop = run.GetProperty("loops")[0];
        Assert.Equal(("oneTool", 2, "0.00198"), (loop.GetProperty("kind").GetString(), loop.GetProperty("stopAfterTurn").GetInt32(), loop.GetProperty("savingUsd").GetString()));
        Assert.Equal(["callsOfOneTool"], answer.GetProperty("brokenGuardrails").Column("kind"));
    }

    [Fact]
    public async Task The_text_of_arguments_is_in_no_answer()
    {
        Assert.DoesNotContain("secret", (await _dashboard.AskAsync($"/api/v1/traces/{Run}/run")).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", (await _dashboard.AskAsync($"/api/v1/traces/{Run}")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_that_is_not_there_is_not_found() =>
        Assert.Contains("There is no trace", (await _dashboard.AskAsync("/api/v1/traces/00000000000000000000000000000bad/run", HttpStatusCode.NotFound)).GetRawText(), StringComparison.Ordinal);
}
