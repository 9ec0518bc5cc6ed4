using CostDashboard.Core.Pricing.Imports;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class PriceImportStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_waits_over_a_restart_until_it_is_removed()
    {
        await using var store = await TEngine.CreateAsync();
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i % 97))];
        var (older, newer) = (Import(1), Import(2));
        await store.PriceImports.AddAsync(newer, content, A.Entry, Cancel);
        await store.PriceImports.AddAsync(older, new byte[] { 1 }, A.Entry, Cancel);
        await store.ReopenAsync();

        Assert.Equal([newer, older], await store.PriceImports.GetAsync(Cancel));
        var (import, stored) = (await store.PriceImports.FindAsync(newer.Id, Cancel))!.Value;
        Assert.Equal(newer, import);
        Assert.Equal(content, stored.ToArray());

        Assert.True(await store.PriceImports.RemoveAsync(newer.Id, A.Entry, Cancel));
        Assert.False(await store.PriceImports.RemoveAsync(newer.Id, A.Entry, Cancel));
        Assert.Null(await store.PriceImports.FindAsync(newer.Id, Cancel));
        Assert.Equal([older], await store.PriceImports.GetAsync(Cancel));
        Assert.Equal(3, (await store.Audit.GetAsync(null, 100, Cancel)).Entries.Count);
    }

    [Fact]
    public async Task Only_so_many_lists_wait_at_a_time()
    {
        await using var store = await TEngine.CreateAsync();
        for (var i = 0; i < PriceImport.MostPending; i++)
        {
            await store.PriceImports.AddAsync(Import(i), new byte[] { 1 }, A.Entry, Cancel);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.PriceImports.AddAsync(Import(0), new byte[] { 1 }, A.Entry, Cancel));

        Assert.Equal(PriceImport.MostPending, (await store.PriceImports.GetAsync(Cancel)).Count);
    }

    private static PriceImport Import(int number) => new(Guid.NewGuid(), PriceListFormat.LiteLlm, "model_prices.json", A.Noon + number, "ada@example.org", 100_000);
}

public sealed class SqlitePriceImportStoreTests : PriceImportStoreContract<SqliteFile>;

public sealed class SqlServerPriceImportStoreTests : PriceImportStoreContract<SqlServerDatabaseOfItsOwn>;
