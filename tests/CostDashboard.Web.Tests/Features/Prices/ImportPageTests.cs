using System.Net;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Imports;

namespace CostDashboard.Web.Tests.Features.Prices;

public sealed class ImportPageTests : IAsyncLifetime
{
    private const string Path = "/prices/import";

    // A price that changes, two that are new (one with a hostile name), one that cannot be meant.
    private const string List = """
        {
          "gpt-4o-mini": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 3e-7, "output_cost_per_token": 6e-7 },
          "gpt-99": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6 },
          "<script>alert(1)</script>": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6 },
          "broken": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": -5 }
        }
        """;

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
    public async Task A_list_is_shown_as_a_difference_and_prices_nothing_before_it_is_accepted()
    {
        var review = await UploadAsync();

        var changed = await _admin.ReadAsync(review);
        var unclear = await _admin.ReadAsync(review + "?show=unclear");

        Assert.Contains("gpt-4o-mini", changed, StringComparison.Ordinal);
        Assert.Contains("100 %", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("gpt-99", changed, StringComparison.Ordinal);
        Assert.Contains("broken", unclear, StringComparison.Ordinal);
        Assert.Empty(Book.Entries);
    }

    [Fact]
    public async Task What_is_chosen_is_recorded_and_the_rest_waits()
    {
        var review = await UploadAsync();
        var added = await AddedAsync();

        var page = await AcceptAsync(review + "?show=added", ("key", added.Single(entry => entry.Model == "gpt-99").Key), ("from", "2026-01-01"), ("do", "chosen"));

        var entry = Assert.IsType<PriceEntry.Price>(Assert.Single(Book.Entries));
        Assert.Equal((PriceKind.Imported, "gpt-99", new DateOnly(2026, 1, 1)), (entry.Kind, entry.Record.Model, entry.Record.EffectiveFrom!.Value));
        Assert.Contains("1 price recorded.", page, StringComparison.Ordinal);
        Assert.Contains("Calls that are stored keep their cost", page, StringComparison.Ordinal);
        Assert.Single(await AddedAsync());
    }

    [Fact]
    public async Task All_that_pass_the_filter_are_recorded_and_no_other()
    {
        var review = await UploadAsync();

        await AcceptAsync(review + "?show=added&q=99", ("from", ""), ("do", "all"));

        Assert.Equal("gpt-99", Assert.IsType<PriceEntry.Price>(Assert.Single(Book.Entries)).Record.Model);
    }

    [Theory]
    [InlineData("chosen", "", "Nothing was chosen that would change the book.")]
    [InlineData("all", "tomorrow", "First day: a day is written as 2026-11-30.")]
    public async Task A_mistake_is_said_and_nothing_is_recorded(string how, string from, string message)
    {
        var review = await UploadAsync();

        using var answer = await _admin.PostFormAsync(review, "accept", ("do", how), ("from", from));

        Assert.Contains(message, await TextAsync(answer), StringComparison.Ordinal);
        Assert.Empty(Book.Entries);
    }

    [Theory]
    [InlineData("upload", "no JSON at all")]
    [InlineData("upload", "{}")]
    [InlineData("upload", "")]
    public async Task A_file_that_is_no_list_is_refused_with_the_reason(string form, string text)
    {
        using var answer = await _admin.PostFileAsync(Path, form, "file", "list.json", text);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("role=\"alert\"", await TextAsync(answer), StringComparison.Ordinal);
        Assert.Empty(await Waiting.GetAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/list.json")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public async Task An_address_that_is_not_of_the_public_internet_is_refused_with_the_reason(string address)
    {
        using var answer = await _admin.PostFormAsync(Path, "fetch", ("address", address));

        Assert.Contains("role=\"alert\"", await TextAsync(answer), StringComparison.Ordinal);
        Assert.Empty(await Waiting.GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Hostile_names_stay_text()
    {
        var review = await UploadAsync("<img src=x onerror=alert(2)>.json");

        Assert.All(
            [await _admin.ReadAsync(Path), await _admin.ReadAsync(review + "?show=added"), await _admin.ReadAsync(review + "?show=unclear&q=<b>&sort=x&page=-3&taken=1e9")],
            page =>
            {
                Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
                Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task A_list_that_was_forgotten_says_so()
    {
        var review = await UploadAsync();
        var import = Assert.Single(await Waiting.GetAsync(TestContext.Current.CancellationToken));

        using var forgotten = await _admin.PostFormAsync(Path, $"forget-{import.Id:N}");

        Assert.Contains("No list waits.", await TextAsync(forgotten), StringComparison.Ordinal);
        Assert.Contains("This list does not wait any more", await _admin.ReadAsync(review), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_looks_and_takes_nothing_over()
    {
        var review = await UploadAsync();
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var page = await viewer.ReadAsync(review);
        using var accepted = await viewer.PostFormAsync(review, "accept", ("do", "all"));
        using var uploaded = await viewer.PostFileAsync(Path, "upload", "file", "list.json", List);

        Assert.Contains("gpt-4o-mini", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Accept all", page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (accepted.StatusCode, uploaded.StatusCode));
        Assert.Empty(Book.Entries);
    }

    private PriceBook Book => _dashboard.Get<CurrentPrices>().Book;

    private IPriceImportStore Waiting => _dashboard.Get<IPriceImportStore>();

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    // The address of the review that the upload leads to, without its query.
    private async Task<string> UploadAsync(string name = "list.json")
    {
        using var answer = await _admin.PostFileAsync(Path, "upload", "file", name, List);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect, $"{answer.StatusCode}: {await TextAsync(answer)}");
        return answer.Headers.Location!.ToString().Split('?')[0];
    }

    private async Task<IReadOnlyList<PriceDiffEntry>> AddedAsync()
    {
        var import = Assert.Single(await Waiting.GetAsync(TestContext.Current.CancellationToken));
        var (_, content) = (await Waiting.FindAsync(import.Id, TestContext.Current.CancellationToken))!.Value;
        return [.. PriceDiffs.Of(PriceListReader.Read(content, Book), Book, new(2026, 11, 22)).Entries.Where(entry => entry.Difference is PriceDifference.Added)];
    }

    private async Task<string> AcceptAsync(string review, params (string Name, string Value)[] fields)
    {
        using var answer = await _admin.PostFormAsync(review, "accept", fields);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect, $"{answer.StatusCode}: {await TextAsync(answer)}");
        return await _admin.ReadAsync(answer.Headers.Location!.ToString());
    }
}
