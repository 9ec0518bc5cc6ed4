using System.Net;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Features.Incidents;

public sealed class IncidentPagesTests : IAsyncLifetime
{
    private const string List = "/incidents?project=1";
    private const string Hostile = "\"><script>alert(1)</script>";

    private Dashboard _dashboard = null!;
    private Browser _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IIncidentStore Incidents => _dashboard.Get<IIncidentStore>();

    private UnixNanos Now => UnixNanos.From(_dashboard.Get<TimeProvider>().GetUtcNow());

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
    public async Task Where_nothing_is_wrong_the_page_says_what_can_be_found()
    {
        var page = await _admin.ReadAsync(List);

        Assert.Contains("Nothing is wrong.", page, StringComparison.Ordinal);
        Assert.Contains("model without a price", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_says_what_since_when_and_how_much_and_names_its_traces()
    {
        var id = await ReportAsync();

        var list = await _admin.ReadAsync(List);
        var page = await _admin.ReadAsync(At(id));

        Assert.Contains($"/incidents/{id}?project=1", list, StringComparison.Ordinal);
        Assert.Contains("$41.00", list, StringComparison.Ordinal);
        Assert.Contains("answer costs ten times as much", page, StringComparison.Ordinal);
        Assert.Contains("$41.00", page, StringComparison.Ordinal);
        Assert.Contains("unknown", page, StringComparison.Ordinal);
        Assert.Contains($"/traces/{A.TraceId("t1")}", page, StringComparison.Ordinal);
        Assert.Contains("cost-chart", page, StringComparison.Ordinal);
        Assert.Contains("Usual at most", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_acknowledges_snoozes_comments_and_resolves()
    {
        var id = await ReportAsync();

        await DoAsync(id, "acknowledge");
        await DoAsync(id, "snooze", ("hours", "4"));
        await DoAsync(id, "comment", ("text", "I look " + Hostile));
        await DoAsync(id, "resolve", ("text", "rolled back"));

        Assert.Equal(IncidentStatus.Resolved, (await Incidents.GetAsync(id, Cancel))!.Status);
        Assert.Equal(
            [IncidentChangeKind.Opened, IncidentChangeKind.Acknowledged, IncidentChangeKind.Snoozed, IncidentChangeKind.Commented, IncidentChangeKind.Resolved],
            (await Incidents.HistoryAsync(id, Cancel)).Select(change => change.Kind));
        Assert.Equal(Dashboard.AdminEmail, (await Incidents.HistoryAsync(id, Cancel))[^1].Actor.Name);
        var page = await _admin.ReadAsync(At(id));
        Assert.Contains("rolled back", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_is_assigned_to_somebody_who_has_an_account_and_stands_in_their_list()
    {
        var id = await ReportAsync();
        Assert.Contains($"<option value=\"{Dashboard.ViewerEmail}\"", await _admin.ReadAsync(At(id)), StringComparison.Ordinal);
        Assert.Contains($"/incidents/{id}?", await _admin.ReadAsync(List + "&assigned=nobody"), StringComparison.Ordinal);

        await DoAsync(id, "assign", ("text", Dashboard.ViewerEmail));

        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);
        Assert.Contains($"/incidents/{id}?", await viewer.ReadAsync(List + "&assigned=me"), StringComparison.Ordinal);
        Assert.DoesNotContain($"/incidents/{id}?", await _admin.ReadAsync(List + "&assigned=me"), StringComparison.Ordinal);
        Assert.DoesNotContain($"/incidents/{id}?", await _admin.ReadAsync(List + "&assigned=nobody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_over_leaves_the_list_and_stands_under_its_state()
    {
        var id = await ReportAsync();
        await DoAsync(id, "expect", ("text", "a campaign"));

        Assert.DoesNotContain($"/incidents/{id}?", await _admin.ReadAsync(List), StringComparison.Ordinal);
        Assert.Contains($"/incidents/{id}?", await _admin.ReadAsync(List + "&state=expected"), StringComparison.Ordinal);
        Assert.DoesNotContain($"/incidents/{id}?", await _admin.ReadAsync(List + "&state=all&about=spend-spike"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_that_says_nothing_is_refused()
    {
        var id = await ReportAsync();

        using var answer = await _admin.PostFormAsync(At(id), "comment", ("text", "  "));

        Assert.Contains("Write what you want to say.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_that_is_not_there_is_not_found()
    {
        using var answer = await _admin.GetAsync(At(99));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static string At(int id) => $"/incidents/{id}?project=1";

    private async Task DoAsync(int id, string form, params (string, string)[] fields)
    {
        using var answer = await _admin.PostFormAsync(At(id), form, fields);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task<int> ReportAsync()
    {
        var report = new IncidentReport(
            A.Project, IncidentKind.StepAnomaly, "cost of answer", IncidentSeverity.Critical, "answer costs ten times as much " + Hostile, Now + -UnixNanos.PerHour, Now)
        {
            MoneyPerHour = 41_000_000_000,
            Evidence = [new("Usual", "$4.10 an hour " + Hostile)],
            Traces = [A.TraceId("t1")],
            Scope = [new(Dimension.Step, "answer")],
            Series = new("cost per call", IncidentUnit.NanoUsd, UnixNanos.PerQuarter, [new(A.Noon, 10e9, 1e9, 0.5e9, 2e9), new(A.Noon + UnixNanos.PerQuarter, 12e9, 1e9, 0.5e9, 2e9)]),
        };
        return (await Incidents.ReportAsync(report, Now, Cancel))!.Incident.Id;
    }
}
