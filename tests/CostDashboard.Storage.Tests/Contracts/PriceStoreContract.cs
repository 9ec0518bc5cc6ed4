using CostDashboard.Core.Pricing;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class PriceStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly PriceRecord s_always = new("anthropic", "claude", null, new(2026, 1, 1), "https://example.org", "{}");
    private static readonly PriceRecord s_dated = new("openai", "gpt-4o", new(2024, 8, 6), new(2026, 1, 1), "https://example.org", """{"input":2.5}""");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_prices_are_those_of_the_last_replacement()
    {
        await using var store = await TEngine.CreateAsync();
        var dearer = s_dated with { Document = """{"input":5}""" };

        await store.Prices.ReplaceAsync([s_dated, s_always], Cancel);
        await store.Prices.ReplaceAsync([s_always, dearer], Cancel);
        await store.Prices.ReplaceAsync([s_always, dearer], Cancel);

        Assert.Equal([s_always, dearer], await store.Prices.GetAsync(Cancel));
    }

    [Fact]
    public async Task There_may_be_no_prices()
    {
        await using var store = await TEngine.CreateAsync();

        await store.Prices.ReplaceAsync([s_dated], Cancel);
        await store.Prices.ReplaceAsync([], Cancel);

        Assert.Empty(await store.Prices.GetAsync(Cancel));
    }
}

public sealed class SqlitePriceStoreTests : PriceStoreContract<SqliteFile>;

public sealed class SqlServerPriceStoreTests : PriceStoreContract<SqlServerDatabaseOfItsOwn>;
