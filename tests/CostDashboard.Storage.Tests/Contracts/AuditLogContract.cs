using CostDashboard.Core.Access;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class AuditLogContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly AuditActor s_ada = new(new("0a0b0c0d-0000-0000-0000-000000000001"), "ada@example.org");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_come_newest_first_and_outlive_a_restart()
    {
        await using var store = await TEngine.CreateAsync();
        var first = Entry(1);
        var second = new AuditEntry(A.Noon + 2, AuditActor.Program, "repricing.resume", "Re-pricing of 1 – 7 Nov 2026", """{"traces":12}""");

        await AddAsync(store, first);
        await AddAsync(store, second);
        await store.ReopenAsync();

        Assert.Equal([second, first], (await store.Audit.GetAsync(null, 10, Cancel)).Entries);
    }

    [Fact]
    public async Task Pages_hold_every_entry_once_also_those_of_one_moment()
    {
        await using var store = await TEngine.CreateAsync();
        AuditEntry[] entries = [.. Enumerable.Range(0, 10).Select(i => Entry(i / 4) with { Subject = $"key {i}" })];
        foreach (var entry in entries)
        {
            await AddAsync(store, entry);
        }

        var (read, cursor) = (new List<AuditEntry>(), (string?)null);
        do
        {
            var page = await store.Audit.GetAsync(cursor, 3, Cancel);
            read.AddRange(page.Entries);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(entries.OrderBy(e => e.Subject), read.OrderBy(e => e.Subject));
        Assert.Equal(read.Select(e => e.At).OrderDescending(), read.Select(e => e.At));
    }

    [Fact]
    public async Task A_text_beyond_its_limit_is_cut_and_a_control_character_becomes_its_picture()
    {
        await using var store = await TEngine.CreateAsync();

        await AddAsync(store, Entry(1) with { Subject = "a\0b", Details = new('x', AuditEntry.LongestDetails + 1) });

        var read = Assert.Single((await store.Audit.GetAsync(null, 1, Cancel)).Entries);
        Assert.Equal("a\u2400b", read.Subject);
        Assert.Equal(new string('x', AuditEntry.LongestDetails - 1) + "…", read.Details);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.x")]
    [InlineData("1.2.3")]
    public async Task A_cursor_of_somewhere_else_is_refused(string cursor)
    {
        await using var store = await TEngine.CreateAsync();

        await Assert.ThrowsAsync<FormatException>(() => store.Audit.GetAsync(cursor, 10, Cancel));
    }

    // The store of each change writes its entry; which change it is does not matter here.
    private static Task AddAsync(StoreUnderTest store, AuditEntry entry) => store.Access.SetSettingAsync("a setting", null, entry, Cancel);

    private static AuditEntry Entry(int at) => new(A.Noon + at, s_ada, "key.revoke", "checkout");
}

public sealed class SqliteAuditLogTests : AuditLogContract<SqliteFile>;

public sealed class SqlServerAuditLogTests : AuditLogContract<SqlServerDatabaseOfItsOwn>;
