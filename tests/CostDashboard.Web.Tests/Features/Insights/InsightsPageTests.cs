using System.Net;
using System.Text.RegularExpressions;
using CostDashboard.Core.Access;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Features.Insights;

public sealed partial class InsightsPageTests : IAsyncLifetime
{
    private const string Path = "/insights?project=1";
    private const string Hostile = "\"><script>alert(1)</script>";

    private Dashboard _dashboard = null!;
    private Browser _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IInsightStore Insights => _dashboard.Get<IInsightStore>();

    private UnixNanos Now => UnixNanos.From(_dashboard.Get<TimeProvider>().GetUtcNow());

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
        await _dashboard.Get<ISpanStore>().CommitAsync([.. Enumerable.Range(0, 7).SelectMany(i => Failing($"t{i}", 3m)), .. Failing("cheap", 0.001m, "cheap step")], Cancel);
        await LookAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task An_action_stands_there_with_its_money_its_reason_its_assumption_and_its_proofs()
    {
        var page = await _admin.ReadAsync(Path);
        var words = Words(page);

        Assert.Contains("Failed and repeated calls that were paid for", words, StringComparison.Ordinal);
        Assert.Contains("One action would save money: Failed and repeated calls that were paid for, $630.00 a month", words, StringComparison.Ordinal);
        Assert.Contains("One more saves less than $1.00 a month.", words, StringComparison.Ordinal);
        Assert.Contains("7 calls in 7 traces failed after tokens were used", words, StringComparison.Ordinal);
        Assert.Contains("is told from 1 day, as if it went on like that", words, StringComparison.Ordinal);
        Assert.Contains("2 others $6.00 $6.00", words, StringComparison.Ordinal);
        Assert.Contains("$21.00 $21.00", words, StringComparison.Ordinal);
        Assert.Equal(5, ProofLink().Count(page));
        Assert.Contains("It saw the 8 traces", words, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dismissed_action_leaves_the_list_with_its_reason_and_can_be_brought_back()
    {
        using var answer = await _admin.PostFormAsync(Path, await FormAsync("dismiss"), ("reason", " by design " + Hostile), ("days", "90"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await _admin.ReadAsync(Path);
        Assert.Contains("Nothing was found that would save $1.00 or more a month.", Words(page), StringComparison.Ordinal);
        Assert.Contains("by design", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        var dismissal = Assert.Single((await Insights.GetAsync(new(1), Cancel)).Dismissals);
        Assert.Equal((Dashboard.AdminEmail, 630_000_000_000), (dismissal.By.Name, dismissal.SavingPerMonthNanoUsd));
        Assert.InRange(dismissal.Until!.Value - dismissal.At, 89 * UnixNanos.PerDay, 90 * UnixNanos.PerDay);

        using var back = await _admin.PostFormAsync(Path, await FormAsync("restore"));

        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Empty((await Insights.GetAsync(new(1), Cancel)).Dismissals);
        Assert.Equal(["insights.restore", "insights.dismiss"], await ActionsAsync());
    }

    [Fact]
    public async Task A_dismissal_without_a_reason_is_refused_with_what_is_missing()
    {
        using var answer = await _admin.PostFormAsync(Path, await FormAsync("dismiss"), ("reason", "  "), ("days", "30"));

        Assert.Contains("Say why nothing is to be done about it.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty((await Insights.GetAsync(new(1), Cancel)).Dismissals);
    }

    [Fact]
    public async Task Thresholds_are_saved_audited_and_looked_by_anew()
    {
        using var answer = await _admin.PostFormAsync(Path, "thresholds", Thresholds(("least", "0.01"), ("threshold.ToolLoops", "7")));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var stored = (await Insights.GetAsync(new(1), Cancel)).Settings;
        Assert.Equal((1, 0.01m, 7m), (stored.Version, stored.Settings.LeastUsdPerMonth, stored.Settings.ThresholdOf(InsightKind.ToolLoops)));
        Assert.Equal(["insights.settings"], await ActionsAsync());
        Assert.Contains("2 actions would save money", Words(await _admin.ReadAsync(Path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("threshold.FinalSteps", "101", "the threshold is 1 to 100 %")]
    [InlineData("threshold.FinalSteps", "much", "Dear final agent steps: the threshold is no number.")]
    [InlineData("least", "-1", "The least saving is 0 to 1,000,000 dollars")]
    [InlineData("version", "5", "Somebody else has changed these thresholds")]
    public async Task A_mistake_in_the_thresholds_is_said_and_changes_nothing(string field, string value, string message)
    {
        using var answer = await _admin.PostFormAsync(Path, "thresholds", Thresholds((field, value)));

        Assert.Contains(message, Words(await answer.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        Assert.Equal(0, (await Insights.GetAsync(new(1), Cancel)).Settings.Version);
    }

    [Fact]
    public async Task An_administrator_has_it_looked_now()
    {
        var before = (await Insights.GetAsync(new(1), Cancel)).Finished!.Id;

        using var answer = await _admin.PostFormAsync(Path, "run");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.True((await Insights.GetLastAsync(Cancel)).Single(run => run.Project == new ProjectId(1)).Id > before);
        Assert.Equal(["insights.run"], await ActionsAsync());
    }

    [Theory]
    [InlineData("run")]
    [InlineData("thresholds")]
    [InlineData("dismiss")]
    public async Task A_viewer_looks_and_cannot_change(string form)
    {
        var name = form is "dismiss" ? await FormAsync("dismiss") : form;
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var page = await viewer.ReadAsync(Path);
        using var refused = await viewer.PostFormAsync(Path, name, Thresholds(("reason", "mine")));

        Assert.Contains("saved a month", Words(page), StringComparison.Ordinal);
        Assert.DoesNotContain("Dismiss…", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Look now", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Empty((await Insights.GetAsync(new(1), Cancel)).Dismissals);
        Assert.Empty(await ActionsAsync());
    }

    [Fact]
    public async Task One_kind_can_be_shown_and_any_query_is_answered()
    {
        Assert.Contains("saved a month", await _admin.ReadAsync(Path + "&kind=failed-calls"), StringComparison.Ordinal);
        Assert.Contains("Nothing of this kind was found.", await _admin.ReadAsync(Path + "&kind=tool-loops"), StringComparison.Ordinal);
        Assert.Contains("saved a month", await _admin.ReadAsync(Path + "&kind=6&done=%3Cscript%3E&project=1"), StringComparison.Ordinal);
    }

    private PricedSpan[] Failing(string trace, decimal usd, string step = "step " + Hostile)
    {
        // Two hours ago, whenever the tests run.
        var start = (Now - A.Noon - (2 * UnixNanos.PerHour)) / 1e6;
        return
        [
            A.Span("root", trace: trace, start: start, duration: 9_000),
            A.Span("step", "root", trace, step, start, 9_000),
            A.Span("a", "step", trace, "chat gpt-4o", start, tokens: new(900, 0, 0, 0, 400), usd: usd, model: "gpt-4o", isError: true),
        ];
    }

    private async Task LookAsync()
    {
        // The program itself begins a look as well: whichever is under way is taken forward, until one has seen all.
        while ((await Insights.GetAsync(new(1), Cancel)).Finished?.Traces != 8)
        {
            var underWay = (await Insights.GetUnderWayAsync(Cancel)).FirstOrDefault(run => run.Project == new ProjectId(1));
            var run = underWay ?? await Insights.AskAsync(new(1), AuditActor.Program, Now, Cancel);
            await Insights.StepAsync(run.Id, _dashboard.Get<CurrentPrices>().Book, Now, Cancel);
        }
    }

    private async Task<string> FormAsync(string act) => FormName().Matches(await _admin.ReadAsync(Path)).Select(name => name.Groups[1].Value).First(name => name.StartsWith(act, StringComparison.Ordinal));

    private async Task<string[]> ActionsAsync() =>
        [.. (await _dashboard.Get<IAuditLog>().GetAsync(null, 20, Cancel)).Entries.Select(entry => entry.Action).Where(action => action.StartsWith("insights.", StringComparison.Ordinal))];

    private static (string Name, string Value)[] Thresholds(params (string Name, string Value)[] changed) =>
    [
        .. InsightRules.InOrder
            .Select(rule => ($"threshold.{rule.Kind}", rule.Threshold.Default.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .Concat([("least", "1"), ("version", "0")])
            .Where(field => !changed.Any(own => own.Name == field.Item1)),
        .. changed,
    ];

    private static string Words(string html) => Gap().Replace(WebUtility.HtmlDecode(Tag().Replace(html, " ")), " ").Replace(" ,", ",", StringComparison.Ordinal).Replace(" .", ".", StringComparison.Ordinal);

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+")]
    private static partial Regex Gap();

    [GeneratedRegex("""name="_handler" value="([^"]+)""")]
    private static partial Regex FormName();

    [GeneratedRegex("""data-row class="mono" href="/traces/""")]
    private static partial Regex ProofLink();
}
