using System.Data;
using CostDashboard.Core.Access;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Engines.SqlServer;

/// <summary>Finds stored claims under lock: two statements, and one look for the traces of what was found, which is little.</summary>
internal static class SqlServerClaims
{
    internal const string CreateQuestions =
        "CREATE TABLE [#Questions] ([ProjectId] int NOT NULL, [Key] bigint NOT NULL, [FromNanos] bigint NOT NULL, [ToNanos] bigint NOT NULL, [Most] int NOT NULL, PRIMARY KEY ([ProjectId], [Key], [FromNanos]));";

    // Update locks on ranges of the index: another transaction that asks for the same call, stored or not, waits until this one has written.
    // That the key is not null is said so that the filtered index is used.
    internal const string OfResponses =
        "SELECT q.[ProjectId], t.[TraceId], s.[TraceNumber], s.[SpanId] FROM [#Questions] AS q CROSS APPLY (SELECT TOP (q.[Most]) c.[TraceNumber], c.[SpanId] FROM [Spans] AS c WITH (UPDLOCK, HOLDLOCK, FORCESEEK) WHERE c.[ProjectId] = q.[ProjectId] AND c.[ResponseKey] = q.[Key] AND c.[ResponseKey] IS NOT NULL AND c.[ChargeRole] IN (1, 4)) AS s INNER LOOP JOIN [Traces] AS t ON t.[Number] = s.[TraceNumber];";

    internal const string OfLikenesses =
        "SELECT q.[ProjectId], t.[TraceId], s.[TraceNumber], s.[SpanId] FROM [#Questions] AS q CROSS APPLY (SELECT TOP (q.[Most]) c.[TraceNumber], c.[SpanId] FROM [Spans] AS c WITH (UPDLOCK, HOLDLOCK, FORCESEEK) WHERE c.[ProjectId] = q.[ProjectId] AND c.[ChargeLikeness] = q.[Key] AND c.[ChargeLikeness] IS NOT NULL AND c.[StartNanos] >= q.[FromNanos] AND c.[StartNanos] < q.[ToNanos]) AS s INNER LOOP JOIN [Traces] AS t ON t.[Number] = s.[TraceNumber];";

    internal const string DropQuestions = "DROP TABLE [#Questions];";

    private const int TracesAtOnce = 500;

    public static async Task<IReadOnlyList<ClaimRow>> FindAsync(
        CostDb db,
        SqlConnection connection,
        SqlTransaction transaction,
        IReadOnlyList<ResponseQuestion> responses,
        IReadOnlyList<LikenessQuestion> likenesses,
        CancellationToken cancellationToken)
    {
        var found = new Dictionary<(long Trace, long Span), (ProjectId Project, TraceId Trace)>();
        await AskAsync(OfResponses, responses.Select(q => (q.Project.Value, q.ResponseKey, 0L, 0L, q.Most)));
        await AskAsync(OfLikenesses, likenesses.Select(q => (q.Project.Value, q.Likeness, q.From.Value, q.To.Value, q.MostInCell)));

        var claims = new List<ClaimRow>(found.Count);
        foreach (var numbers in found.Keys.Select(key => key.Trace).Distinct().Chunk(TracesAtOnce))
        {
            foreach (var span in await LedgerTraces.SpansOf(db, numbers).ToListAsync(cancellationToken))
            {
                if (found.TryGetValue((span.TraceNumber, span.SpanId), out var of))
                {
                    claims.Add(new(of.Project, of.Trace, span));
                }
            }
        }

        return claims;

        async Task AskAsync(string select, IEnumerable<(int Project, long Key, long From, long To, int Most)> questions)
        {
            using var table = Table(questions);
            if (table.Rows.Count == 0)
            {
                return;
            }

            await StagedTable.RunAsync(connection, transaction, CreateQuestions, cancellationToken);
            using (var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.TableLock, transaction) { DestinationTableName = "#Questions", BulkCopyTimeout = StagedTable.Seconds })
            {
                await copy.WriteToServerAsync(table, cancellationToken);
            }

            await using (var command = new SqlCommand(select, connection, transaction) { CommandTimeout = StagedTable.Seconds })
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    found[(reader.GetInt64(2), reader.GetInt64(3))] = (new(reader.GetInt32(0)), TraceId.FromBytes(reader.GetFieldValue<byte[]>(1)));
                }
            }

            await StagedTable.RunAsync(connection, transaction, DropQuestions, cancellationToken);
        }
    }

    private static DataTable Table(IEnumerable<(int Project, long Key, long From, long To, int Most)> questions)
    {
        var table = new DataTable();
        table.Columns.Add("ProjectId", typeof(int));
        table.Columns.Add("Key", typeof(long));
        table.Columns.Add("FromNanos", typeof(long));
        table.Columns.Add("ToNanos", typeof(long));
        table.Columns.Add("Most", typeof(int));
        foreach (var (project, key, from, to, most) in questions.Order())
        {
            table.Rows.Add(project, key, from, to, most);
        }

        return table;
    }
}
