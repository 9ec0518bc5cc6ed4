using System.Diagnostics;
using CostDashboard.Core.Spans;
using CostDashboard.Storage.Engines.Sqlite;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Tests.Contracts;
using CostDashboard.TestKit;
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

/// <summary>Spans as a service sends them: traces of six, a few models, seconds after each other.</summary>
internal static class LiveSpans
{
    public static List<PricedSpan> Of(int batch, int count)
    {
        var random = new Random(batch);
        var spans = new List<PricedSpan>(count);
        for (var t = 0; spans.Count < count; t++)
        {
            var trace = $"{batch}-{t}";
            var start = (batch * 1000.0) + (t * 0.5);
            var attribution = new Attribution($"customer {random.Next(20)}", $"feature {random.Next(5)}", "production", $"user {random.Next(500)}", $"session {random.Next(5000)}");
            spans.Add(A.Span($"{trace}.0", null, trace, "POST /ask", start, 2000, attribution: attribution, attributes: Attributes(random, 8)));
            spans.Add(A.Span($"{trace}.1", $"{trace}.0", trace, "retrieve", start + 10, 200, OperationKind.Retrieval, attributes: Attributes(random, 6)));
            spans.Add(A.Span($"{trace}.2", $"{trace}.1", trace, "embeddings text-embedding-3", start + 12, 90, OperationKind.Embeddings, new(random.Next(500), 0, 0, 0, 0), 0.00001m, model: "text-embedding-3-small", attributes: Attributes(random, 10)));
            spans.Add(A.Span($"{trace}.3", $"{trace}.0", trace, "generate", start + 220, 1500, attributes: Attributes(random, 4)));
            spans.Add(A.Span($"{trace}.4", $"{trace}.3", trace, "chat gpt-4o", start + 225, 1400, OperationKind.Chat, new(random.Next(1, 5000), 100, 0, 0, random.Next(800)), random.Next(1, 90_000_000) / 1e9m, model: "gpt-4o", attributes: Attributes(random, 14)));
            spans.Add(A.Span($"{trace}.5", $"{trace}.0", trace, "deliver", start + 1800, 100, OperationKind.Tool, attributes: Attributes(random, 5)));
        }

        return spans;
    }

    private static SpanAttributes Attributes(Random random, int count) => new([.. Enumerable.Range(0, count).Select(i => i switch
    {
        0 => KeyValuePair.Create("gen_ai.operation.name", AttributeValue.Of("chat")),
        1 => KeyValuePair.Create("gen_ai.response.id", AttributeValue.Of($"chatcmpl-{random.NextInt64():x}{random.NextInt64():x}")),
        2 => KeyValuePair.Create("gen_ai.usage.input_tokens", AttributeValue.Of(random.Next(5000))),
        3 => KeyValuePair.Create("http.route", AttributeValue.Of("/ask/{id}")),
        _ => KeyValuePair.Create($"app.attribute.number{i}", AttributeValue.Of($"value {random.Next(1000)} of some length")),
    })]);
}
