using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Web.Tests.Api;

namespace CostDashboard.Web.Tests.Features.Guardrails;

public sealed class GuardrailsPageTests : IAsyncLifetime
{
    private const string Path = "/guardrails?project=1";

    private Dashboard _dashboard = null!;
    private Browser _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task An_administrator_sets_limits_and_the_audit_log_says_which()
    {
        using var saved = await SaveAsync("0", "save", steps: "25");

        Assert.Contains("Saved. It holds for the next verdict", await saved.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var (settings, version) = await _dashboard.Get<IGuardrailStore>().GetAsync(new(1), Cancel);
        Assert.Equal(1, version);
        Assert.Equal(
            [
                new(GuardrailKind.StepsPerTrace, 25), new(GuardrailKind.CallsOfOneTool, 3, IsOn: false), new(GuardrailKind.CostPerTrace, 750_000_000), new(GuardrailKind.CostPerSpan, 100_000_000),
                new(GuardrailKind.InputTokensPerTrace, 50_000), new(GuardrailKind.CostPerTrace, 2_500_000_000, Agent: "<script>alert(1)</script>"),
            ],
            settings.Limits);
        var entry = Assert.Single((await _dashboard.Get<IAuditLog>().GetAsync(null, 10, Cancel)).Entries, e => e.Action == "guardrails.change");
        Assert.Equal((Dashboard.AdminEmail, "tests"), (entry.Actor.Name, entry.Subject));
        Assert.StartsWith("steps per trace 25; calls of one tool off; cost per trace $0.75", entry.Details, StringComparison.Ordinal);
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);
        var page = await viewer.ReadAsync(Path);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"most.stepsPerTrace\"", page, StringComparison.Ordinal);
        Assert.Contains("25 steps, $0.75 for a trace, $0.10 for one span, 50,000 tokens read in all", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "0", "Steps per trace: a limit is from 1 to 100,000.")]
    [InlineData("0", "many", "Steps per trace: a limit is from 1 to 100,000.")]
    [InlineData("0", "2.5", "Steps per trace: a limit is from 1 to 100,000.")]
    [InlineData("7", "25", "Somebody else has changed these limits")]
    public async Task What_cannot_be_saved_is_said_and_changes_nothing(string version, string steps, string message)
    {
        using var answer = await SaveAsync(version, "save", steps);

        Assert.Contains(message, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, (await _dashboard.Get<IGuardrailStore>().GetAsync(new(1), Cancel)).Version);
    }

    [Fact]
    public async Task A_preview_says_what_limits_would_have_done_and_stores_nothing()
    {
        var start = DateTimeOffset.UtcNow.AddHours(-2);
        await _dashboard.SendAsync(
            "0000000000000000000000000000a9e4",
            start,
            [
                new("a0", null, "invoke_agent refunds", 0, 9_000, ("gen_ai.operation.name", "invoke_agent")),
                .. Enumerable.Range(1, 6).Select(i => new Sent($"c{i}", "a0", "chat", i * 1000, (i * 1000) + 300, Sending.Call("gpt-4o-mini", 1000, 100))),
            ]);

        Assert.Contains("<b>None</b> of 1 trace would have broken a limit", await _admin.ReadAsync(Path), StringComparison.Ordinal);
        using var preview = await SaveAsync("0", "preview", steps: "5");

        Assert.Contains("<b>1</b> of 1 trace would have broken a limit: 1 steps per trace", await preview.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, (await _dashboard.Get<IGuardrailStore>().GetAsync(new(1), Cancel)).Version);
    }

    private Task<HttpResponseMessage> SaveAsync(string version, string action, string steps) => _admin.PostFormAsync(
        Path, "guardrails", ("version", version), ("action", action),
        ("on.stepsPerTrace", "1"), ("most.stepsPerTrace", steps), ("most.callsOfOneTool", "3"), ("on.costPerTrace", "1"), ("most.costPerTrace", "0.75"),
        ("on.costPerSpan", "1"), ("most.costPerSpan", "0.10"), ("on.inputTokensPerTrace", "1"), ("most.inputTokensPerTrace", "50000"),
        ("agent.0.name", "<script>alert(1)</script>"), ("agent.0.kind", "costPerTrace"), ("agent.0.most", "2.5"), ("agent.0.on", "1"), ("agent.1.name", " "), ("agent.1.most", ""));
}
