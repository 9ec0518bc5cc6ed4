using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Engines.Sqlite;

/// <summary>
/// A transaction of the one writer. Time grows with the rows given and, per row, with the logarithm of the table; rows of new traces are
/// appended, because their numbers are times.
/// </summary>
internal sealed class SqliteSession(SqliteWriter writer, DbContextOptions<SqliteCostDb> options, Action<bool> end) : IWriteSession
{
    private readonly SqliteSpend _spend = new(writer);
    private CostDb? _db;
    private bool _isCommitted;

    public CostDb Db => _db ??= Within();

    public Task<string?> GetSettingAsync(string name, CancellationToken cancellationToken)
    {
        var ask = writer[SqliteText.Setting].Bind(name);
        if (!ask.Read())
        {
            return Task.FromResult<string?>(null);
        }

        var value = ask.Text(0);
        ask.Reset();
        return Task.FromResult<string?>(value);
    }

    public Task<Dictionary<TraceKey, StoredTrace>> LoadAsync(IReadOnlyCollection<TraceKey> traces, CancellationToken cancellationToken)
    {
        var found = new Dictionary<TraceKey, StoredTrace>();
        Span<byte> id = stackalloc byte[TraceId.Length];
        foreach (var key in traces)
        {
            key.Trace.CopyTo(id);
            var ask = writer[SqliteText.TraceNumber].Bind(key.Project.Value).BindBytes(id);
            if (ask.Read())
            {
                var (number, received) = (ask.Long(0), ask.Long(1));
                ask.Reset();
                found[key] = StoredTrace.Of(number, key.Project, received, Read(writer[SqliteText.SpansOfTrace].Bind(number)));
            }
        }

        return Task.FromResult(found);
    }

    public Task<IReadOnlyList<ClaimRow>> FindClaimsAsync(
        IReadOnlyList<ResponseQuestion> responses, IReadOnlyList<LikenessQuestion> likenesses, CancellationToken cancellationToken)
    {
        var found = new List<ClaimRow>();
        var traces = new Dictionary<long, TraceId>();
        foreach (var (project, key, most) in responses)
        {
            AddClaims(project, Read(writer[SqliteText.ClaimsOfResponse].Bind(project.Value).Bind(key), most));
        }

        foreach (var question in likenesses)
        {
            var ask = writer[SqliteText.ClaimsOfLikeness].Bind(question.Project.Value).Bind(question.Likeness);
            AddClaims(question.Project, Read(ask.Bind(question.From.Value).Bind(question.To.Value), question.MostInCell));
        }

        return Task.FromResult<IReadOnlyList<ClaimRow>>(found);

        void AddClaims(ProjectId project, List<SpanColumns> claims)
        {
            foreach (var claim in claims)
            {
                if (!traces.TryGetValue(claim.TraceNumber, out var trace))
                {
                    var ask = writer[SqliteText.TraceOfNumber].Bind(claim.TraceNumber);
                    ask.Read();
                    traces[claim.TraceNumber] = trace = TraceId.FromBytes(ask.Blob(0));
                    ask.Reset();
                }

                found.Add(new(project, trace, claim));
            }
        }
    }

    public Task<HashSet<long>> FindTakenAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        var taken = new HashSet<long>();
        foreach (var number in numbers)
        {
            var ask = writer[SqliteText.IsNumberTaken].Bind(number);
            if (ask.Read())
            {
                taken.Add(number);
                ask.Reset();
            }
        }

        return Task.FromResult(taken);
    }

    public Task WriteAsync(CommitRows rows, CancellationToken cancellationToken)
    {
        foreach (var (key, content) in rows.SharedParts)
        {
            SqliteRows.Write(writer, key.Project, key.Id, content);
        }

        foreach (var trace in rows.Traces)
        {
            SqliteRows.Write(writer[SqliteText.UpsertTrace], trace);
        }

        var upsert = writer[SqliteText.UpsertSpan];
        foreach (var span in rows.Spans)
        {
            SqliteRows.Write(upsert, span);
        }

        foreach (var content in rows.Contents)
        {
            SqliteRows.Write(writer[SqliteText.UpsertContent], content);
        }

        foreach (var span in rows.Recharged)
        {
            SqliteRows.Recharge(writer[SqliteText.RechargeSpan], span);
        }

        foreach (var span in rows.Unlinked)
        {
            writer[SqliteText.DeleteLinks].Bind(span.TraceNumber).Bind(span.SpanId).Run();
        }

        foreach (var link in rows.Links)
        {
            SqliteRows.Write(writer[SqliteText.InsertLink], link);
        }

        return Task.CompletedTask;
    }

    public Task WriteSeriesAsync(IReadOnlyDictionary<long, SpendKey> series, CancellationToken cancellationToken)
    {
        foreach (var (id, key) in series)
        {
            SqliteRows.Write(writer, id, key);
        }

        return Task.CompletedTask;
    }

    public Task AddAsync(SpendTable table, IReadOnlyList<SpendAddition> additions, CancellationToken cancellationToken)
    {
        _spend.Add(table, additions);
        return Task.CompletedTask;
    }

    public Task AddSlicesAsync(IReadOnlyList<SliceAddition> additions, CancellationToken cancellationToken)
    {
        _spend.Add(additions);
        return Task.CompletedTask;
    }

    public Task AddLabelsAsync(IReadOnlyDictionary<SpendDay, SpendMeasures> days, CancellationToken cancellationToken)
    {
        _spend.AddLabels(days);
        return Task.CompletedTask;
    }

    public Task AddPipelinesAsync(IReadOnlyDictionary<PipelineDay, PipelineMeasures> days, CancellationToken cancellationToken)
    {
        SqlitePipelines.Add(writer, days);
        return Task.CompletedTask;
    }

    public Task AddOutcomesAsync(IReadOnlyList<OutcomeAddition> additions, CancellationToken cancellationToken)
    {
        SqliteOutcomes.Add(writer, additions);
        return Task.CompletedTask;
    }

    public Task WriteFinishesAsync(IReadOnlyList<SpanRow> spans, CancellationToken cancellationToken)
    {
        foreach (var span in spans)
        {
            SqliteRows.WriteFinish(writer[SqliteText.FinishSpan], span);
        }

        return Task.CompletedTask;
    }

    public Task ClearSpendAsync(CancellationToken cancellationToken)
    {
        writer["DELETE FROM SpendMinutes"].Run();
        writer["DELETE FROM SpendQuarters"].Run();
        writer["DELETE FROM SpendHours"].Run();
        writer["DELETE FROM SpendDays"].Run();
        writer["DELETE FROM SpendSlices"].Run();
        writer["DELETE FROM LabelDays"].Run();
        writer["DELETE FROM PipelineDays"].Run();
        writer["DELETE FROM OutcomeDays"].Run();
        return Task.CompletedTask;
    }

    public Task CommitAsync(CancellationToken cancellationToken)
    {
        writer.Commit();
        _isCommitted = true;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        var isBroken = false;
        try
        {
            if (_db is not null)
            {
                await _db.DisposeAsync();
            }

            if (!_isCommitted)
            {
                writer.Rollback();
            }
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // Some errors (a full disk) have rolled back already. The connection is given up either way; the next writer opens a new one.
            isBroken = true;
        }
        finally
        {
            end(isBroken);
        }
    }

    // The transaction was begun by a statement, so the context must not begin one of its own.
    private SqliteCostDb Within()
    {
        var db = new SqliteCostDb(new DbContextOptionsBuilder<SqliteCostDb>(options).UseSqlite(writer.Connection).Options);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return db;
    }

    private static List<SpanColumns> Read(SqliteStatement ask, int most = int.MaxValue)
    {
        var spans = new List<SpanColumns>();
        while (ask.Read())
        {
            spans.Add(SqliteRows.ReadColumns(ask));
            if (spans.Count == most)
            {
                ask.Reset();
                break;
            }
        }

        return spans;
    }
}
