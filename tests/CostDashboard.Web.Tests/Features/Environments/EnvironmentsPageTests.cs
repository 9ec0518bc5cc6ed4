using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Environments;

namespace CostDashboard.Web.Tests.Features.Environments;

public sealed class EnvironmentsPageTests : IAsyncLifetime
{
    private const string Path = "/environments?project=1";

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
    public async Task An_administrator_says_what_production_is_and_the_audit_log_says_who_did()
    {
        using var saved = await SaveAsync("0", "eu\r\n us \r\nEU\r\n<script>alert(1)</script>", "2.5");

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(
            new(new() { Production = ["eu", "us", "<script>alert(1)</script>"], CountsUnnamed = false, PremiumFactor = 2.5m, WorkFrom = 8, WorkTo = 18 }, 1),
            await _dashboard.Get<IEnvironmentRulesStore>().GetAsync(new(1), Cancel));
        var entry = Assert.Single((await _dashboard.Get<IAuditLog>().GetAsync(null, 10, Cancel)).Entries, e => e.Action == "environments.change");
        Assert.Equal((Dashboard.AdminEmail, "tests"), (entry.Actor.Name, entry.Subject));
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);
        var page = await viewer.ReadAsync(Path);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"factor\"", page, StringComparison.Ordinal);
        Assert.Contains("from 2.5 times the median price", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "1", "A model is premium from 1.1 to 100 times the median.")]
    [InlineData("0", "much", "write a number such as 2 or 2.5")]
    [InlineData("7", "2", "Somebody else has changed these rules")]
    public async Task What_cannot_be_saved_is_said_and_changes_nothing(string version, string factor, string message)
    {
        using var answer = await SaveAsync(version, "eu", factor);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(message, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, (await _dashboard.Get<IEnvironmentRulesStore>().GetAsync(new(1), Cancel)).Version);
    }

    private Task<HttpResponseMessage> SaveAsync(string version, string production, string factor) => _admin.PostFormAsync(
        Path, "rules", ("version", version), ("production", production), ("unnamed", "outside"), ("factor", factor), ("from", "8"), ("to", "18"));
}
