using System.Data;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;
using CostDashboard.Storage.Traces;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostDashboard.Storage.Engines.SqlServer;

/// <summary>A transaction on SQL Server. The number of round trips does not depend on the number of rows, but for one in 500 keys that are looked up.</summary>
internal sealed class SqlServerSession(CostDb db, KnownIds known) : IWriteSession
{
    private const int KeysAtOnce = 500;

    private static readonly string[] s_chargeColumns = [.. typeof(SpanColumns).GetProperties()
        .Select(p => p.Name)
        .Where(name => name.StartsWith("Charge", StringComparison.Ordinal) || name == nameof(SpanColumns.SeriesId))];

    private readonly List<(int, long)> _written = [];

    internal const string LoadTraces =
        "SELECT t.[ProjectId], t.[TraceId], t.[Number], t.[ReceivedNanos] FROM [#Keys] AS k INNER LOOP JOIN [Traces] AS t WITH (UPDLOCK, HOLDLOCK, FORCESEEK) ON t.[ProjectId] = k.[ProjectId] AND t.[TraceId] = k.[TraceId];";

    internal const string DeleteLinks =
        "DELETE t FROM [#Spans] AS s INNER LOOP JOIN [SpanLinks] AS t WITH (UPDLOCK, HOLDLOCK, FORCESEEK) ON t.[TraceNumber] = s.[TraceNumber] AND t.[SpanId] = s.[SpanId];";

    internal const string CreateKeys =
        "CREATE TABLE [#Keys] ([ProjectId] int NOT NULL, [TraceId] binary(16) NOT NULL, PRIMARY KEY ([ProjectId], [TraceId]));";

    public CostDb Db => db;

    private SqlConnection Connection => (SqlConnection)db.Database.GetDbConnection();

    private SqlTransaction Transaction => (SqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction();

    public Task<string?> GetSettingAsync(string name, CancellationToken cancellationToken) => Settings.GetAsync(db, name, cancellationToken);

    public async Task<Dictionary<TraceKey, StoredTrace>> LoadAsync(IReadOnlyCollection<TraceKey> traces, CancellationToken cancellationToken)
    {
        var numbers = await NumbersAsync(traces, cancellationToken);
        var spans = new Dictionary<long, List<SpanColumns>>();
        foreach (var some in numbers.Values.Select(n => n.Number).Chunk(KeysAtOnce))
        {
            foreach (var row in await LedgerTraces.SpansOf(db, some).ToListAsync(cancellationToken))
            {
                (spans.TryGetValue(row.TraceNumber, out var list) ? list : spans[row.TraceNumber] = []).Add(row);
            }
        }

        return numbers.ToDictionary(
            n => n.Key, n => StoredTrace.Of(n.Value.Number, n.Key.Project, n.Value.Received, spans.GetValueOrDefault(n.Value.Number) ?? []));
    }

    public Task<IReadOnlyList<ClaimRow>> FindClaimsAsync(
        IReadOnlyList<ResponseQuestion> responses, IReadOnlyList<LikenessQuestion> likenesses, CancellationToken cancellationToken) =>
        SqlServerClaims.FindAsync(db, Connection, Transaction, responses, likenesses, cancellationToken);

    public async Task<HashSet<long>> FindTakenAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        var taken = new HashSet<long>();
        foreach (var some in numbers.Chunk(KeysAtOnce))
        {
            taken.UnionWith(await db.Traces.AsNoTracking().Where(t => some.Contains(t.Number)).Select(t => t.Number).ToListAsync(cancellationToken));
        }

        return taken;
    }

    public async Task WriteAsync(CommitRows rows, CancellationToken cancellationToken)
    {
        await WritePartsAsync(rows.SharedParts, cancellationToken);
        await StageAsync(StagedTable.OfTraces(db), rows.Traces, t => t.Update + t.Insert, cancellationToken);
        await StageAsync(StagedTable.Of<SpanRow>(db), rows.Spans, t => t.Update + t.Insert, cancellationToken);
        await StageAsync(StagedTable.Of<SpanContentRow>(db), rows.Contents, t => t.Update + t.Insert, cancellationToken);
        await StageAsync(StagedTable.Of<SpanRow>(db, s_chargeColumns), rows.Recharged, t => t.Update, cancellationToken);
        await StageAsync(StagedTable.Of<SpanRow>(db, []), rows.Unlinked, _ => DeleteLinks, cancellationToken);
        await StageAsync(StagedTable.Of<SpanLinkRow>(db), rows.Links, t => t.Insert, cancellationToken);
    }

    public Task AddAsync(SpendTable table, IReadOnlyList<SpendAddition> additions, CancellationToken cancellationToken) =>
        table switch
        {
            SpendTable.Minutes => SqlServerSpend.AddAsync(this, db.SpendMinutes, additions, cancellationToken),
            SpendTable.Quarters => SqlServerSpend.AddAsync(this, db.SpendQuarters, additions, cancellationToken),
            SpendTable.Hours => SqlServerSpend.AddAsync(this, db.SpendHours, additions, cancellationToken),
            SpendTable.Days => SqlServerSpend.AddAsync(this, db.SpendDays, additions, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(table), table, "No such spend table."),
        };

    public Task AddSlicesAsync(IReadOnlyList<SliceAddition> additions, CancellationToken cancellationToken) =>
        SqlServerSpend.AddSlicesAsync(this, additions, cancellationToken);

    public Task AddLabelsAsync(IReadOnlyDictionary<SpendDay, SpendMeasures> days, CancellationToken cancellationToken) =>
        SqlServerSpend.AddLabelsAsync(this, days, cancellationToken);

    public Task AddPipelinesAsync(IReadOnlyDictionary<PipelineDay, PipelineMeasures> days, CancellationToken cancellationToken) =>
        SqlServerPipelines.AddAsync(this, days, cancellationToken);

    public Task AddOutcomesAsync(IReadOnlyList<OutcomeAddition> additions, CancellationToken cancellationToken) =>
        SqlServerOutcomes.AddAsync(this, additions, cancellationToken);

    public Task WriteFinishesAsync(IReadOnlyList<SpanRow> spans, CancellationToken cancellationToken) =>
        StageAsync(StagedTable.Of<SpanRow>(db, [nameof(SpanColumns.Finish), nameof(SpanColumns.IsUnlimited)]), spans, t => t.Update, cancellationToken);

    public async Task ClearSpendAsync(CancellationToken cancellationToken)
    {
        await db.SpendMinutes.ExecuteDeleteAsync(cancellationToken);
        await db.SpendQuarters.ExecuteDeleteAsync(cancellationToken);
        await db.SpendHours.ExecuteDeleteAsync(cancellationToken);
        await db.SpendSlices.ExecuteDeleteAsync(cancellationToken);
        await db.SpendDays.ExecuteDeleteAsync(cancellationToken);
        await db.LabelDays.ExecuteDeleteAsync(cancellationToken);
        await db.PipelineDays.ExecuteDeleteAsync(cancellationToken);
        await db.OutcomeDays.ExecuteDeleteAsync(cancellationToken);
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await db.Database.CommitTransactionAsync(cancellationToken);
        known.Add(_written);
    }

    // Disposing the context rolls back what was not committed.
    public ValueTask DisposeAsync() => db.DisposeAsync();

    /// <summary>Stages the rows, runs the statements over them, and takes the temporary table away.</summary>
    internal async Task StageAsync<T>(StagedTable table, IReadOnlyList<T> rows, Func<StagedTable, string> statements, CancellationToken cancellationToken)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        await table.StageAsync(Connection, Transaction, rows, cancellationToken);
        await StagedTable.RunAsync(Connection, Transaction, statements(table) + table.Drop, cancellationToken);
    }

    /// <summary>Stages keys, reads the stored rows of them under lock, and takes the temporary table away.</summary>
    internal async Task<List<T>> LoadAsync<T>(DbSet<T> set, IReadOnlyList<T> keys, CancellationToken cancellationToken)
        where T : class
    {
        var table = StagedTable.Of<T>(db, []);
        await table.StageAsync(Connection, Transaction, keys, cancellationToken);
        var rows = await set.FromSqlRaw(table.Select).AsNoTracking().ToListAsync(cancellationToken);
        await StagedTable.RunAsync(Connection, Transaction, table.Drop, cancellationToken);
        return rows;
    }

    private async Task<Dictionary<TraceKey, (long Number, long Received)>> NumbersAsync(IReadOnlyCollection<TraceKey> traces, CancellationToken cancellationToken)
    {
        await StagedTable.RunAsync(Connection, Transaction, CreateKeys, cancellationToken);
        using var keys = new DataTable();
        keys.Columns.Add("ProjectId", typeof(int));
        keys.Columns.Add("TraceId", typeof(byte[]));
        foreach (var trace in traces)
        {
            keys.Rows.Add(trace.Project.Value, trace.Trace.ToBytes());
        }

        using var copy = new SqlBulkCopy(Connection, SqlBulkCopyOptions.TableLock, Transaction) { DestinationTableName = "#Keys", BulkCopyTimeout = StagedTable.Seconds };
        await copy.WriteToServerAsync(keys, cancellationToken);

        var numbers = new Dictionary<TraceKey, (long Number, long Received)>();
        await using (var command = new SqlCommand(LoadTraces, Connection, Transaction) { CommandTimeout = StagedTable.Seconds })
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                numbers[new(new(reader.GetInt32(0)), TraceId.FromBytes(reader.GetFieldValue<byte[]>(1)))] = (reader.GetInt64(2), reader.GetInt64(3));
            }
        }

        await StagedTable.RunAsync(Connection, Transaction, "DROP TABLE [#Keys];", cancellationToken);
        return numbers;
    }

    public async Task WriteSeriesAsync(IReadOnlyDictionary<long, SpendKey> series, CancellationToken cancellationToken)
    {
        var unknown = series.Where(s => !known.Contains(s.Value.Project.Value, s.Key)).ToDictionary();
        var stored = new HashSet<long>();
        foreach (var ids in unknown.Keys.Chunk(KeysAtOnce))
        {
            foreach (var row in await LedgerCheck.SeriesOf(db, ids).ToListAsync(cancellationToken))
            {
                SameContent.Demand(SeriesKeys.Of(row), unknown[row.Id], row.Id);
                stored.Add(row.Id);
            }
        }

        var rows = unknown.Where(s => !stored.Contains(s.Key)).Select(s => SeriesKeys.Row(s.Key, s.Value)).ToList();
        await StageAsync(StagedTable.Of<SeriesRow>(db), rows, t => t.Insert, cancellationToken);
        _written.AddRange(unknown.Select(s => (s.Value.Project.Value, s.Key)));
    }

    private async Task WritePartsAsync(IReadOnlyDictionary<(int Project, long Id), byte[]> parts, CancellationToken cancellationToken)
    {
        var unknown = parts.Where(p => !known.Contains(p.Key.Project, KnownIds.OfPart(p.Key.Id))).ToDictionary();
        foreach (var project in unknown.Keys.GroupBy(k => k.Project, k => k.Id).ToList())
        {
            var missing = project.ToHashSet();
            foreach (var ids in project.Chunk(KeysAtOnce))
            {
                foreach (var row in await StoredSpans.Parts(db, project.Key, ids).ToListAsync(cancellationToken))
                {
                    SameContent.Demand(row.Content, unknown[(project.Key, row.Id)], row.Id);
                    missing.Remove(row.Id);
                }
            }

            var rows = missing.Select(id => new SharedPartRow { ProjectId = project.Key, Id = id, Content = unknown[(project.Key, id)] }).ToList();
            await StageAsync(StagedTable.Of<SharedPartRow>(db), rows, t => t.Insert, cancellationToken);
        }

        _written.AddRange(unknown.Keys.Select(k => (k.Project, KnownIds.OfPart(k.Id))));
    }
}
