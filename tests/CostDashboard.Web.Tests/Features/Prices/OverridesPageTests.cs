using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Web.Tests.Api;

namespace CostDashboard.Web.Tests.Features.Prices;

public sealed class OverridesPageTests : IAsyncLifetime
{
    private const string Path = "/prices/overrides";
    private const string Form = Path + "?new=price&provider=openai&model=gpt-4o-mini";

    private Dashboard _dashboard = null!;
    private Browser _admin = null!;

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
    public async Task A_price_of_ones_own_is_in_force_at_once_and_keeps_the_rates_that_were_left_empty()
    {
        await SaveAsync(Form, "override", ("perMillion.output", "0.5"), ("from", "2026-01-01"), ("note", "contract of May"));

        var card = Book.Find("openai", "gpt-4o-mini")!.Cards.Single(card => card.Kind is PriceKind.Override);
        Assert.Equal((0.15m, 0.5m, 0.075m), (card.Standard.Bands[0].Rates.Input, card.Standard.Bands[0].Rates.Output, card.Standard.Bands[0].Rates.CacheRead));
        Assert.Equal(new DateOnly(2026, 1, 1), card.EffectiveFrom);
        Assert.Contains("batch", card.Rates.ServiceTiers.Keys);
        Assert.Equal("override.create", (await AuditAsync())[0].Action);
    }

    [Fact]
    public async Task What_was_recorded_says_that_stored_calls_keep_their_cost_and_leads_to_pricing_them_again()
    {
        await _dashboard.SendAsync(Sending.Support, Sending.Noon, Sending.SupportTrace);

        var page = await SaveAsync(Form, "override", ("perMillion.output", "0.5"), ("from", "2026-08-01"));

        Assert.Contains("Calls that are stored keep their cost", page, StringComparison.Ordinal);
        Assert.Contains("/prices/repricing?project=1&amp;from=2026-08-01T00%3A00Z", page, StringComparison.Ordinal);
        Assert.Contains("&amp;provider=openai&amp;model=gpt-4o-mini&amp;all=1", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("override", Form, "perMillion.input", "much", "Input: &#x27;much&#x27; is no amount.")]
    [InlineData("override", Form, "from", "tomorrow", "From: a day is written as 2026-11-30.")]
    [InlineData("override", Form, "to", "1999-01-01", "1999-01-01")]
    [InlineData("override", Path + "?new=price&provider=openai&model=gpt-99", "note", "", "perMillion")]
    [InlineData("discount", Path + "?new=discount", "percent", "ten", "Percent: write a number")]
    [InlineData("alias", Path + "?new=alias", "to-model", "gpt-99", "an alias leads to a model that has a price")]
    public async Task A_mistake_is_said_and_nothing_is_recorded(string form, string address, string field, string text, string message)
    {
        using var answer = await _admin.PostFormAsync(address, form, (field, text), ("name", "x"), ("where", "any"), ("to-provider", "openai"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(message, await TextAsync(answer), StringComparison.Ordinal);
        Assert.Empty(Book.Entries);
    }

    [Fact]
    public async Task A_change_replaces_the_entry_which_stays_on_record()
    {
        await SaveAsync(Path + "?new=discount", "discount", ("percent", "15"), ("way", "less"), ("provider", "OpenAI"));
        var first = Assert.IsType<PriceEntry.Discount>(Assert.Single(Book.Entries));

        await SaveAsync($"{Path}?change={first.Origin.Id:N}", "discount", ("percent", "5.5"), ("way", "more"), ("provider", "openai"), ("to", "2099-12-31"));

        var second = Assert.IsType<PriceEntry.Discount>(Assert.Single(Book.Entries));
        Assert.Equal((0.85m, 1.055m, new DateOnly(2099, 12, 31)), (first.Factor, second.Factor, second.Origin.To!.Value));
        Assert.Contains("taken back", await _admin.ReadAsync(Path + "?past=1"), StringComparison.Ordinal);
        Assert.DoesNotContain("taken back", await _admin.ReadAsync(Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_entries_for_the_same_days_the_earlier_one_says_that_it_is_behind()
    {
        await SaveAsync(Path + "?new=discount", "discount", ("percent", "15"), ("way", "less"));
        var alone = await _admin.ReadAsync(Path);

        await SaveAsync(Path + "?new=discount", "discount", ("percent", "20"), ("way", "less"));
        var both = await _admin.ReadAsync(Path);

        Assert.DoesNotContain("behind a later one", alone, StringComparison.Ordinal);
        Assert.Equal(2, both.Split("behind a later one").Length);
    }

    [Fact]
    public async Task An_alias_prices_a_name_and_holds_no_more_once_it_is_taken_back()
    {
        await SaveAsync(Path + "?new=alias", "alias", ("name", "my-deployment"), ("where", "any"), ("to-provider", "openai"), ("to-model", "gpt-4o"));
        var entry = Assert.Single(Book.Entries);
        var during = Book.Match("azure", "my-deployment", A).Model?.Model;

        using var answer = await _admin.PostFormAsync(Path, $"back-{entry.Origin.Id:N}");

        Assert.Contains("Taken back.", await TextAsync(answer), StringComparison.Ordinal);
        Assert.Equal(("gpt-4o", (string?)null), (during, Book.Match("azure", "my-deployment", A).Model?.Model));
        Assert.Equal("alias.withdraw", (await AuditAsync())[0].Action);
    }

    [Fact]
    public async Task Hostile_names_stay_text_and_have_a_page_of_their_own()
    {
        const string Model = "a/../b%2F\"><script>alert(1)</script>?x#y";
        await SaveAsync(Path + "?new=price&provider=mine&model=" + Uri.EscapeDataString(Model), "override", ("perMillion.input", "1"), ("note", "<script>alert(2)</script>"));

        var list = await _admin.ReadAsync(Path);
        var book = await _admin.ReadAsync("/prices?source=override");
        var page = await _admin.ReadAsync(CostDashboard.Web.Features.Prices.ModelLink.Path("mine", Model));

        Assert.All([list, book, page], html => Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal));
        Assert.Contains("own price", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_that_a_later_version_wrote_is_listed_so_that_it_can_be_taken_back()
    {
        var origin = new EntryOrigin(Guid.NewGuid(), null, null, A, "ada@example.org", "");
        var record = new PriceRecord("openai", "gpt-4o-mini", null, new(2026, 8, 6), "later", """{"aliases":[],"mode":"chat","price":{"of":"tomorrow"}}""");
        await _dashboard.Get<IPriceEntryStore>().AddAsync(
            [new PriceEntry.Price(origin, PriceKind.Override, record)], new(A, AuditActor.Program, "test", "test"), TestContext.Current.CancellationToken);

        Assert.Contains("Take back", await _admin.ReadAsync(Path), StringComparison.Ordinal);
        Assert.Contains("New override", await _admin.ReadAsync($"{Path}?change={origin.Id:N}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_sees_everything_and_changes_nothing()
    {
        await SaveAsync(Path + "?new=discount", "discount", ("percent", "15"), ("way", "less"));
        var entry = Assert.Single(Book.Entries);
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var page = await viewer.ReadAsync(Path + "?new=price&provider=openai&model=gpt-4o");
        using var saved = await viewer.PostFormAsync(Path + "?new=discount", "discount", ("percent", "50"));
        using var takenBack = await viewer.PostFormAsync(Path, $"back-{entry.Origin.Id:N}");

        Assert.Contains("everything", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Record the override", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Take back", page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (saved.StatusCode, takenBack.StatusCode));
        Assert.Equal([entry], Book.Entries);
    }

    private static CostDashboard.Core.Units.UnixNanos A => CostDashboard.TestKit.A.Noon;

    private PriceBook Book => _dashboard.Get<CurrentPrices>().Book;

    private async Task<IReadOnlyList<AuditEntry>> AuditAsync() => (await _dashboard.Get<IAuditLog>().GetAsync(null, 10, TestContext.Current.CancellationToken)).Entries;

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    // Posts a form that leads elsewhere, and reads where it leads.
    private async Task<string> SaveAsync(string address, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await _admin.PostFormAsync(address, form, fields);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Found, $"{answer.StatusCode}: {await TextAsync(answer)}");
        return await _admin.ReadAsync(answer.Headers.Location!.ToString());
    }
}
