using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.TestKit;
using Microsoft.AspNetCore.Routing;

namespace CostDashboard.Web.Tests.Hostile;

/// <summary>Names that are attacks, sent once, and then every page and every export, which must show them as nothing but text.</summary>
public sealed class HostileNamesTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    // Where a name of the spans must be seen; had nothing been shown, nothing would have been looked at.
    private static readonly string[] s_showing =
    [
        "/", "/spend", "/steps", "/steps/step", "/traces", "/traces/{Id}", "/traces/compare", "/sessions", "/sessions/{Key}", "/sessions/users", "/sessions/users/{Key}", "/errors", "/propagation", "/what-if",
        "/incidents", "/incidents/{Id:int}", "/budgets", "/alert-rules", "/prices/unknown", "/spend.csv", "/steps.csv", "/traces.csv", "/traces.ndjson", "/traces/{traceId}/statistics.csv", "/api/v1/spend", "/api/v1/traces",
        "/api/v1/traces/{traceId}", "/api/v1/traces/{traceId}/otlp", "/api/v1/traces/{traceId}/run", "/api/v1/traces/{traceId}/content", "/api/v1/sessions", "/api/v1/sessions/{id}",
        "/api/v1/incidents", "/api/v1/incidents/{id:int}", "/api/v1/budgets", "/api/v1/budgets/{id:int}", "/api/v1/alert-rules",
    ];

    [Fact]
    public async Task Nothing_hostile_in_a_name_becomes_anything_but_text_on_any_page_or_in_any_export()
    {
        await PrepareAsync();
        using var browser = await running.Dashboard.SignInAsync(Dashboard.AdminEmail);
        var (wrong, silent) = (new List<string>(), s_showing.ToHashSet(StringComparer.Ordinal));
        foreach (var (pattern, path) in HostileAddresses.All(running.Dashboard.Get<EndpointDataSource>()))
        {
            using var answer = await browser.GetAsync(path);
            var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            if (answer.StatusCode is HttpStatusCode.NotFound && bytes.Length == 0 && HostileAddresses.IsMadeByPeople(pattern))
            {
                continue;
            }

            if (answer.StatusCode is not HttpStatusCode.OK)
            {
                wrong.Add($"{path} answers {answer.StatusCode}: {Encoding.UTF8.GetString(bytes)}");
                continue;
            }

            wrong.AddRange(HostileAnswers.MistakesOf(answer.Content.Headers.ContentType?.MediaType, bytes).Select(mistake => $"{path}: {mistake}"));
            if (Encoding.UTF8.GetString(bytes).Contains("injected()", StringComparison.Ordinal))
            {
                silent.Remove(pattern);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(silent.Count == 0, "No name was shown by " + string.Join(", ", silent));
    }

    private async Task PrepareAsync()
    {
        var (cancel, now, access, settings) = (TestContext.Current.CancellationToken, UnixNanos.From(running.Dashboard.Get<TimeProvider>().GetUtcNow()), running.Dashboard.Get<IAccessStore>(), running.Dashboard.Get<IContentSettingsStore>());
        var project = (await access.GetProjectsAsync(cancel)).Single(p => p.Name == "tests").Id;
        var stored = await settings.GetAsync(project, cancel);
        Assert.True(await settings.SetAsync(project, stored.Settings with { KeepsMessages = true, KeepsTools = true }, stored.Version, A.Entry, cancel));
        await SendAsync(now);

        await access.CreateProjectAsync(HostileSpans.Markup, A.Entry, cancel);
        Assert.IsType<BudgetOutcome.Saved>(await running.Dashboard.Get<IBudgetStore>().SaveAsync(
            new(0, project, HostileSpans.Markup[..Budget.LongestName], new(Dimension.Customer, HostileSpans.Markup), 1_000, BudgetPeriod.Month, Budget.UsualThresholds, CarriesOver: false, new(2026, 1, 1)),
            A.Entry,
            cancel));
        Assert.IsType<AlertRuleOutcome.Saved>(await running.Dashboard.Get<IAlertRuleStore>().SaveAsync(
            new(0, project, HostileSpans.Markup[..AlertRule.LongestName], "cost", [new(Dimension.Customer, [HostileSpans.Markup])], null, AlertCondition.Above, 1, 60, 0, IncidentSeverity.Info, IsOn: true, now),
            A.Entry,
            cancel));
        await running.Dashboard.Get<IIncidentStore>().ReportAsync(
            new(project, IncidentKind.GuardrailBroken, HostileSpans.Markup, IncidentSeverity.Critical, HostileSpans.Markup + HostileSpans.TurnsAround, now, now)
            {
                Evidence = [new(HostileSpans.Markup, HostileSpans.Markup + HostileSpans.TurnsAround)],
                Scope = [new(Dimension.Step, HostileSpans.Markup), new(Dimension.Customer, $"{HostileSpans.TurnsAround}nul\0")],
                Traces = [HostileSpans.Trace],
            },
            now,
            cancel);
    }

    private async Task SendAsync(UnixNanos now)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(running.Dashboard.Addresses.OtlpHttp, "v1/traces"));
        request.Headers.Authorization = new("Bearer", Dashboard.Key);
        request.Content = new ByteArrayContent(OtlpRequest.Protobuf(HostileSpans.All(now + (-2 * UnixNanos.PerHour)))) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
