using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class PriceEntryStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly AuditEntry s_audit = new(A.Noon, new(null, "ada@example.org"), "override.create", "gpt-4o");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_come_back_as_they_were_recorded_and_outlive_a_restart()
    {
        await using var store = await TEngine.CreateAsync();
        PriceEntry[] entries =
        [
            Price(1, PriceKind.Override, "2026-07-01", "2026-07-31"),
            Price(2, PriceKind.Imported, null, null),
            new PriceEntry.Discount(Origin(3), "openai", null, 0.825m),
            new PriceEntry.Discount(Origin(4), null, null, 1m),
            new PriceEntry.Alias(Origin(5), "", "house ✓", "openai", "gpt-4o"),
            new PriceEntry.Alias(Origin(6), null, "other", "openai", "gpt-4o"),
        ];

        Assert.Equal(6, await store.PriceEntries.AddAsync([.. entries.Reverse()], s_audit, Cancel));
        await store.ReopenAsync();

        Assert.Equal(entries, (await store.PriceEntries.GetAsync(withWithdrawn: true, Cancel)).Entries);
        Assert.Equal(s_audit, Assert.Single((await store.Audit.GetAsync(null, 10, Cancel)).Entries));
    }

    [Fact]
    public async Task A_discount_of_a_fifth_is_the_same_discount_after_it_was_stored()
    {
        await using var store = await TEngine.CreateAsync();
        await store.PriceEntries.AddAsync([new PriceEntry.Discount(Origin(1), null, null, 0.8m)], s_audit, Cancel);

        var stored = Assert.IsType<PriceEntry.Discount>(Assert.Single((await store.PriceEntries.GetAsync(false, Cancel)).Entries));

        Assert.Equal("0.8", stored.Factor.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_is_sent_twice_is_kept_once()
    {
        await using var store = await TEngine.CreateAsync();
        PriceEntry[] entries = [Price(1, PriceKind.Override, null, null), Price(2, PriceKind.Override, null, null)];

        Assert.Equal(1, await store.PriceEntries.AddAsync([entries[0], entries[0]], s_audit, Cancel));
        Assert.Equal(1, await store.PriceEntries.AddAsync(entries, s_audit, Cancel));
        var version = await store.PriceEntries.GetVersionAsync(Cancel);

        Assert.Equal(0, await store.PriceEntries.AddAsync(entries, s_audit, Cancel));
        Assert.Equal(version, await store.PriceEntries.GetVersionAsync(Cancel));
        Assert.Equal(2, (await store.Audit.GetAsync(null, 10, Cancel)).Entries.Count);
        Assert.Equal(entries, (await store.PriceEntries.GetAsync(false, Cancel)).Entries);
    }

    [Fact]
    public async Task A_withdrawn_entry_stays_on_record_and_can_be_withdrawn_once()
    {
        await using var store = await TEngine.CreateAsync();
        var entry = Price(1, PriceKind.Override, null, null);
        await store.PriceEntries.AddAsync([entry], s_audit, Cancel);
        var withdrawal = new Withdrawal(A.Noon + 99, "bob@example.org");

        Assert.True(await store.PriceEntries.WithdrawAsync(entry.Origin.Id, withdrawal, s_audit, Cancel));
        Assert.False(await store.PriceEntries.WithdrawAsync(entry.Origin.Id, withdrawal with { By = "eve@example.org" }, s_audit, Cancel));
        Assert.False(await store.PriceEntries.WithdrawAsync(Guid.NewGuid(), withdrawal, s_audit, Cancel));

        Assert.Empty((await store.PriceEntries.GetAsync(withWithdrawn: false, Cancel)).Entries);
        Assert.Equal([entry with { Origin = entry.Origin with { Withdrawn = withdrawal } }], (await store.PriceEntries.GetAsync(withWithdrawn: true, Cancel)).Entries);
        Assert.Equal(2, (await store.Audit.GetAsync(null, 10, Cancel)).Entries.Count);
    }

    [Fact]
    public async Task Every_change_makes_the_version_greater()
    {
        await using var store = await TEngine.CreateAsync();
        var entry = Price(1, PriceKind.Override, null, null);
        var versions = new List<long> { await store.PriceEntries.GetVersionAsync(Cancel) };

        await store.PriceEntries.AddAsync([entry], s_audit, Cancel);
        versions.Add(await store.PriceEntries.GetVersionAsync(Cancel));
        await store.PriceEntries.WithdrawAsync(entry.Origin.Id, new(A.Noon, "bob@example.org"), s_audit, Cancel);
        versions.Add((await store.PriceEntries.GetAsync(false, Cancel)).Version);

        Assert.Equal(versions.Distinct().Order(), versions);
        Assert.Equal(3, versions.Count);
    }

    [Fact]
    public async Task Beyond_the_limit_nothing_is_added()
    {
        await using var store = await TEngine.CreateAsync();
        var many = Enumerable.Range(0, PriceEntryRules.MostEntries + 1).Select(i => (PriceEntry)new PriceEntry.Discount(Origin(i), null, null, 0.5m)).ToList();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => store.PriceEntries.AddAsync(many, s_audit, Cancel));

        Assert.Contains("50000", refused.Message, StringComparison.Ordinal);
        Assert.Empty((await store.PriceEntries.GetAsync(true, Cancel)).Entries);
        Assert.Empty((await store.Audit.GetAsync(null, 10, Cancel)).Entries);
    }

    private static PriceEntry.Price Price(int number, PriceKind kind, string? from, string? to)
    {
        var origin = Origin(number) with { From = Day(from), To = Day(to) };
        using var price = JsonDocument.Parse("""{ "perMillion": { "input": "2.50", "output": "10" } }""");
        return new(origin, kind, PriceDocument.Compose("openai", "gpt-4o", origin.From, new(2026, 8, 6), "contract", ["four-o"], "chat", price.RootElement));
    }

    private static EntryOrigin Origin(int number) => new(Guid.NewGuid(), null, null, A.Noon + number, "ada@example.org", "as agreed\nin writing");

    private static DateOnly? Day(string? day) => day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", null);
}

public sealed class SqlitePriceEntryStoreTests : PriceEntryStoreContract<SqliteFile>;

public sealed class SqlServerPriceEntryStoreTests : PriceEntryStoreContract<SqlServerDatabaseOfItsOwn>;
