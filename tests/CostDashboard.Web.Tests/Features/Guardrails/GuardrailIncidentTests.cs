using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Jobs.Work;
using CostDashboard.Web.Tests.Api;

namespace CostDashboard.Web.Tests.Features.Guardrails;

/// <summary>From an agent's exporter to the incident, and to the verdict that stops it.</summary>
public sealed class GuardrailIncidentTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private readonly Dashboard _dashboard = running.Dashboard;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traces_beyond_a_limit_are_one_incident_for_each_rule_and_agent_and_their_verdict_is_stop()
    {
        string[] traces = ["0000000000000000000000000000b001", "0000000000000000000000000000b002", "0000000000000000000000000000b003"];
        await SendAsync(traces[0], "refunds", searches: 4);
        await SendAsync(traces[1], "refunds", searches: 12);
        await SendAsync(traces[2], "billing", searches: 5);

        await LookAsync();
        await LookAsync();

        var found = (await _dashboard.AskAsync("/api/v1/incidents")).GetProperty("incidents");
        Assert.All(found.Column("kind"), kind => Assert.Equal("guardrail-broken", kind));
        var told = found.Column("sentence").Select(sentence => (
            Agent: sentence.Contains("'refunds'", StringComparison.Ordinal) ? "refunds" : "billing",
            Rule: sentence.Contains("(steps per trace)", StringComparison.Ordinal) ? "steps" : "tool"));
        Assert.Equal([("billing", "tool"), ("refunds", "steps"), ("refunds", "tool")], told.Order());
        foreach (var trace in traces)
        {
            var verdict = await _dashboard.AskAsync($"/api/v1/traces/{trace}/verdict");
            Assert.Equal("stop", verdict.GetProperty("verdict").GetString());
            Assert.Contains("of 'search', over the limit of 3", verdict.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }
    }

    // The program looks every ten seconds by itself; here it looks now, beside that, and the same reports are the same incidents.
    private Task LookAsync() => new GuardrailWork(
        _dashboard.Get<IGuardrailQueries>(), _dashboard.Get<IGuardrailStore>(), _dashboard.Get<IIncidentStore>(), _dashboard.Get<IAccessStore>(), _dashboard.Get<TimeProvider>())
        .RunAsync(new(), Cancel);

    private Task SendAsync(string trace, string agent, int searches) => _dashboard.SendAsync(
        trace,
        Sending.Noon,
        [
            new("a0", null, $"invoke_agent {agent}", 0, 90_000, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", agent)),
            .. Enumerable.Range(1, searches).SelectMany(i => new[]
            {
                new Sent($"c{i:x}", "a0", "chat", i * 1000, (i * 1000) + 300, Sending.Call("gpt-4o-mini", 1000, 100)),
                new Sent($"d{i:x}", "a0", "execute_tool search", (i * 1000) + 500, (i * 1000) + 600, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "search")),
            }),
        ]);
}
