using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Web.Features.Keys;
using CostDashboard.Web.Hosting;

namespace CostDashboard.Web.Tests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task The_first_start_prints_where_it_is_how_to_send_and_a_link_for_the_first_administrator()
    {
        await using var dashboard = await Dashboard.StartAsync([]);

        Assert.Contains($"CostDashboard runs at {dashboard.Addresses.Web}", dashboard.Output, StringComparison.Ordinal);
        Assert.Contains($"OTEL_EXPORTER_OTLP_ENDPOINT={dashboard.Addresses.OtlpHttp.GetLeftPart(UriPartial.Authority)}\n", dashboard.Output, StringComparison.Ordinal);
        Assert.Contains("OTEL_EXPORTER_OTLP_HEADERS=x-api-key=", dashboard.Output, StringComparison.Ordinal);
        Assert.NotEmpty(SetUpPath(dashboard));
        Assert.Equal(["Default"], (await dashboard.Get<IAccessStore>().GetProjectsAsync(TestContext.Current.CancellationToken)).Select(p => p.Name));
    }

    [Fact]
    public async Task The_set_up_link_makes_one_administrator_and_then_no_other()
    {
        await using var dashboard = await Dashboard.StartAsync([]);
        var path = SetUpPath(dashboard);
        using var browser = dashboard.Browse();
        using var second = dashboard.Browse();

        using var weak = await browser.PostFormAsync(path, "set-up", ("email", "a@example.com"), ("password", "short"));
        using var made = await browser.PostFormAsync(path, "set-up", ("email", "a@example.com"), ("password", Dashboard.Password));
        using var users = await browser.GetAsync("/administration/users");
        using var again = await second.GetAsync(path);

        Assert.Contains("at least 12 characters", await weak.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        Assert.Equal(HttpStatusCode.OK, users.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Theory]
    [InlineData("/setup")]
    [InlineData("/setup?token=guess")]
    public async Task Nobody_sets_up_without_the_link(string path)
    {
        await using var dashboard = await Dashboard.StartAsync([]);
        using var stranger = dashboard.Browse();

        using var answer = await stranger.GetAsync(path);

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Fact]
    public async Task What_the_environment_asks_for_is_there_and_no_link_is_needed()
    {
        await using var dashboard = await Dashboard.StartAsync();

        var access = dashboard.Get<IAccessStore>();
        var key = await access.FindKeyAsync(new NewKey(Dashboard.Key).Sha256, TestContext.Current.CancellationToken);
        Assert.Equal("cd_tests_0", key!.Prefix);
        Assert.Equal(Role.Administrator, (await access.FindUserByEmailAsync(Dashboard.AdminEmail, TestContext.Current.CancellationToken))!.Role);
        Assert.DoesNotContain("setup?token=", dashboard.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Dashboard.Key, dashboard.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provisioning_again_changes_nothing()
    {
        await using var dashboard = await Dashboard.StartAsync();

        await dashboard.Get<Provisioning>().EnsureAsync(TestContext.Current.CancellationToken);

        var access = dashboard.Get<IAccessStore>();
        var project = (await access.GetProjectsAsync(TestContext.Current.CancellationToken)).Single(p => p.Name == "tests");
        Assert.Single(await access.GetKeysAsync(project.Id, TestContext.Current.CancellationToken));
        Assert.Equal(2, (await access.GetUsersAsync(TestContext.Current.CancellationToken)).Count);
    }

    [Theory]
    [InlineData("COSTDASHBOARD_TIMEZONE is 'Mars/Olympus', which is no time zone known here", "COSTDASHBOARD_TIMEZONE=Mars/Olympus")]
    [InlineData("COSTDASHBOARD_INIT_API_KEY needs COSTDASHBOARD_INIT_PROJECT", "COSTDASHBOARD_INIT_API_KEY=cd_0123456789abcdef01234567")]
    [InlineData("COSTDASHBOARD_INIT_API_KEY has fewer than 24 characters", "COSTDASHBOARD_INIT_PROJECT=p", "COSTDASHBOARD_INIT_API_KEY=short")]
    [InlineData("belong together", "COSTDASHBOARD_INIT_ADMIN_EMAIL=a@example.com")]
    [InlineData("A password has at least 12 characters.", "COSTDASHBOARD_INIT_ADMIN_EMAIL=a@example.com", "COSTDASHBOARD_INIT_ADMIN_PASSWORD=short")]
    [InlineData("'nobody' is not a mail address.", "COSTDASHBOARD_INIT_ADMIN_EMAIL=nobody", "COSTDASHBOARD_INIT_ADMIN_PASSWORD=Correct-Horse-9-Battery")]
    public async Task A_setting_that_cannot_be_meant_is_named(string message, params string[] environment)
    {
        var mistake = await Assert.ThrowsAsync<SettingsException>(
            () => Dashboard.StartAsync([.. environment.Select(line => line.Split('=', 2)).Select(pair => (pair[0], pair[1]))]));

        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_are_those_of_the_organisation()
    {
        await using var dashboard = await Dashboard.StartAsync([("COSTDASHBOARD_TIMEZONE", "Asia/Kolkata"), (InitialContent.ProjectVariable, "tests"), (InitialContent.KeyVariable, Dashboard.Key)]);

        var answer = await Api.Sending.AskAsync(dashboard, "/api/v1/spend?from=2026-08-06&to=2026-08-07&grain=day");

        Assert.Equal("2026-08-06T00:00:00+05:30", answer.GetProperty("from").GetString());
        Assert.Equal("Asia/Kolkata", answer.GetProperty("timeZone").GetString());
    }

    private static string SetUpPath(Dashboard dashboard)
    {
        var at = dashboard.Output.IndexOf("/setup?token=", StringComparison.Ordinal);
        return dashboard.Output[at..].Split('\n')[0].TrimEnd();
    }
}
