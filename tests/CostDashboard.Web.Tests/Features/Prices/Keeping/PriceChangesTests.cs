using System.Security.Claims;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Prices.Keeping;
using CostDashboard.Web.Tests.Api;

namespace CostDashboard.Web.Tests.Features.Prices.Keeping;

public sealed class PriceChangesTests : IAsyncLifetime
{
    private static readonly UnixNanos s_noon = UnixNanos.From(Sending.Noon);

    private Dashboard _dashboard = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PriceChanges Changes => _dashboard.Get<PriceChanges>();

    private PriceBook Book => _dashboard.Get<CurrentPrices>().Book;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task An_override_is_in_force_when_it_is_recorded_and_the_audit_log_says_who_made_it()
    {
        var change = await Changes.OverrideAsync(new(" OpenAI", "gpt-4o-mini ", Rates("7"), new(2026, 8, 1), Note: "contract 12\nnegotiated"), By(Role.Administrator), Cancel);

        var entry = Assert.IsType<PriceEntry.Price>(Assert.Single(Assert.IsType<PriceChange.Done>(change).Entries));
        var card = Book.Find("openai", "gpt-4o-mini")!.AsOf(s_noon)!;
        Assert.Equal((PriceKind.Override, 7m, "own price: contract 12"), (card.Kind, card.Standard.Bands[0].Rates.Input, card.Source));
        Assert.Equal(("ada@example.org", "contract 12\nnegotiated"), (entry.Origin.RecordedBy, entry.Origin.Note));
        var audit = Assert.Single((await _dashboard.Get<IAuditLog>().GetAsync(null, 10, Cancel)).Entries, audit => audit.Action == "override.create");
        Assert.Equal("ada@example.org", audit.Actor.Name);
        Assert.Contains("from 2026-08-01", audit.Details, StringComparison.Ordinal);
        Assert.Contains("\"input\":\"7\"", audit.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_spans_cost_what_the_organisation_pays_and_stored_ones_keep_their_cost()
    {
        await _dashboard.SendAsync("0000000000000000000000000000aaaa", Sending.Noon, [new("c1", null, "before", 0, 10, Sending.Call("gpt-4o-mini", 1_000_000, 0))]);
        await Changes.OverrideAsync(new("openai", "gpt-4o-mini", Rates("1")), By(Role.Administrator), Cancel);
        await Changes.DiscountAsync(new("openai", null, 0.9m, Note: "frame contract"), By(Role.Administrator), Cancel);
        await _dashboard.SendAsync("0000000000000000000000000000bbbb", Sending.Noon, [new("c1", null, "after", 0, 10, Sending.Call("gpt-4o-mini", 1_000_000, 0))]);

        var before = await _dashboard.AskAsync("/api/v1/traces/0000000000000000000000000000aaaa");
        var after = await _dashboard.AskAsync("/api/v1/traces/0000000000000000000000000000bbbb");

        Assert.Equal(("0.15", "0.9"), (before.GetProperty("totalCostUsd").GetString(), after.GetProperty("totalCostUsd").GetString()));
        var price = after.GetProperty("spans")[0].GetProperty("price");
        Assert.Equal("override", price.GetProperty("kind").GetString());
        Assert.Equal("0.9", price.GetProperty("discount").GetProperty("factor").GetString());
        Assert.Equal("1", price.GetProperty("lines")[0].GetProperty("usdRate").GetString());
    }

    [Fact]
    public async Task A_viewer_changes_nothing()
    {
        var version = Book.Version;

        PriceChange[] changes =
        [
            await Changes.OverrideAsync(new("openai", "gpt-4o-mini", Rates("7")), By(Role.Viewer), Cancel),
            await Changes.DiscountAsync(new(null, null, 0.5m), By(Role.Viewer), Cancel),
            await Changes.AliasAsync(new(null, "x", "openai", "gpt-4o-mini"), By(Role.Viewer), Cancel),
            await Changes.PriceUnknownAsync(new("", "x", Rates("7")), By(Role.Viewer), Cancel),
            await Changes.WithdrawAsync(Guid.NewGuid(), By(Role.Viewer), Cancel),
        ];

        Assert.All(changes, change => Assert.Equal(new PriceChange.Refused("Only administrators change prices."), change));
        Assert.Equal(version, Book.Version);
    }

    [Fact]
    public async Task A_withdrawn_override_gives_the_list_price_back()
    {
        var version = Book.Version;
        var done = Assert.IsType<PriceChange.Done>(await Changes.OverrideAsync(new("openai", "gpt-4o-mini", Rates("7")), By(Role.Administrator), Cancel));

        Assert.IsType<PriceChange.Done>(await Changes.WithdrawAsync(done.Entries[0].Origin.Id, By(Role.Administrator), Cancel));
        Assert.IsType<PriceChange.Refused>(await Changes.WithdrawAsync(done.Entries[0].Origin.Id, By(Role.Administrator), Cancel));

        Assert.Equal(version, Book.Version);
        Assert.Contains((await _dashboard.Get<IAuditLog>().GetAsync(null, 10, Cancel)).Entries, audit => audit is { Action: "override.withdraw", Subject: "openai gpt-4o-mini" });
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused_with_the_reason()
    {
        var administrator = By(Role.Administrator);
        (PriceChange Change, string Reason)[] refused =
        [
            (await Changes.OverrideAsync(new("openai", "x", """{ "perMillion": { "inptu": "1" } }"""), administrator, Cancel), "openai x.price.perMillion.inptu: no such class of tokens"),
            (await Changes.OverrideAsync(new("openai", "x", "{ not json"), administrator, Cancel), "is an invalid start of a property name"),
            (await Changes.OverrideAsync(new("openai", "x", Rates("1"), new(2026, 2, 1), new(2026, 1, 1)), administrator, Cancel), "The last day is before the first."),
            (await Changes.OverrideAsync(new(" ", "x", Rates("1")), administrator, Cancel), "The provider has 1 to 200 characters"),
            (await Changes.DiscountAsync(new("nobody", null, 0.5m), administrator, Cancel), "The book has no provider 'nobody'."),
            (await Changes.DiscountAsync(new("openai", "gpt-99", 0.5m), administrator, Cancel), "The book has no model 'gpt-99' at openai."),
            (await Changes.AliasAsync(new(null, "x", "openai", "gpt-99"), administrator, Cancel), "The book has no model 'gpt-99' at openai: an alias leads to a model that has a price."),
        ];

        Assert.All(refused, item => Assert.Contains(item.Reason, Assert.IsType<PriceChange.Refused>(item.Change).Reason, StringComparison.Ordinal));
        Assert.Empty(Book.Entries);
    }

    [Fact]
    public async Task An_unknown_model_is_listed_then_priced_in_one_call_and_its_next_call_costs_that()
    {
        await _dashboard.SendAsync("0000000000000000000000000000aaaa", Sending.Noon, [new("c1", null, "chat", 0, 10, Sending.Call("house-9-mini", 1000, 10)), new("c2", null, "chat", 20, 30, Nameless("gizmo-1"))]);
        var (from, to) = (UnixNanos.From(Sending.Noon.AddDays(-1)).Floor(UnixNanos.PerDay), UnixNanos.From(Sending.Noon.AddDays(2)).Floor(UnixNanos.PerDay));
        var unknown = await _dashboard.Get<UnknownModels>().GetAsync(null, from, to, Cancel);

        Assert.Equal([("", "gizmo-1"), ("openai", "house-9-mini")], unknown.Select(model => (model.Traffic.Provider, model.Traffic.Model)));
        Assert.Equal("no price for model 'house-9-mini'", unknown[1].Reason.Text);
        foreach (var model in unknown)
        {
            Assert.IsType<PriceChange.Done>(await Changes.PriceUnknownAsync(new(model.Traffic.Provider, model.Traffic.Model, Rates("2")), By(Role.Administrator), Cancel));
        }

        Assert.All(await _dashboard.Get<UnknownModels>().GetAsync(null, from, to, Cancel), model => Assert.NotNull(model.Reason.PricedBy));
        await _dashboard.SendAsync("0000000000000000000000000000bbbb", Sending.Noon, [new("c1", null, "chat", 0, 10, Sending.Call("house-9-mini", 1_000_000, 0)), new("c2", null, "chat", 20, 30, Nameless("gizmo-1"))]);
        Assert.Equal("2.000002", (await _dashboard.AskAsync("/api/v1/traces/0000000000000000000000000000bbbb")).GetProperty("totalCostUsd").GetString());
    }

    private static (string, object)[] Nameless(string model) =>
        [("gen_ai.operation.name", "chat"), ("gen_ai.request.model", model), ("gen_ai.usage.input_tokens", 1), ("gen_ai.usage.output_tokens", 0)];

    private static string Rates(string input) => $$"""{ "perMillion": { "input": "{{input}}", "output": "10" } }""";

    private static ClaimsPrincipal By(Role role) => new(new ClaimsIdentity([new(ClaimTypes.Name, "ada@example.org"), new(ClaimTypes.Role, role.ToString())], "test"));
}
