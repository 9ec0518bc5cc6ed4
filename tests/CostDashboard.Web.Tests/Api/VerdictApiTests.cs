using System.Net;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Guardrails;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Api;

public sealed class VerdictApiTests : IAsyncLifetime
{
    private const string Run = "0000000000000000000000000000a9e2";
    private const string Unseen = "0000000000000000000000000000a9e3";

    private Dashboard _dashboard = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // An agent that asked twice and searched three times: the limit, and not beyond.
    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        await _dashboard.SendAsync(
            Run,
            Sending.Noon,
            [
                new("a0", null, "invoke_agent refunds", 0, 9_000, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "refunds")),
                .. Enumerable.Range(1, 2).Select(i => new Sent($"c{i}", "a0", "chat", i * 1000, (i * 1000) + 300, Sending.Call("gpt-4o-mini", 1000, 100))),
                .. Enumerable.Range(1, 3).Select(i => Search($"d{i}", i)),
            ]);
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task An_agent_asks_before_its_next_step_and_is_told_to_go_on_or_to_stop()
    {
        var go = await AskAsync(Run);
        await _dashboard.SendAsync(Run, Sending.Noon, [Search("d4", 4)]);
        var stop = await AskAsync(Run);

        Assert.Equal(("go", "Go: within all limits; closest is calls of one tool, 3 of 3 ('search')."), (Text(go, "verdict"), Text(go, "reason")));
        Assert.Equal(JsonValueKind.Null, go.GetProperty("rule").ValueKind);
        Assert.Equal(["10", "3", "0.5", "0.1", "50000"], go.GetProperty("limits").Column("limit"));
        Assert.Equal(["2", "3", "0.00042", "0.00021", "2000"], go.GetProperty("limits").Column("value"));
        Assert.Equal(["8", "0", "0.49958", "0.09979", "48000"], go.GetProperty("limits").Column("remaining"));
        Assert.Equal(("stop", "Stop: 4 calls of 'search', over the limit of 3."), (Text(stop, "verdict"), Text(stop, "reason")));
        Assert.Equal(("callsOfOneTool", "3", "4", "search"), (Text(stop.GetProperty("rule"), "kind"), Text(stop.GetProperty("rule"), "limit"), Text(stop.GetProperty("rule"), "value"), Text(stop.GetProperty("rule"), "tool")));
    }

    [Fact]
    public async Task The_verdict_says_what_the_page_and_the_run_say()
    {
        await _dashboard.SendAsync(Run, Sending.Noon, [Search("d4", 4), Search("d5", 5)]);

        var verdict = await AskAsync(Run);
        var run = await _dashboard.AskAsync($"/api/v1/traces/{Run}/run");

        var broken = Assert.Single(run.GetProperty("brokenGuardrails").EnumerateArray());
        var rule = verdict.GetProperty("rule");
        Assert.Equal((Text(broken, "kind"), Text(broken, "limit"), Text(broken, "reached"), Text(broken, "tool")), (Text(rule, "kind"), Text(rule, "limit"), Text(rule, "value"), Text(rule, "tool")));
        Assert.Equal(run.GetProperty("totalCostUsd").GetString(), verdict.GetProperty("totals").GetProperty("costUsd").GetString());
    }

    [Fact]
    public async Task A_trace_that_is_not_known_yet_goes_on_with_nothing_counted_and_says_so()
    {
        var verdict = await AskAsync(Unseen);

        Assert.Equal(("go", false), (Text(verdict, "verdict"), verdict.GetProperty("isKnown").GetBoolean()));
        Assert.Equal("""{"spans":0,"steps":0,"toolCalls":[],"otherToolCalls":0,"costUsd":"0","calls":0,"unpricedCalls":0,"partialCalls":0,"unpricedShare":null,"inputTokens":0,"outputTokens":0}""", verdict.GetProperty("totals").GetRawText());
        Assert.Contains("no span of this trace has arrived yet", Text(verdict, "reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_projects_key_sees_nothing_of_a_trace()
    {
        var verdict = await _dashboard.AskAsync($"/api/v1/traces/{Run}/verdict", key: await _dashboard.MakeKeyAsync("other"));

        Assert.Equal((false, "0"), (verdict.GetProperty("isKnown").GetBoolean(), verdict.GetProperty("totals").GetProperty("costUsd").GetString()));
    }

    [Fact]
    public async Task The_next_step_is_judged_before_it_is_taken_counted_once_and_not_stored()
    {
        const string Next = """{"spans":[{"spanId":"00000000000000d4","kind":"tool","tool":"search"},{"kind":"chat","model":"gpt-4o-mini","provider":"openai","inputTokens":1000,"outputTokens":100}]}""";

        var stop = await PostAsync(Run, Next);
        var after = await AskAsync(Run);
        await _dashboard.SendAsync(Run, Sending.Noon, [Search("d4", 4)]);
        var stored = await PostAsync(Run, Next);

        Assert.Equal(("stop", 2, 0), (Text(stop, "verdict"), stop.GetProperty("pendingCounted").GetInt32(), stop.GetProperty("pendingStored").GetInt32()));
        Assert.Equal(("0.00063", 3), (stop.GetProperty("totals").GetProperty("costUsd").GetString(), stop.GetProperty("totals").GetProperty("steps").GetInt32()));
        Assert.Equal("go", Text(after, "verdict"));
        Assert.Equal(["4"], stored.GetProperty("totals").GetProperty("toolCalls").Column("calls"));
        Assert.Equal((1, 1), (stored.GetProperty("pendingCounted").GetInt32(), stored.GetProperty("pendingStored").GetInt32()));
    }

    [Fact]
    public async Task What_has_no_known_price_is_unknown_and_not_zero()
    {
        var totals = (await PostAsync(Unseen, """{"spans":[{"kind":"chat","model":"no-such-model","inputTokens":10}]}""")).GetProperty("totals");

        Assert.Equal(JsonValueKind.Null, totals.GetProperty("costUsd").ValueKind);
        Assert.Equal((1, 1.0), (totals.GetProperty("unpricedCalls").GetInt32(), totals.GetProperty("unpricedShare").GetDouble()));
    }

    [Theory]
    [InlineData("""{}""", "spans")]
    [InlineData("""null""", "spans")]
    [InlineData("""{"spans":[null]}""", "spans[0]")]
    [InlineData("""{"spans":[{}]}""", "spans[0].kind")]
    [InlineData("""{"spans":[{"kind":"agent"},{"kind":"thought"}]}""", "spans[1].kind")]
    [InlineData("""{"spans":[{"kind":"tool"}]}""", "spans[0].tool")]
    [InlineData("""{"spans":[{"kind":"chat"}]}""", "spans[0].model")]
    [InlineData("""{"spans":[{"kind":"chat","model":"m","inputTokens":-1}]}""", "spans[0].inputTokens")]
    [InlineData("""{"spans":[{"kind":"chat","model":"m","costUsd":"-1"}]}""", "spans[0].costUsd")]
    [InlineData("""{"spans":[{"kind":"chat","model":"m","costUsd":0.1}]}""", "$.spans[0].costUsd")]
    [InlineData("""{"spans":[{"kind":"other","spanId":"12"}]}""", "spans[0].spanId")]
    [InlineData("""{"spans":[{"kind":"other","startedAt":"yesterday"}]}""", "spans[0].startedAt")]
    [InlineData("""{"spans":[{"kind":"other","spanId":"00000000000000d4"},{"kind":"other","spanId":"00000000000000D4"}]}""", "spans[1].spanId")]
    [InlineData("""{"spans":[{"kind":"other","tokens":4}]}""", "$.spans[0].tokens")]
    [InlineData("""{"spans":""", "$.spans")]
    public async Task What_cannot_be_meant_is_named(string body, string parameter) =>
        Assert.Equal(parameter, (await PostAsync(Unseen, body, HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());

    [Fact]
    public async Task More_than_a_question_may_hold_is_refused_with_the_number()
    {
        var spans = string.Join(',', Enumerable.Repeat("""{"kind":"other"}""", 101));

        Assert.Contains("at most 100", (await PostAsync(Unseen, $$"""{"spans":[{{spans}}]}""", HttpStatusCode.BadRequest)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        await PostAsync(Unseen, $$"""{"spans":[{"kind":"other","name":"{{new string('x', 256 * 1024)}}"}]}""", HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("traceId", (await _dashboard.AskAsync("/api/v1/traces/zz/verdict", HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());
        Assert.Equal("x", (await _dashboard.AskAsync($"/api/v1/traces/{Run}/verdict?x=1", HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task A_limit_that_is_changed_holds_for_the_next_verdict()
    {
        await _dashboard.Get<IGuardrailStore>().SetAsync(new(1), new() { Limits = [new(GuardrailKind.CallsOfOneTool, 2), new(GuardrailKind.CallsOfOneTool, 9, Agent: "somebody else")] }, 0, A.Entry, Cancel);
        var stop = await AskAsync(Run);
        await _dashboard.Get<IGuardrailStore>().SetAsync(new(1), new() { Limits = [new(GuardrailKind.CallsOfOneTool, 2), new(GuardrailKind.CallsOfOneTool, 9, Agent: "refunds")] }, 1, A.Entry, Cancel);
        var go = await AskAsync(Run);

        Assert.Equal(("stop", "go"), (Text(stop, "verdict"), Text(go, "verdict")));
        Assert.Equal(["null", "refunds"], go.GetProperty("limits").Column("agent"));
        Assert.Equal(["0", "3"], go.GetProperty("limits").Column("value"));
    }

    private static Sent Search(string id, int second) =>
        new(id, "a0", "execute_tool search", (second * 1000) + 500, (second * 1000) + 600, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "search"));

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private Task<JsonElement> AskAsync(string trace) => _dashboard.AskAsync($"/api/v1/traces/{trace}/verdict");

    private async Task<JsonElement> PostAsync(string trace, string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var client = new HttpClient { BaseAddress = _dashboard.Addresses.Web };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Dashboard.Key);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"/api/v1/traces/{trace}/verdict", content, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
