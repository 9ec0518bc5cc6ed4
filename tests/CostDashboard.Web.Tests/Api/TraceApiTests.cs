using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CostDashboard.Web.Tests.Api;

public sealed class TraceApiTests(SupportFixture support) : IClassFixture<SupportFixture>
{
    private const string Day = "/api/v1/traces?from=2026-08-06&to=2026-08-07";

    // For tests that only ask; what sends more has a dashboard of its own.
    private readonly Dashboard _dashboard = support.Dashboard;

    [Fact]
    public async Task A_trace_says_what_it_cost_and_by_which_prices()
    {
        var trace = await _dashboard.AskAsync($"/api/v1/traces/{Sending.Support}");

        Assert.Equal("0.00002316", trace.GetProperty("totalCostUsd").GetString());
        var spans = trace.GetProperty("spans");
        Assert.Equal(["handle_message", "invoke_agent classifier", "chat gpt-4o-mini", "embeddings text-embedding-3-small", "execute_tool search"], spans.Column("name"));
        Assert.Equal(["none", "wrapper", "charged", "charged", "none"], spans.Column("role"));
        Assert.Equal(["0", "0", "0.0000228", "0.00000036", "0"], spans.Column("costUsd"));
        Assert.Equal(["0.00002316", "0.0000228", "0.0000228", "0.00000036", "0"], spans.Column("inclusiveCostUsd"));

        var price = spans[2].GetProperty("price");
        Assert.Equal(["input", "output"], price.GetProperty("lines").Column("meter"));
        Assert.Equal(["0.15", "0.6"], price.GetProperty("lines").Column("usdRate"));
        Assert.Equal(["0.000018", "0.0000048"], price.GetProperty("lines").Column("amountUsd"));
        Assert.NotEmpty(price.GetProperty("source").GetString()!);
    }

    [Fact]
    public async Task A_call_that_two_traces_tell_of_is_charged_in_one_and_named_in_the_other()
    {
        await using var dashboard = await SupportFixture.StartAsync();
        var call = Sending.Call("gpt-4o-mini", 1000, 100).Append(("gen_ai.response.id", (object)"chatcmpl-DaLYmIS19l0ClnUwPDWAYAmn2jz66")).ToArray();
        var (app, gateway) = ("0000000000000000000000000000aaa1", "0000000000000000000000000000aaa2");
        await dashboard.SendAsync(gateway, Sending.Noon, [new("b1", null, "proxy", 5, 400, call)]);
        await dashboard.SendAsync(app, Sending.Noon, [new("b2", null, "chat gpt-4o-mini", 0, 410, call)]);

        var charged = await dashboard.AskAsync($"/api/v1/traces/{app}");
        var other = await dashboard.AskAsync($"/api/v1/traces/{gateway}");

        Assert.Equal(("0.00021", "charged"), (charged.GetProperty("totalCostUsd").GetString(), charged.GetProperty("spans")[0].GetProperty("role").GetString()));
        Assert.Equal(("0", "sameCall"), (other.GetProperty("totalCostUsd").GetString(), other.GetProperty("spans")[0].GetProperty("role").GetString()));
        var instead = other.GetProperty("spans")[0].GetProperty("chargedInstead");
        Assert.Equal((app, Sending.SpanId("b2")), (instead.GetProperty("traceId").GetString(), instead.GetProperty("spanId").GetString()));
        Assert.Equal(0, other.GetProperty("calls").GetInt32());
    }

    [Fact]
    public async Task The_tree_is_flat_and_joined_by_ids()
    {
        var trace = await _dashboard.AskAsync($"/api/v1/traces/{Sending.Support}");

        var spans = trace.GetProperty("spans");
        Assert.Equal([Sending.SpanId("a1")], trace.GetProperty("roots").EnumerateArray().Select(id => id.GetString()!));
        Assert.Equal(["null", Sending.SpanId("a1"), Sending.SpanId("a2"), Sending.SpanId("a1"), Sending.SpanId("a1")], spans.Column("parentId"));
        Assert.Equal(
            [Sending.SpanId("a2"), Sending.SpanId("a4"), Sending.SpanId("a5")],
            spans[0].GetProperty("children").EnumerateArray().Select(id => id.GetString()!));
    }

    [Fact]
    public async Task The_critical_path_is_as_long_as_the_root()
    {
        var trace = await _dashboard.AskAsync($"/api/v1/traces/{Sending.Support}");

        Assert.Equal(3_420_000_000, trace.GetProperty("criticalPathNanos").GetInt64());
        Assert.Equal(3_420_000_000, trace.GetProperty("spans").EnumerateArray().Sum(span => span.GetProperty("criticalPathNanos").GetInt64()));
    }

    [Fact]
    public async Task An_unpriced_span_says_why()
    {
        await using var dashboard = await SupportFixture.StartAsync();
        await dashboard.SendAsync("0000000000000000000000000000beef", Sending.Noon, [new("b1", null, "chat house-model-9", 0, 10, Sending.Call("house-model-9", 5, 5))]);

        var trace = await dashboard.AskAsync("/api/v1/traces/0000000000000000000000000000beef");

        var span = trace.GetProperty("spans")[0];
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("totalCostUsd").ValueKind);
        Assert.Equal(JsonValueKind.Null, span.GetProperty("costUsd").ValueKind);
        Assert.Equal(JsonValueKind.Null, span.GetProperty("inclusiveCostUsd").ValueKind);
        Assert.Equal("unpriced", span.GetProperty("priceState").GetString());
        Assert.Contains("house-model-9", span.GetProperty("unpricedReason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_and_deep_trace_is_answered_whole()
    {
        await using var dashboard = await SupportFixture.StartAsync();
        const string large = "0000000000000000000000000000f00d";
        var spans = Enumerable.Range(0, 6000).Select(i => new Sent(
            (i + 1).ToString("x", CultureInfo.InvariantCulture),
            i == 0 ? null : (i < 100 ? i : 100).ToString("x", CultureInfo.InvariantCulture),
            $"step {i % 40}", i, i + 1, Sending.Call("gpt-4o-mini", 10, 1)));
        await dashboard.SendAsync(large, Sending.Noon, spans);

        var trace = await dashboard.AskAsync($"/api/v1/traces/{large}");

        Assert.Equal((6000, 100), (trace.GetProperty("spans").GetArrayLength(), trace.GetProperty("spans").EnumerateArray().Max(span => span.GetProperty("depth").GetInt32())));
    }

    [Fact]
    public async Task A_trace_is_asked_for_what_is_linked_to_it()
    {
        var linked = await _dashboard.AskAsync($"/api/v1/traces/{Sending.Support}/linked");

        Assert.Equal((1, "0.00002316"), (linked.GetProperty("together").GetProperty("traces").GetInt32(), linked.GetProperty("own").GetProperty("costUsd").GetString()));
        Assert.Equal(0, linked.GetProperty("traces").GetArrayLength());
    }

    [Theory]
    [InlineData("xyz", HttpStatusCode.BadRequest)]
    [InlineData("00000000000000000000000000001234", HttpStatusCode.NotFound)]
    public async Task Links_of_a_trace_that_is_not_there_are_a_problem(string id, HttpStatusCode status)
    {
        var problem = await _dashboard.AskAsync($"/api/v1/traces/{id}/linked", status);

        Assert.Equal("traceId", problem.GetProperty("parameter").GetString());
    }

    [Theory]
    [InlineData("xyz", HttpStatusCode.BadRequest)]
    [InlineData("00000000000000000000000000000000", HttpStatusCode.BadRequest)]
    [InlineData("00000000000000000000000000001234", HttpStatusCode.NotFound)]
    public async Task A_trace_that_is_not_there_is_a_problem(string id, HttpStatusCode status)
    {
        var problem = await _dashboard.AskAsync($"/api/v1/traces/{id}", status);

        Assert.Equal("traceId", problem.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task Traces_are_listed_dearest_first_a_page_at_a_time()
    {
        await using var dashboard = await SupportFixture.StartAsync();
        for (var i = 1; i <= 4; i++)
        {
            await dashboard.SendAsync($"0000000000000000000000000000000{i}", Sending.Noon, [new($"c{i}", null, $"run {i}", 0, 10 * i, Sending.Call("gpt-4o-mini", i * 1000, 0))]);
        }

        var first = await dashboard.AskAsync($"{Day}&sort=cost&limit=3&text=run");
        var second = await dashboard.AskAsync($"{Day}&sort=cost&limit=3&text=run&cursor={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}");
        var inTheSamePeriod = await dashboard.AskAsync($"/api/v1/traces?sort=cost&limit=3&text=run&cursor={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}");

        Assert.Equal(["run 4", "run 3", "run 2"], first.GetProperty("traces").Column("name"));
        Assert.Equal(["0.0006", "0.00045", "0.0003"], first.GetProperty("traces").Column("costUsd"));
        Assert.Equal(["run 1"], second.GetProperty("traces").Column("name"));
        Assert.Equal(["run 1"], inTheSamePeriod.GetProperty("traces").Column("name"));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal((4, "0.0015"), (first.GetProperty("count").GetInt32(), first.GetProperty("costUsd").GetString()));
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_is_refused_with_the_place_and_the_remedy()
    {
        var problem = await _dashboard.AskAsync(Day + "&query=" + Uri.EscapeDataString("model:x stpe:a"), HttpStatusCode.BadRequest);

        Assert.Equal("query", problem.GetProperty("parameter").GetString());
        Assert.StartsWith("At character 9, “stpe:a”: There is no field “stpe”. Did you mean step?", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("minCostUsd=0.00001", 1)]
    [InlineData("minCostUsd=1", 0)]
    [InlineData("minDurationMs=3420&maxDurationMs=3420", 1)]
    [InlineData("errors=true", 0)]
    [InlineData("customer=acme&model=gpt-4o-mini", 1)]
    [InlineData("text=HANDLE", 1)]
    [InlineData("text=" + Sending.Support, 1)]
    [InlineData("basis=spent&kind=chat", 1)]
    [InlineData("query=model:gpt-4o*%20-customer:other%20calls%3e1%20%22HANDLE%22", 1)]
    [InlineData("query=customer:acme&customer=other", 0)]
    public async Task Filters_keep_what_they_name(string filter, int count)
    {
        var answer = await _dashboard.AskAsync($"{Day}&{filter}");

        Assert.Equal(count, answer.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task What_was_spent_by_the_traces_of_a_list_is_what_the_chart_said()
    {
        var list = await _dashboard.AskAsync($"{Day}&basis=spent&model=gpt-4o-mini");
        var spend = await _dashboard.AskAsync("/api/v1/spend?from=2026-08-06&to=2026-08-07&model=gpt-4o-mini");

        Assert.Equal(["0.0000228"], list.GetProperty("traces").Column("costUsd"));
        Assert.Equal(spend.GetProperty("total").GetProperty("costUsd").GetString(), list.GetProperty("costUsd").GetString());
    }

    [Theory]
    [InlineData("sort", "sort=name")]
    [InlineData("order", "order=up")]
    [InlineData("limit", "limit=0")]
    [InlineData("limit", "limit=501")]
    [InlineData("cursor", "cursor=nonsense")]
    [InlineData("minCostUsd", "minCostUsd=cheap")]
    [InlineData("maxDurationMs", "maxDurationMs=-1")]
    [InlineData("errors", "errors=maybe")]
    [InlineData("basis", "basis=paid")]
    public async Task A_mistake_is_answered_with_the_parameter(string parameter, string query)
    {
        var problem = await _dashboard.AskAsync($"{Day}&{query}", HttpStatusCode.BadRequest);

        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }
}
