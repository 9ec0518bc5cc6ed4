using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostDashboard.Web.Tests.Api;

/// <summary>A trace leaves as OTLP and comes back as it was.</summary>
public sealed class TraceExportTests : IAsyncLifetime
{
    private const string Run = "0000000000000000000000000000cafe";

    private static readonly (string, object) s_response = ("gen_ai.response.id", "chatcmpl-DaLYmIS19l0ClnUwPDWAYAmn2jz66");

    // A wrapper, a call that two spans tell of, a call without a price, a residual, an orphan, text that is not stored, and a name that is hostile.
    private static readonly Sent[] s_run =
    [
        new("b1", null, "run <script>alert(1)</script>", 0, 5000, ("customer_id", "acme"), ("session.id", "s-1")),
        new("b2", "b1", "invoke_agent writer", 10, 900, Sending.Call("gpt-4o-mini", 1300, 110, "invoke_agent")),
        new("b3", "b2", "chat gpt-4o-mini", 12, 700, [.. Sending.Call("gpt-4o-mini", 1200, 100), s_response, ("gen_ai.prompt.0.content", "the secret question")]),
        new("b4", "b3", "openai.chat", 14, 690, [.. Sending.Call("gpt-4o-mini", 1200, 100), s_response]),
        new("b5", "b1", "chat gpt-4o-mini", 1000, 1500, [.. Sending.Call("gpt-4o-mini", 777, 33), ("gen_ai.response.id", "chatcmpl-EbMZnJT20m1DmoVxQEXBZBno3ka77")]),
        new("b6", "b1", "proxy", 1001, 1499, [.. Sending.Call("gpt-4o-mini", 777, 33), ("gen_ai.response.id", "chatcmpl-EbMZnJT20m1DmoVxQEXBZBno3ka77")]),
        new("b7", "b1", "chat house-model-9", 2000, 2100, Sending.Call("house-model-9", 5, 5)),
        new("b8", "beef", "lost", 3000, 3100, Sending.Call("text-embedding-3-small", 18_001, 0, "embeddings")),
    ];

    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        await _dashboard.SendAsync(Sending.Support, Sending.Noon, Sending.SupportTrace);
        await _dashboard.SendAsync(Run, Sending.Noon, s_run);
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Theory]
    [InlineData(Sending.Support)]
    [InlineData(Run)]
    public async Task What_is_exported_and_sent_into_an_empty_project_costs_the_same_to_the_nano_dollar_span_by_span(string trace)
    {
        var other = await _dashboard.MakeKeyAsync("other");
        await ImportAsync(await ExportAsync(trace), other);

        var before = await _dashboard.AskAsync($"/api/v1/traces/{trace}");
        var after = await _dashboard.AskAsync($"/api/v1/traces/{trace}", key: other);

        Assert.Equal(WithoutProject(before), WithoutProject(after));
        Assert.Equal(await ExportAsync(trace), await ExportAsync(trace, other));
    }

    [Fact]
    public async Task The_totals_of_the_project_that_took_the_traces_in_are_those_of_the_one_that_gave_them()
    {
        const string day = "/api/v1/spend?from=2026-08-06&to=2026-08-07&by=model&by=step";
        var other = await _dashboard.MakeKeyAsync("other");
        await ImportAsync(await ExportAsync(Sending.Support), other);
        await ImportAsync(await ExportAsync(Run), other);

        var (before, after) = (await _dashboard.AskAsync(day), await _dashboard.AskAsync(day, key: other));

        Assert.NotEqual("0", before.GetProperty("total").GetProperty("costUsd").GetString());
        Assert.Equal(before.GetRawText(), after.GetRawText());
    }

    [Fact]
    public async Task The_trace_of_the_test_has_what_could_go_wrong()
    {
        var trace = await _dashboard.AskAsync($"/api/v1/traces/{Run}");

        Assert.Contains("wrapper", trace.GetProperty("spans").Column("role"));
        Assert.Contains("sameCall", trace.GetProperty("spans").Column("role"));
        Assert.Equal((1, false), (trace.GetProperty("unpricedCalls").GetInt32(), trace.GetProperty("isComplete").GetBoolean()));
    }

    [Fact]
    public async Task Prompts_are_in_an_export_by_name_alone()
    {
        var otlp = await ExportAsync(Run);

        Assert.Contains("gen_ai.prompt.0.content", otlp, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", otlp, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_span_can_be_exported_by_itself()
    {
        var span = Sending.SpanId("a4");
        var otlp = await _dashboard.AskAsync($"/api/v1/traces/{Sending.Support}/otlp?span={span}");

        Assert.Equal([span], otlp.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans").Column("spanId"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("00000000000000ff")]
    public async Task A_span_that_the_trace_does_not_have_is_a_problem(string span)
    {
        var problem = await _dashboard.AskAsync($"/api/v1/traces/{Sending.Support}/otlp?span={span}", HttpStatusCode.NotFound);

        Assert.Equal("span", problem.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task A_key_does_not_export_a_trace_of_another_project() =>
        await _dashboard.AskAsync($"/api/v1/traces/{Sending.Support}/otlp", HttpStatusCode.NotFound, await _dashboard.MakeKeyAsync("other"));

    [Fact]
    public async Task Somebody_who_is_signed_in_gets_it_as_a_file()
    {
        using var browser = await _dashboard.SignInAsync(Dashboard.ViewerEmail);
        using var answer = await browser.GetAsync($"/api/v1/traces/{Sending.Support}/otlp?project=1");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("application/json", $"trace-{Sending.Support}.otlp.json"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        Assert.True(answer.Headers.TransferEncodingChunked);
    }

    private async Task<string> ExportAsync(string trace, string key = Dashboard.Key) => (await _dashboard.AskAsync($"/api/v1/traces/{trace}/otlp", key: key)).GetRawText();

    private async Task ImportAsync(string otlp, string key)
    {
        using var client = new HttpClient { BaseAddress = _dashboard.Addresses.OtlpHttp };
        client.DefaultRequestHeaders.Add("x-api-key", key);
        using var content = new StringContent(otlp, null, "application/json");
        using var answer = await client.PostAsync("/v1/traces", content, TestContext.Current.CancellationToken);
        Assert.Equal("{}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string WithoutProject(JsonElement trace)
    {
        var node = JsonNode.Parse(trace.GetRawText())!.AsObject();
        Assert.True(node.Remove("project") && node.Remove("projectId"));
        return node.ToJsonString();
    }
}
