using System.Net;
using System.Security.Claims;
using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Imports;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Prices.Keeping;
using CostDashboard.Web.Hosting;
using CostDashboard.Web.Tests.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CostDashboard.Web.Tests.Features.Prices.Keeping;

public sealed class PriceImportsTests : IAsyncLifetime
{
    private const string List = """
        {
          "gpt-4o-mini": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2e-07, "output_cost_per_token": 6e-07 },
          "house/model-9": { "litellm_provider": "house", "mode": "chat", "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06 },
          "free": { "litellm_provider": "house", "mode": "chat", "input_cost_per_token": 0 }
        }
        """;

    private static readonly UnixNanos s_noon = UnixNanos.From(Sending.Noon);

    private Dashboard _dashboard = null!;
    private WebApplication _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PriceImports Imports => _dashboard.Get<PriceImports>();

    private PriceBook Book => _dashboard.Get<CurrentPrices>().Book;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(http => http.Response.WriteAsync(List, Cancel));
        await _server.StartAsync(Cancel);
        _dashboard = await Dashboard.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _dashboard.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_list_is_uploaded_looked_at_and_taken_over_in_part()
    {
        var import = await AddAsync(List);
        var (_, diff) = (await Imports.ReviewAsync(import.Id, Cancel))!.Value;

        Assert.Equal([PriceDifference.Added, PriceDifference.Changed, PriceDifference.NotUnderstood], diff.Entries.Select(entry => entry.Difference));
        var change = await Imports.AcceptAsync(import.Id, [diff.Entries[1].Key], new(2026, 8, 1), By(Role.Administrator), Cancel);

        var entry = Assert.IsType<PriceEntry.Price>(Assert.Single(Assert.IsType<PriceChange.Done>(change).Entries));
        var card = Book.Find("openai", "gpt-4o-mini")!.AsOf(s_noon)!;
        Assert.Equal((PriceKind.Imported, 0.2m, 0.075m), (card.Kind, card.Standard.Bands[0].Rates.Input, card.Standard.Bands[0].Rates.CacheRead));
        Assert.StartsWith("prices.json 20", entry.Record.Source, StringComparison.Ordinal);
        Assert.Null(Book.Find("house", "model-9"));
        Assert.Equal(
            [PriceDifference.Added, PriceDifference.Same, PriceDifference.NotUnderstood],
            (await Imports.ReviewAsync(import.Id, Cancel))!.Value.Diff.Entries.Select(left => left.Difference));
        Assert.Equal(["import.accept", "import.add"], await ActionsAsync());
    }

    [Fact]
    public async Task A_review_survives_a_restart_until_the_list_is_removed()
    {
        var import = await AddAsync(List);
        await using var restarted = await _dashboard.RestartAsync();
        var imports = restarted.Get<PriceImports>();

        Assert.Equal([import], await imports.GetAsync(Cancel));
        Assert.NotNull(await imports.ReviewAsync(import.Id, Cancel));
        Assert.IsType<PriceChange.Done>(await imports.RemoveAsync(import.Id, By(Role.Administrator), Cancel));

        Assert.Null(await imports.ReviewAsync(import.Id, Cancel));
        Assert.IsType<PriceChange.Refused>(await imports.RemoveAsync(import.Id, By(Role.Administrator), Cancel));
        Assert.IsType<PriceChange.Refused>(await imports.AcceptAsync(import.Id, ["x"], null, By(Role.Administrator), Cancel));
    }

    [Fact]
    public async Task What_is_accepted_twice_at_a_time_is_recorded_once_and_what_was_withdrawn_can_be_accepted_again()
    {
        var import = await AddAsync(List);
        var key = (await Imports.ReviewAsync(import.Id, Cancel))!.Value.Diff.Entries[0].Key;

        var changes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Imports.AcceptAsync(import.Id, [key], null, By(Role.Administrator), Cancel)));
        var recorded = Assert.Single(Book.Entries);
        await _dashboard.Get<PriceChanges>().WithdrawAsync(recorded.Origin.Id, By(Role.Administrator), Cancel);
        var again = await Imports.AcceptAsync(import.Id, [key], null, By(Role.Administrator), Cancel);

        Assert.Contains(changes, change => change is PriceChange.Done);
        Assert.IsType<PriceChange.Done>(again);
        Assert.NotNull(Book.Find("house", "model-9"));
    }

    [Fact]
    public async Task A_list_is_fetched_from_an_address_only_where_that_is_allowed()
    {
        var address = $"{_server.Urls.First()}/prices.json?token=secret";
        var refused = Assert.IsType<ImportOutcome.Refused>(await Imports.FetchAsync(address, By(Role.Administrator), Cancel));
        await using var allowing = await Dashboard.StartAsync([(OutboundFetch.AllowedKey, "127.0.0.1")]);
        var fetched = Assert.IsType<ImportOutcome.Waiting>(await allowing.Get<PriceImports>().FetchAsync(address, By(Role.Administrator), Cancel));

        Assert.Contains("this machine", refused.Reason, StringComparison.Ordinal);
        Assert.Equal($"{_server.Urls.First()}/prices.json", fetched.Import.Source);
    }

    [Theory]
    [InlineData("{}", "in no known format")]
    [InlineData("not json", "not JSON")]
    public async Task What_is_no_list_is_refused(string content, string reason)
    {
        var refused = Assert.IsType<ImportOutcome.Refused>(await TryAddAsync(content, By(Role.Administrator)));

        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
        Assert.Empty(await Imports.GetAsync(Cancel));
    }

    [Fact]
    public async Task A_viewer_imports_nothing()
    {
        var import = await AddAsync(List);
        var key = (await Imports.ReviewAsync(import.Id, Cancel))!.Value.Diff.Entries[0].Key;

        Assert.IsType<ImportOutcome.Refused>(await TryAddAsync(List, By(Role.Viewer)));
        Assert.IsType<ImportOutcome.Refused>(await Imports.FetchAsync("https://example.com", By(Role.Viewer), Cancel));
        Assert.IsType<PriceChange.Refused>(await Imports.AcceptAsync(import.Id, [key], null, By(Role.Viewer), Cancel));
        Assert.IsType<PriceChange.Refused>(await Imports.RemoveAsync(import.Id, By(Role.Viewer), Cancel));
        Assert.Equal([import], await Imports.GetAsync(Cancel));
        Assert.Empty(Book.Entries);
    }

    private async Task<PriceImport> AddAsync(string content) => Assert.IsType<ImportOutcome.Waiting>(await TryAddAsync(content, By(Role.Administrator))).Import;

    private async Task<ImportOutcome> TryAddAsync(string content, ClaimsPrincipal by)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return await Imports.AddAsync("prices.json", stream, by, Cancel);
    }

    private async Task<IEnumerable<string>> ActionsAsync() =>
        (await _dashboard.Get<IAuditLog>().GetAsync(null, 20, Cancel)).Entries.Select(entry => entry.Action).Where(action => action.StartsWith("import.", StringComparison.Ordinal));

    private static ClaimsPrincipal By(Role role) => new(new ClaimsIdentity([new(ClaimTypes.Name, "ada@example.org"), new(ClaimTypes.Role, role.ToString())], "test"));
}
