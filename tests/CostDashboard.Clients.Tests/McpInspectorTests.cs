using System.Text.Json;
using CostDashboard.Clients.Tests.Hosting;

namespace CostDashboard.Clients.Tests;

/// <summary>The command line of the protocol's own inspector, over streamable HTTP.</summary>
public sealed class McpInspectorTests(Workbench bench)
{
    private const int OldestNode = 20;

    [Fact]
    public async Task It_lists_the_tools_with_schemas_that_it_can_read()
    {
        var (_, key) = await bench.Dashboard.CreateProjectAsync("inspector-list");

        var answer = await InspectAsync(key, "--method", "tools/list");

        var tools = answer.GetProperty("tools").EnumerateArray().ToDictionary(tool => tool.GetProperty("name").GetString()!);
        Assert.Equal(8, tools.Count);
        Assert.All(tools.Values, tool => Assert.Equal("object", tool.GetProperty("inputSchema").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task What_it_records_it_is_told_the_cost_of()
    {
        var (_, key) = await bench.Dashboard.CreateProjectAsync("inspector-record");

        await InspectAsync(
            key, "--method", "tools/call", "--tool-name", "record_spans", "--tool-arg",
            """spans=[{"name":"classify","kind":"chat","model":"gpt-4o-mini","input_tokens":120,"output_tokens":8}]""");
        var answer = await InspectAsync(key, "--method", "tools/call", "--tool-name", "get_costs", "--tool-arg", "by=step");

        var costs = JsonDocument.Parse(answer.GetProperty("content")[0].GetProperty("text").GetString()!).RootElement;
        Assert.Equal("0.0000228", costs.GetProperty("total").GetProperty("costUsd").GetString());
        Assert.Equal("classify", costs.GetProperty("rows")[0].GetProperty("values").GetProperty("step").GetString());
    }

    private async Task<JsonElement> InspectAsync(string key, params string[] question)
    {
        await NodeScript.SkipUnlessInstalledAsync(OldestNode);
        var output = await NodeScript.RunAsync(
            ["mcp-inspector.js", new Uri(bench.Dashboard.OtlpHttp, "mcp").ToString(), "--transport", "http", "--header", $"x-api-key: {key}", .. question],
            new Dictionary<string, string>());
        return JsonDocument.Parse(output).RootElement;
    }
}
