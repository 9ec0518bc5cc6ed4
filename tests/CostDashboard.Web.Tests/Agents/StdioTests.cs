using System.Collections.Concurrent;
using CostDashboard.Web.Tests.Api;
using ModelContextProtocol;

namespace CostDashboard.Web.Tests.Agents;

/// <summary>The subcommand <c>mcp</c> as a process of its own, between an agent and a running dashboard.</summary>
public sealed class StdioTests(SupportFixture support) : IClassFixture<SupportFixture>
{
    [Fact]
    public async Task An_agent_that_starts_the_program_gets_the_same_answers()
    {
        await using var overHttp = await Agent.ConnectAsync(support.Dashboard);
        await using var started = await Agent.StartAsync(support.Dashboard);
        var question = new { from = "2026-08-06", to = "2026-08-07", by = "model" };

        Assert.Equal(
            (await overHttp.AskAsync("get_costs", question)).GetRawText(),
            (await started.AskAsync("get_costs", question)).GetRawText());
        Assert.Equal(8, (await started.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task A_wrong_key_is_said_to_be_one()
    {
        var errors = new ConcurrentQueue<string>();

        var failure = await Assert.ThrowsAnyAsync<McpException>(() => Agent.StartAsync(support.Dashboard, "cd_nobody_0123456789abcdef0123456789abcdef", errors.Enqueue));

        Assert.Contains("COSTDASHBOARD_API_KEY", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains(errors, line => line.Contains("does not know this API key", StringComparison.Ordinal));
    }
}
