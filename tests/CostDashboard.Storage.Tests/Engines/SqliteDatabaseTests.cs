using System.Text.RegularExpressions;
using CostDashboard.Core.Attributes;
using CostDashboard.Storage.Engines.SqlServer;
using CostDashboard.Storage.Engines.Sqlite;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Tests.Contracts;
using CostDashboard.Storage.Traces;
using CostDashboard.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CostDashboard.Storage.Tests.Engines;

public sealed partial class SqliteDatabaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x;Mode=Memory;Cache=Shared")]
    [InlineData("Cache=Shared")]
    public void A_database_in_memory_is_refused_because_it_would_lose_what_was_acknowledged(string connectionString)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => new SqliteDatabase(connectionString));

        Assert.Contains("file", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(1, false)]
    [InlineData(11, false)]
    [InlineData(19, false)]
    public void Busy_locked_full_and_broken_disks_pass_and_mistakes_do_not(int code, bool passes)
    {
        using var database = new SqliteDatabase("Data Source=unused.db");

        Assert.Equal(passes, database.IsUnavailable(new SqliteException("any", code)));
    }

    [Fact]
    public async Task Commits_are_on_the_disk_before_they_are_acknowledged()
    {
        await using var store = await SqliteFile.CreateAsync();
        await using var db = store.Database.Open();
        await db.Database.OpenConnectionAsync(Cancel);
        var connection = db.Database.GetDbConnection();

        Assert.Equal("wal", await AskAsync("PRAGMA journal_mode"));
        Assert.Equal("2", await AskAsync("PRAGMA synchronous"));

        async Task<string?> AskAsync(string pragma)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = pragma;
            return (await command.ExecuteScalarAsync(Cancel))?.ToString();
        }
    }

    [Fact]
    public async Task Claims_are_found_by_their_indices_and_not_by_walking_over_spans()
    {
        await using var store = await SqliteFile.CreateAsync();
        await using var db = store.Database.Open();
        (string Sql, string Index)[] queries =
        [
            (SqliteText.ClaimsOfResponse.Replace('?', '1'), "IX_Spans_Response"),
            (SqliteText.ClaimsOfLikeness.Replace('?', '1'), "IX_Spans_Likeness"),
            (StoredClaims.OfResponses(db, 1, [2, 3], 4).ToQueryString(), "IX_Spans_Response"),
            (StoredClaims.OfLikenesses(db, 1, [2, 3], 4, 5, 6).ToQueryString(), "IX_Spans_Likeness"),
        ];
        foreach (var (sql, index) in queries)
        {
            Assert.Contains($"SEARCH .* USING INDEX {index}".Replace(".*", TableIn(sql), StringComparison.Ordinal), await PlanAsync(db, sql), StringComparison.Ordinal);
        }

        static string TableIn(string sql) => sql.Contains("\"s\"", StringComparison.Ordinal) ? "s" : "Spans";
    }

    private static async Task<string> PlanAsync(CostDb db, string sql)
    {
        await db.Database.OpenConnectionAsync(Cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();

        // Parameters are shown as settings of a shell before the query.
        var query = string.Join('\n', sql.Split('\n').Where(line => !line.StartsWith(".param", StringComparison.Ordinal)));
        command.CommandText = "EXPLAIN QUERY PLAN " + query;
        foreach (var name in ParameterName().Matches(query).Select(m => m.Value).Distinct())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, name.Contains("keys", StringComparison.Ordinal) || name.Contains("likenesses", StringComparison.Ordinal) ? "[2,3]" : 1);
            command.Parameters.Add(parameter);
        }

        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            plan.Add(reader.GetString(3));
        }

        return string.Join('\n', plan);
    }

    [GeneratedRegex(@"@\w+")]
    private static partial Regex ParameterName();

    [Fact]
    public async Task A_migration_that_was_killed_does_not_keep_the_next_one_waiting()
    {
        var folder = Directory.CreateTempSubdirectory("cost-dashboard-").FullName;
        var file = $"Data Source={Path.Combine(folder, "cost.db")}";
        await using (var killed = new SqliteConnection($"{file};Pooling=False"))
        {
            await killed.OpenAsync(Cancel);
            await using var leftBehind = killed.CreateCommand();
            leftBehind.CommandText = "CREATE TABLE __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01');";
            await leftBehind.ExecuteNonQueryAsync(Cancel);
        }

        await using var store = await StoreUnderTest.CreateAsync(new(StorageEngine.Sqlite, file), null, () =>
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        });

        Assert.Empty(await store.Access.GetProjectsAsync(Cancel));
    }

    [Fact]
    public async Task A_number_that_stands_for_another_series_refuses_the_batch_whole_and_the_next_one_goes_through()
    {
        await using var store = await SqliteFile.CreateAsync();
        await store.Spans.CommitAsync([A.Span("s1")], Cancel);
        await using (var db = store.Database.Open())
        {
            await db.Series.Where(s => s.Service != "" && s.Step != "").ExecuteUpdateAsync(r => r.SetProperty(x => x.Customer, "another"), Cancel);
        }

        // A new start, because what was seen before is not looked up again.
        await store.ReopenAsync();

        await Assert.ThrowsAsync<InvalidDataException>(() => store.Spans.CommitAsync([A.Span("s1", trace: "t2")], Cancel));
        await store.Spans.CommitAsync([A.Span("other", trace: "t3", service: "worker")], Cancel);

        Assert.Empty(await store.Traces.GetSpansAsync(A.Trace("t2"), Cancel));
        Assert.Single(await store.Traces.GetSpansAsync(A.Trace("t3"), Cancel));
    }

    [Fact]
    public async Task The_tag_keys_of_an_earlier_version_become_tags_that_read_the_same_attributes()
    {
        await using var store = await SqliteFile.CreateAsync();
        var (one, two) = (await store.Access.CreateProjectAsync("one", A.Entry, Cancel), await store.Access.CreateProjectAsync("two", A.Entry, Cancel));
        await using (var db = store.Database.Open())
        {
            await db.GetService<IMigrator>().MigrateAsync("Initial", Cancel);
            await db.Database.ExecuteSqlRawAsync("""UPDATE "Projects" SET "TagKeys" = 'team' || char(10) || 'a "quoted" \ key' WHERE "Id" = 1""", Cancel);
        }

        await store.ReopenAsync();

        Assert.Equal([new("team", ValueSources.Known), new("""a "quoted" \ key""", ValueSources.Known)], (await store.Mappings.GetAsync(one.Id, Cancel)).Mapping.Tags);
        Assert.Equal(AttributeMapping.Default, (await store.Mappings.GetAsync(two.Id, Cancel)).Mapping);
    }

    [Fact]
    public async Task Questions_do_not_wait_for_an_open_write()
    {
        await using var store = await SqliteFile.CreateAsync();
        await store.Spans.CommitAsync([A.Span("s1")], Cancel);

        await using var writing = await store.Database.BeginAsync(Cancel);
        await writing.ClearSpendAsync(Cancel);

        Assert.Single(await store.Traces.GetSpansAsync(A.Trace(), Cancel));
        Assert.True((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Fact]
    public void A_build_without_the_whole_client_of_sql_server_says_so()
    {
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "Microsoft.SqlServer.Server.dll")))
        {
            SqlServerDatabase.DemandWholeClient();
            return;
        }

        var refusal = Assert.Throws<InvalidOperationException>(SqlServerDatabase.DemandWholeClient);

        Assert.Contains("PartialRegistry", refusal.Message, StringComparison.Ordinal);
    }
}
