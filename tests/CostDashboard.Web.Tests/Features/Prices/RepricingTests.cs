using System.Net;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Features.Prices;

public sealed class RepricingTests : IAsyncLifetime
{
    private const string Page = "/prices/repricing";
    private const string Period = "from=2026-08-06T00:00Z&to=2026-08-07T00:00Z";

    private Dashboard _dashboard = null!;
    private Browser _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IRepricingStore Runs => _dashboard.Get<IRepricingStore>();

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);

        // By the book, a million tokens into gpt-4o-mini are $0.15; these were priced by others, or not at all.
        await _dashboard.Get<ISpanStore>().CommitAsync(
            [
                A.Span("cheap", tokens: new(1_000_000, 0, 0, 0, 0), usd: 0.10m, attribution: new(Customer: "acme <b>")),
                A.Span("unknown", trace: "t2", tokens: new(2_000_000, 0, 0, 0, 0)),
                A.Span("other", trace: "t3", tokens: new(10, 0, 0, 0, 0), model: "nobody-knows"),
            ],
            Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_applying_it_changes_exactly_that()
    {
        var dry = await PostAsync($"{Page}?{Period}", "dry-run");
        var before = await SpendAsync();
        var said = await ResultAsync(dry);
        Assert.Equal(before, await SpendAsync());

        var applied = await PostAsync(dry, "act", ("do", "apply"));
        var done = await ResultAsync(applied);
        var after = await SpendAsync();

        Assert.Contains("2 of 3 calls would be priced differently, together by", said, StringComparison.Ordinal);
        Assert.Contains("&#x2B; $0.3500", said, StringComparison.Ordinal);
        Assert.Contains("acme &lt;b&gt;", said, StringComparison.Ordinal);
        Assert.Contains("2 of 3 calls are priced differently, together by", done, StringComparison.Ordinal);
        Assert.Equal((100_000_000, 2L, 450_000_000, 1L), (before.CostNanoUsd, before.UnpricedCalls, after.CostNanoUsd, after.UnpricedCalls));

        var log = await _admin.ReadAsync("/administration/audit");
        Assert.Contains("repricing.apply", log, StringComparison.Ordinal);
        Assert.Contains("repricing.finish", log, StringComparison.Ordinal);
        Assert.Contains("0.1 to 0.45 USD", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_brings_model_and_state_along()
    {
        var address = $"{Page}?{Period}&model=gpt-4o-mini&provider=openai&price=unpriced&not.model=x&step=y";

        var page = await _admin.ReadAsync(address);
        var run = (await Runs.FindAsync(IdOf(await PostAsync(address, "dry-run")), Cancel))!;

        Assert.Contains("<b>1</b> call of tests in this period cost", page, StringComparison.Ordinal);
        Assert.Contains("Remove the filter model gpt-4o-mini", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Remove the filter step y", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Remove the filter model x", page, StringComparison.Ordinal);
        Assert.Equal(
            "2026-08-06T00:00Z to 2026-08-07T00:00Z; projects 1; providers openai; models gpt-4o-mini; states Unpriced", run.Question.ToText());
    }

    [Fact]
    public async Task A_viewer_reads_and_changes_nothing()
    {
        var dry = await PostAsync($"{Page}?{Period}", "dry-run");
        await ResultAsync(dry);
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var page = await viewer.ReadAsync(Page);
        var result = await viewer.ReadAsync(dry);
        foreach (var (path, form) in new[] { (Page, "dry-run"), (dry, "act") })
        {
            using var refused = await viewer.PostFormAsync(path, form);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        Assert.Contains("An administrator can price these calls again.", page, StringComparison.Ordinal);
        Assert.Contains("would be priced differently", result, StringComparison.Ordinal);
        Assert.DoesNotContain("Apply", result, StringComparison.Ordinal);
        Assert.Single(await Runs.GetAsync(10, Cancel));
    }

    [Fact]
    public async Task What_was_tried_with_other_prices_is_not_applied()
    {
        var dry = await PostAsync($"{Page}?{Period}", "dry-run");
        await ResultAsync(dry);
        _dashboard.Get<CurrentPrices>().Book = PriceBook.Empty;

        using var answer = await _admin.PostFormAsync(dry, "act", ("do", "apply"));

        Assert.Contains("The prices changed since this dry run.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Single(await Runs.GetAsync(10, Cancel));
    }

    [Fact]
    public async Task A_run_that_has_ended_says_so_to_who_cancels_it()
    {
        var dry = await PostAsync($"{Page}?{Period}", "dry-run");
        await ResultAsync(dry);

        using var answer = await _admin.PostFormAsync(dry, "act", ("do", "cancel"));

        Assert.Contains("It had ended already.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(RepricingState.Finished, (await Runs.FindAsync(IdOf(dry), Cancel))!.State);
    }

    [Fact]
    public async Task A_run_that_does_not_exist_is_not_there()
    {
        using var answer = await _admin.GetAsync($"{Page}/99");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static int IdOf(string address) => int.Parse(address.Split('?')[0].Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Posts, and answers with the path that it leads to.</summary>
    private async Task<string> PostAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await _admin.PostFormAsync(path, form, fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return new Uri(_dashboard.Addresses.Web, answer.Headers.Location!).PathAndQuery;
    }

    /// <summary>The page of a run once it has ended.</summary>
    private async Task<string> ResultAsync(string path)
    {
        await _dashboard.Get<RepricingWork>().RunAsync(new(), Cancel);
        return await _admin.ReadAsync(path);
    }

    private async Task<SpendMeasures> SpendAsync() => (await _dashboard.Get<ISpendQueries>().AskAsync(
        new(A.Project, A.Noon.Floor(UnixNanos.PerDay), A.Noon.Floor(UnixNanos.PerDay) + UnixNanos.PerDay, Grain.Total, [], []), Cancel)).Total;
}
