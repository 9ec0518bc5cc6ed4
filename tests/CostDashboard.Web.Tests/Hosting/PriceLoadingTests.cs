using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;
using CostDashboard.Web.Hosting;

namespace CostDashboard.Web.Tests.Hosting;

public sealed class PriceLoadingTests
{
    private static readonly UnixNanos s_now = UnixNanos.From(new DateTimeOffset(2026, 8, 6, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_another_node_records_is_in_force_here_after_the_next_look_and_after_a_restart()
    {
        await using var dashboard = await Dashboard.StartAsync();
        var shipped = dashboard.Get<CurrentPrices>().Book;
        await RecordAsync(dashboard, Override("7.25"));

        await dashboard.Get<PriceLoading>().LookAsync(Cancel);
        var recorded = dashboard.Get<CurrentPrices>().Book;
        await dashboard.Get<PriceLoading>().LookAsync(Cancel);

        Assert.Equal(7.25m, InputOf(recorded));
        Assert.NotEqual(shipped.Version, recorded.Version);
        Assert.Same(recorded, dashboard.Get<CurrentPrices>().Book);
        await using var restarted = await dashboard.RestartAsync();
        Assert.Equal(recorded.Version, restarted.Get<CurrentPrices>().Book.Version);
    }

    [Fact]
    public async Task A_recorded_price_that_cannot_be_read_leaves_the_book_as_it_was_and_the_next_start_says_so()
    {
        await using var dashboard = await Dashboard.StartAsync();
        await RecordAsync(dashboard, Override("7.25"));
        await dashboard.Get<PriceLoading>().LookAsync(Cancel);
        var before = dashboard.Get<CurrentPrices>().Book;
        var good = Override("8");

        await RecordAsync(dashboard, good with { Record = good.Record with { Document = """{"mode":"chat","price":{"of":"a later version"}}""" } });
        await dashboard.Get<PriceLoading>().LookAsync(Cancel);

        Assert.Same(before, dashboard.Get<CurrentPrices>().Book);
        var refused = await Assert.ThrowsAsync<CannotStartException>(() => dashboard.Get<PriceLoading>().LoadAsync(Cancel));
        Assert.Contains("openai gpt-4o-mini.price.of: no such field", refused.Message, StringComparison.Ordinal);
    }

    private static Task RecordAsync(Dashboard dashboard, PriceEntry entry) =>
        dashboard.Get<IPriceEntryStore>().AddAsync([entry], new(s_now, AuditActor.Program, "override.create", "gpt-4o-mini"), Cancel);

    private static PriceEntry.Price Override(string input)
    {
        using var price = JsonDocument.Parse($$"""{ "perMillion": { "input": "{{input}}", "output": "10" } }""");
        return new(
            new(Guid.NewGuid(), null, null, s_now, "ada@example.org", ""),
            PriceKind.Override,
            PriceDocument.Compose("openai", "gpt-4o-mini", null, new(2026, 8, 6), "contract", [], "chat", price.RootElement));
    }

    private static decimal? InputOf(PriceBook book) => book.Find("openai", "gpt-4o-mini")!.AsOf(s_now)!.Standard.Bands[0].Rates.Input;
}
