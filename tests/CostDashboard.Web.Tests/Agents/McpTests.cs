using System.Net;
using System.Text;
using System.Text.Json;
using CostDashboard.Web.Tests.Api;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace CostDashboard.Web.Tests.Agents;

/// <summary>Agents ask a whole, running dashboard over the Model Context Protocol.</summary>
public sealed class McpTests(SupportFixture support) : IClassFixture<SupportFixture>
{
    private const string CostOfSupport = "0.00002316";

    private static readonly object s_day = new { from = "2026-08-06", to = "2026-08-07" };

    private readonly Dashboard _dashboard = support.Dashboard;

    [Fact]
    public async Task An_agent_finds_tools_resources_and_prompts()
    {
        await using var agent = await Agent.ConnectAsync(_dashboard);
        var cancel = TestContext.Current.CancellationToken;

        Assert.Equal("CostDashboard", agent.Client.ServerInfo?.Name);
        Assert.Contains("get_spike", agent.Client.ServerInstructions, StringComparison.Ordinal);
        var tools = await agent.Client.ListToolsAsync(cancellationToken: cancel);
        Assert.Equal(
            ["check_budget", "get_costs", "get_spike", "get_trace", "list_incidents", "list_models", "list_traces", "record_spans"],
            tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["record_spans"], tools.Where(tool => tool.ProtocolTool.Annotations?.ReadOnlyHint is not true).Select(tool => tool.Name));
        Assert.Equal(["costdashboard://incidents"], (await agent.Client.ListResourcesAsync(cancellationToken: cancel)).Select(resource => resource.Uri));
        Assert.Equal(
            ["costdashboard://traces/{traceId}", "costdashboard://incidents/{id}"],
            (await agent.Client.ListResourceTemplatesAsync(cancellationToken: cancel)).Select(template => template.UriTemplate));
        Assert.Equal(["why_did_cost_rise", "review_trace"], (await agent.Client.ListPromptsAsync(cancellationToken: cancel)).Select(prompt => prompt.Name));
        Assert.Contains(
            "Call get_spike",
            Assert.IsType<TextContentBlock>((await agent.Client.GetPromptAsync("why_did_cost_rise", cancellationToken: cancel)).Messages[0].Content).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Costs_are_those_of_the_API_to_the_nano_dollar()
    {
        await using var agent = await Agent.ConnectAsync(_dashboard);

        var answer = await agent.AskAsync("get_costs", new { from = "2026-08-06", to = "2026-08-07", by = "model", filters = new { customer = "acme" } });
        var api = await _dashboard.AskAsync("/api/v1/spend?from=2026-08-06&to=2026-08-07&by=model&customer=acme");

        Assert.Equal(CostOfSupport, answer.GetProperty("total").GetProperty("costUsd").GetString());
        Assert.Equal(api.GetProperty("total").GetProperty("costUsd").GetString(), answer.GetProperty("total").GetProperty("costUsd").GetString());
        Assert.Equal(
            api.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("model").GetString()!, row => row.GetProperty("costUsd").GetString()),
            answer.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("values").GetProperty("model").GetString()!, row => row.GetProperty("figures").GetProperty("costUsd").GetString()));
    }

    [Fact]
    public async Task What_is_not_shown_is_summed()
    {
        await using var agent = await Agent.ConnectAsync(_dashboard);

        var answer = await agent.AskAsync("get_costs", new { from = "2026-08-06", to = "2026-08-07", by = "model", limit = 1 });

        Assert.Equal("0.0000228", answer.GetProperty("rows")[0].GetProperty("figures").GetProperty("costUsd").GetString());
        // The model that is not shown, and the spans that called none.
        Assert.Equal((2, "0.00000036"), (answer.GetProperty("rest").GetProperty("rows").GetInt32(), answer.GetProperty("rest").GetProperty("figures").GetProperty("costUsd").GetString()));
    }

    [Fact]
    public async Task Links_lead_to_pages_that_show_the_same()
    {
        await using var agent = await Agent.ConnectAsync(_dashboard);
        using var browser = await _dashboard.SignInAsync(Dashboard.ViewerEmail);
        string[] links =
        [
            (await agent.AskAsync("get_costs", new { from = "2026-08-06", to = "2026-08-07", by = "model", filters = new { customer = "acme" } })).GetProperty("link").GetString()!,
            (await agent.AskAsync("get_spike", s_day)).GetProperty("link").GetString()!,
            (await agent.AskAsync("list_traces", s_day)).GetProperty("traces")[0].GetProperty("link").GetString()!,
            (await agent.AskAsync("check_budget")).GetProperty("link").GetString()!,
            (await agent.AskAsync("list_incidents")).GetProperty("link").GetString()!,
            (await agent.AskAsync("list_models", new { text = "gpt-4o-mini" })).GetProperty("link").GetString()!,
        ];

        foreach (var link in links)
        {
            Assert.StartsWith(_dashboard.Addresses.Web.ToString(), link, StringComparison.Ordinal);
            using var page = await browser.GetAsync(new Uri(link).PathAndQuery);
            Assert.True(page.StatusCode == HttpStatusCode.OK, $"{link} answers {page.StatusCode}");
        }
    }

    [Fact]
    public async Task A_trace_is_found_and_told_with_what_each_span_costs()
    {
        await using var agent = await Agent.ConnectAsync(_dashboard);

        var list = await agent.AskAsync("list_traces", new { from = "2026-08-06", to = "2026-08-07", query = "customer:acme" });
        var id = list.GetProperty("traces")[0].GetProperty("traceId").GetString();
        var trace = await agent.AskAsync("get_trace", new { trace_id = id, limit = 2 });

        Assert.Equal(Sending.Support, id);
        Assert.Equal(CostOfSupport, trace.GetProperty("trace").GetProperty("figures").GetProperty("costUsd").GetString());
        Assert.Equal(["0.0000228", "0.00000036"], trace.GetProperty("spans").Column("costUsd"));
        Assert.Equal(3, trace.GetProperty("otherSpans").GetInt32());
    }

    [Fact]
    public async Task A_resource_is_the_same_trace()
    {
        await using var agent = await Agent.ConnectAsync(_dashboard);
        var cancel = TestContext.Current.CancellationToken;

        var resource = await agent.Client.ReadResourceAsync($"costdashboard://traces/{Sending.Support}", cancellationToken: cancel);
        var trace = JsonDocument.Parse(Assert.IsType<TextResourceContents>(Assert.Single(resource.Contents)).Text).RootElement;

        Assert.Equal(5, trace.GetProperty("spans").GetArrayLength());
        var missing = await Assert.ThrowsAsync<McpProtocolException>(async () => await agent.Client.ReadResourceAsync("costdashboard://traces/abc", cancellationToken: cancel));
        Assert.Contains("There is nothing at 'costdashboard://traces/abc'", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spike_adds_up()
    {
        await using var dashboard = await SupportFixture.StartAsync();
        for (var day = 1; day <= 3; day++)
        {
            await dashboard.SendAsync($"0000000000000000000000000000000{day}", Sending.Noon.AddDays(-day), [new("b1", null, "chat", 0, 100, Sending.Call("gpt-4o-mini", 100, 0))]);
        }

        await using var agent = await Agent.ConnectAsync(dashboard);

        var answer = await agent.AskAsync("get_spike", s_day);

        Assert.Equal((CostOfSupport, "0.000015"), (answer.GetProperty("costUsd").GetString(), answer.GetProperty("usualUsd").GetString()));
        var parts = answer.GetProperty("difference");
        decimal Of(string name) => decimal.Parse(parts.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0.00000816m, Of("usd"));
        Assert.Equal(Of("usd"), Of("volumeUsd") + Of("mixUsd") + Of("tokensPerCallUsd") + Of("pricePerTokenUsd"));
    }

    [Fact]
    public async Task An_agent_is_told_whether_to_go_on()
    {
        await using var agent = await Agent.ConnectAsync(_dashboard);

        var answer = await agent.AskAsync("check_budget", new { trace_id = Sending.Support });
        var api = await _dashboard.AskAsync($"/api/v1/traces/{Sending.Support}/verdict");

        Assert.Equal(("go", api.GetProperty("reason").GetString()), (answer.GetProperty("verdict").GetString(), answer.GetProperty("reason").GetString()));
        Assert.NotEqual(0, answer.GetProperty("limits").GetArrayLength());
    }

    [Fact]
    public async Task What_is_recorded_is_charged_once_and_priced_like_any_call()
    {
        await using var dashboard = await Dashboard.StartAsync();
        await using var agent = await Agent.ConnectAsync(dashboard);
        var plain = new
        {
            customer = "acme",
            spans = new object[]
            {
                new { name = "answer", span_id = "00000000000000a1", start = "2026-08-06T12:00:00Z", duration_ms = 900, kind = "agent", agent = "helper" },
                new { name = "classify", parent_span_id = "00000000000000a1", start = "2026-08-06T12:00:00.1Z", duration_ms = 200, kind = "chat", model = "gpt-4o-mini", input_tokens = 120, output_tokens = 8 },
            },
        };

        var recorded = await agent.AskAsync("record_spans", plain);
        await agent.AskAsync("record_spans", plain);
        await agent.AskAsync("record_spans", new { otlp = JsonDocument.Parse(Sending.Json(Sending.Support, Sending.Noon, Sending.SupportTrace)).RootElement });

        await agent.AskAsync("record_spans", new
        {
            langfuse = new { trace = new { id = "t1", metadata = new { customer_id = "acme" } }, observations = new[] { new { id = "o1", type = "GENERATION", model = "gpt-4o-mini", startTime = "2026-08-06T13:00:00Z", usageDetails = new { input = 120, output = 8 } } } },
        });

        var trace = await agent.AskAsync("get_trace", new { trace_id = recorded.GetProperty("traces")[0].GetProperty("traceId").GetString() });
        Assert.Equal("0.0000228", trace.GetProperty("trace").GetProperty("figures").GetProperty("costUsd").GetString());
        var costs = await agent.AskAsync("get_costs", new { from = "2026-08-06", to = "2026-08-07", by = "customer" });
        Assert.Equal(("0.00006876", 4), (costs.GetProperty("total").GetProperty("costUsd").GetString(), costs.GetProperty("total").GetProperty("calls").GetInt32()));
        Assert.Equal(["acme"], costs.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("values").GetProperty("customer").GetString()));
    }

    [Fact]
    public async Task Of_what_cannot_be_taken_an_agent_is_told_the_field_and_the_remedy()
    {
        await using var agent = await Agent.ConnectAsync(_dashboard);

        Assert.StartsWith(
            "spans[0].cost: cost is not an amount from 0. Send US dollars",
            await agent.FailAsync("record_spans", new { spans = new[] { new { model = "gpt-4o-mini", cost = "ten" } } }), StringComparison.Ordinal);
        Assert.StartsWith(
            "otlp: No span could be taken",
            await agent.FailAsync("record_spans", new { otlp = JsonDocument.Parse(Sending.Json("00", Sending.Noon, Sending.SupportTrace)).RootElement }),
            StringComparison.Ordinal);
        Assert.StartsWith("spent: There is no such argument.", await agent.FailAsync("get_costs", new { spent = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_sees_its_own_project_alone()
    {
        await using var agent = await Agent.ConnectAsync(_dashboard, await _dashboard.MakeKeyAsync("other"));

        Assert.Equal("0", (await agent.AskAsync("get_costs", s_day)).GetProperty("total").GetProperty("costUsd").GetString());
        Assert.Equal(0, (await agent.AskAsync("list_traces", s_day)).GetProperty("count").GetInt32());
        Assert.StartsWith("trace_id: There is no trace", await agent.FailAsync("get_trace", new { trace_id = Sending.Support }), StringComparison.Ordinal);
        await Assert.ThrowsAsync<McpProtocolException>(
            async () => await agent.Client.ReadResourceAsync($"costdashboard://traces/{Sending.Support}", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("cd_nobody_0123456789abcdef0123456789abcdef")]
    public async Task Without_a_key_of_a_project_nobody_comes_in(string? key)
    {
        using var client = key is null ? _dashboard.Browse() : _dashboard.WithKey(key);

        using var answer = await client.SendAsync(HttpMethod.Post, "/mcp");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Keys are made on the page Keys", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_none()
    {
        using var client = _dashboard.WithKey(await _dashboard.MakeRevokedKeyAsync());

        using var answer = await client.SendAsync(HttpMethod.Post, "/mcp");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_cookie_is_no_key()
    {
        using var browser = await _dashboard.SignInAsync(Dashboard.AdminEmail);

        using var answer = await browser.SendAsync(HttpMethod.Post, "/mcp");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"id": 1}""")]
    public async Task What_is_no_message_is_refused_in_the_words_of_the_protocol(string body)
    {
        using var client = new HttpClient { BaseAddress = _dashboard.Addresses.Web };
        client.DefaultRequestHeaders.Add("x-api-key", Dashboard.Key);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync("/mcp", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(-32700, error.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task There_is_no_stream_to_listen_to()
    {
        using var client = _dashboard.WithKey(Dashboard.Key);

        using var answer = await client.GetAsync("/mcp");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }
}
