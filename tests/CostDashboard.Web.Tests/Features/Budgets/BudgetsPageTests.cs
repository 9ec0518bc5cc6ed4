using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Web.Tests.Api;

namespace CostDashboard.Web.Tests.Features.Budgets;

public sealed class BudgetsPageTests : IAsyncLifetime
{
    private const string Path = "/budgets?project=1";
    private const string Hostile = "<script>alert(1)</script>";

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
    public async Task Without_a_budget_the_page_says_what_one_is_for()
    {
        Assert.Contains("There is no budget yet.", await _admin.ReadAsync(Path), StringComparison.Ordinal);
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);
        Assert.DoesNotContain("New budget", await viewer.ReadAsync(Path), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"amount\"", await viewer.ReadAsync(Path + "&edit=new"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_makes_changes_and_deletes_a_budget_and_the_audit_log_says_so()
    {
        using (var made = await SaveAsync("new", ("for", "customer"), ("value", Hostile), ("amount", "1,200.5"), ("period", "quarter"), ("thresholds", "90 %, 50"), ("carries", "1")))
        {
            Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        }

        var budget = Assert.Single(await StoredAsync());
        Assert.Equal((new BudgetScope(Dimension.Customer, Hostile), 1_200_500_000_000, BudgetPeriod.Quarter, true), (budget.Scope, budget.AmountNanoUsd, budget.Period, budget.CarriesOver));
        Assert.Equal([50, 90], budget.Thresholds);
        var edit = budget.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using (var changed = await SaveAsync(edit, ("amount", "0.5"), ("period", "day"), ("version", "1")))
        {
            Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        }

        Assert.Equal((500_000_000, null, 2), Assert.Single(await StoredAsync()) is var now ? (now.AmountNanoUsd, now.Scope, now.Version) : default);
        using (var late = await SaveAsync(edit, ("amount", "9"), ("version", "1")))
        {
            Assert.Contains("Somebody else has changed", await late.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        using var deleted = await _admin.PostFormAsync($"{Path}&edit={edit}", "delete-budget");
        Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        Assert.Empty(await StoredAsync());
        Assert.Equal(
            ["budget.delete", "budget.change", "budget.create"],
            (await _dashboard.Get<IAuditLog>().GetAsync(null, 20, Cancel)).Entries.Where(entry => entry.Action.StartsWith("budget.", StringComparison.Ordinal)).Select(entry => entry.Action));
    }

    [Theory]
    [InlineData("amount", "many", "Write an amount in dollars")]
    [InlineData("amount", "0", "more than $0")]
    [InlineData("thresholds", "half", "whole numbers of per cent")]
    [InlineData("period", "year", "a day, a week, a month or a quarter")]
    [InlineData("for", "price", "cannot be limited by this")]
    public async Task What_cannot_be_meant_is_said_and_stays_in_the_form(string field, string text, string message)
    {
        using var answer = await SaveAsync("new", [("amount", "5"), ("period", "month"), ("for", ""), (field, text)]);

        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains(message, page, StringComparison.Ordinal);
        Assert.Contains("value=\"the team&#x27;s\"", page, StringComparison.Ordinal);
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task What_is_spent_opens_its_spans_and_calls_without_a_price_are_not_zero()
    {
        await _dashboard.SendAsync(
            "0000000000000000000000000000b0d6", DateTimeOffset.UtcNow.AddMinutes(-5), [new("a0", null, "job", 0, 900), new("a1", "a0", "chat", 0, 300, Sending.Call("gpt-4o-mini", 1_000_000, 100)), new("a2", "a0", "chat", 310, 600, Sending.Call("frontier-of-our-own", 1000, 100))]);
        await StoreAsync("all", null);
        await StoreAsync(Hostile, new(Dimension.Model, "frontier-of-our-own"));

        var page = await _admin.ReadAsync(Path);

        Assert.Contains("$0.1501", page, StringComparison.Ordinal);
        Assert.Contains("unpriced", page, StringComparison.Ordinal);
        Assert.Contains("basis=spent", page, StringComparison.Ordinal);
        Assert.Contains("model frontier-of-our-own", page, StringComparison.Ordinal);
        Assert.Contains("No budget is spent.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_that_is_spent_stands_first_and_in_the_sentence()
    {
        await _dashboard.SendAsync(
            "0000000000000000000000000000b0d7", DateTimeOffset.UtcNow.AddMinutes(-5), [new("a1", null, "chat", 0, 300, Sending.Call("gpt-4o-mini", 1_000_000, 0))]);
        await StoreAsync("a wide one", null);
        await StoreAsync("narrow", null, amount: 50_000_000);

        var page = await _admin.ReadAsync(Path);

        Assert.Contains("1 of 2 budgets</b> does not last: ", page, StringComparison.Ordinal);
        Assert.Contains(">narrow</b></bdi> is spent.", page, StringComparison.Ordinal);
        Assert.Contains("overspent", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/budgets?project=1\"><bdi>narrow</bdi></a> is spent.", await _admin.ReadAsync("/?project=1"), StringComparison.Ordinal);
        Assert.True(page.IndexOf("title=\"narrow\"", StringComparison.Ordinal) < page.IndexOf("title=\"a wide one\"", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<Budget>> StoredAsync() => await _dashboard.Get<IBudgetStore>().ListAsync(new(1), Cancel);

    private async Task StoreAsync(string name, BudgetScope? scope, long amount = 1_000 * Usd.NanosPerDollar)
    {
        var budget = new Budget(0, new(1), name, scope, amount, BudgetPeriod.Quarter, [100], CarriesOver: false, new(2026, 1, 1));
        Assert.IsType<BudgetOutcome.Saved>(await _dashboard.Get<IBudgetStore>().SaveAsync(budget, TestKit.A.Entry, Cancel));
    }

    private Task<HttpResponseMessage> SaveAsync(string edit, params (string, string)[] fields) =>
        _admin.PostFormAsync($"{Path}&edit={edit}", "budget", [("name", "the team's"), .. fields.GroupBy(field => field.Item1).Select(same => same.Last())]);
}
