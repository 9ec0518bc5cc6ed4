using System.Diagnostics;
using CostDashboard.Storage.Engines.Sqlite;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Tests.Contracts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Measuring;

/// <summary>Not a test: says how fast commits are beside bare inserts of the same rows. Run it with <c>-explicit only</c>.</summary>
public sealed class CommitMeasurement
{
    private const int Batches = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Commits_beside_bare_inserts()
    {
        foreach (var size in (int[])[2_000, 10_000])
        {
            var batches = Enumerable.Range(0, Batches).Select(i => LiveSpans.Of(i, size)).ToList();
            await using var store = await SqliteFile.CreateAsync();
            await store.Spans.CommitAsync(LiveSpans.Of(1000, size), Cancel);

            var watch = Stopwatch.StartNew();
            foreach (var batch in batches)
            {
                await store.Spans.CommitAsync(batch, Cancel);
            }

            var commits = watch.Elapsed;
            await using var db = store.Database.Open();
            var rows = await db.Spans.AsNoTracking().ToListAsync(Cancel);
            var bytes = new FileInfo(((SqliteConnection)db.Database.GetDbConnection()).DataSource).Length;
            var spans = batches.Sum(b => b.Count);
            var bare = await BareAsync(rows, size, Bare);
            var bound = await BareAsync(rows, size, BareByPosition);
            var names = new Dictionary<string, long>
            {
                ["minutes"] = await db.SpendMinutes.LongCountAsync(Cancel),
                ["quarters"] = await db.SpendQuarters.LongCountAsync(Cancel),
                ["traces"] = await db.Traces.LongCountAsync(Cancel),
                ["details"] = (long)rows.Average(r => r.Details.Length),
                ["bytes a span"] = bytes / rows.Count,
            };
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{size}: commits {spans / commits.TotalSeconds:N0}/s, bare {rows.Count / bare.TotalSeconds:N0}/s, bare by position {rows.Count / bound.TotalSeconds:N0}/s; {string.Join(", ", names)}");
        }
    }

    private static async Task<TimeSpan> BareAsync(List<SpanRow> rows, int size, Action<SqliteConnection, SpanRow[]> insert)
    {
        await using var empty = await SqliteFile.CreateAsync();
        await using var db = empty.Database.Open();
        await using var connection = new SqliteConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(Cancel);
        SqliteSettings.Apply(connection, isWriter: true);
        var watch = Stopwatch.StartNew();
        foreach (var batch in rows.Chunk(size))
        {
            insert(connection, batch);
        }

        return watch.Elapsed;
    }

    private static void BareByPosition(SqliteConnection connection, SpanRow[] rows)
    {
        using var transaction = connection.BeginTransaction();
        using var statement = new SqliteStatement(connection, SqliteText.UpsertSpan);
        foreach (var row in rows)
        {
            SqliteRows.Write(statement, row);
        }

        transaction.Commit();
    }

    private static void Bare(SqliteConnection connection, SpanRow[] rows)
    {
        var properties = typeof(SpanRow).GetProperties();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO Spans ({string.Join(", ", properties.Select(p => $"\"{p.Name}\""))}) VALUES ({string.Join(", ", properties.Select(p => $"${p.Name}"))})";
        var parameters = properties.Select(p => command.Parameters.Add(new($"${p.Name}", null))).ToArray();
        command.Prepare();
        var values = rows.Select(row => properties.Select(p => p.GetValue(row) is { } v ? (v is Enum ? Convert.ToInt32(v, null) : v) : DBNull.Value).ToArray()).ToList();
        foreach (var value in values)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Value = value[i];
            }

            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
