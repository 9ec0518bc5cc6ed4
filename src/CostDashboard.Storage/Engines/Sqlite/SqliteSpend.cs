using CostDashboard.Core.Spend;
using CostDashboard.Storage.Spend;

namespace CostDashboard.Storage.Engines.Sqlite;

/// <summary>Adds to spend rows: read by key, add, write back. The one writer holds the lock, so nobody adds in between.</summary>
internal sealed class SqliteSpend(SqliteWriter writer)
{
    private const string Figures = """
        CostNanoUsd, Calls, UnpricedCalls, PartialCalls, ComparedCalls, ReportedNanoUsd, BesideNanoUsd,
        InputTokens, CacheReadTokens, CacheWrite5mTokens, CacheWrite1hTokens, OutputTokens, ReasoningTokens
        """;

    private const string AllFigures = Figures + ", Spans, Errors, Traces, Latency, TraceLatency, TimeToFirstToken";
    private const string WhereBucket = " WHERE ProjectId = ? AND Bucket = ? AND SeriesId = ?";
    private const string WhereDay = " WHERE ProjectId = ? AND Day = ? AND TagKey = ? AND ValueId = ?";

    private const string ReadDay = "SELECT " + Figures + " FROM LabelDays" + WhereDay;
    private const string UpdateDay = "UPDATE LabelDays SET " + SetFigures + WhereDay;
    private const string InsertDay = "INSERT INTO LabelDays (" + Figures + ", ProjectId, Day, TagKey, ValueId, Value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private const string CountDay = "SELECT COUNT(*) FROM LabelDays WHERE ProjectId = ? AND Day = ? AND TagKey = ?";

    private const string ValuesOfRow = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

    private const string SetFigures = """
        CostNanoUsd = ?, Calls = ?, UnpricedCalls = ?, PartialCalls = ?, ComparedCalls = ?, ReportedNanoUsd = ?, BesideNanoUsd = ?,
        InputTokens = ?, CacheReadTokens = ?, CacheWrite5mTokens = ?, CacheWrite1hTokens = ?,
        OutputTokens = ?, ReasoningTokens = ?
        """;

    private const string SetAllFigures = SetFigures + ", Spans = ?, Errors = ?, Traces = ?, Latency = ?, TraceLatency = ?, TimeToFirstToken = ?";

    public void Add(SpendTable table, IReadOnlyList<SpendAddition> additions)
    {
        var statements = new Prepared(writer, Statements.Of(table));
        foreach (var addition in additions)
        {
            Add(statements, addition, addition.Measures, BindKey);
        }
    }

    public void Add(IReadOnlyList<SliceAddition> additions)
    {
        var statements = new Prepared(writer, Statements.Slices);
        foreach (var addition in additions)
        {
            Add(statements, addition, addition.Row.Measures, BindKey);
        }
    }

    public void AddLabels(IReadOnlyDictionary<SpendDay, SpendMeasures> days)
    {
        var counts = new Dictionary<(int Project, int Day, string TagKey), long>();
        foreach (var (day, measures) in days)
        {
            var id = ContentHash.Of(day.Value);
            if (ReadRow(day, id) is { } stored)
            {
                WriteRow(day, id, stored, measures);
            }
            else if (Count(counts, day) is var count && (count < LabelGuard.MostValues || LabelGuard.IsOther(day)))
            {
                WriteRow(day, id, null, measures);
                counts[(day.Project.Value, day.Day, day.TagKey)] = count + 1;
            }
            else
            {
                var other = day with { Value = LabelGuard.Other };
                WriteRow(other, LabelGuard.OtherId, ReadRow(other, LabelGuard.OtherId), measures);
            }
        }
    }

    private static void Add<T>(Prepared on, T key, SpendMeasures measures, Func<SqliteStatement, T, SqliteStatement> bindKey)
    {
        if (!bindKey(on.Read, key).Read())
        {
            bindKey(BindAll(on.Insert, measures), key).Run();
            return;
        }

        var sum = Stored(on.Read);
        on.Read.Reset();
        sum.Add(measures);
        bindKey(sum.IsZero ? on.Delete : BindAll(on.Update, sum), key).Run();
    }

    private long Count(Dictionary<(int Project, int Day, string TagKey), long> counts, SpendDay day)
    {
        var key = (day.Project.Value, day.Day, day.TagKey);
        if (!counts.TryGetValue(key, out var count))
        {
            var ask = writer[CountDay].Bind(day.Project.Value).Bind(day.Day).Bind(day.TagKey);
            count = ask.Read() ? ask.Long(0) : 0;
            ask.Reset();
            counts[key] = count;
        }

        return count;
    }

    private SpendMeasures? ReadRow(SpendDay day, long id)
    {
        var read = writer[ReadDay].Bind(day.Project.Value).Bind(day.Day).Bind(day.TagKey).Bind(id);
        if (!read.Read())
        {
            return null;
        }

        var measures = WithFigures(new(), read);
        read.Reset();
        return measures;
    }

    private void WriteRow(SpendDay day, long id, SpendMeasures? stored, SpendMeasures added)
    {
        if (stored is null)
        {
            Bind(writer[InsertDay], added).Bind(day.Project.Value).Bind(day.Day).Bind(day.TagKey).Bind(id).Bind(day.Value).Run();
            return;
        }

        stored.Add(added);
        Bind(writer[UpdateDay], stored).Bind(day.Project.Value).Bind(day.Day).Bind(day.TagKey).Bind(id).Run();
    }

    private static SpendMeasures Stored(SqliteStatement row)
    {
        var measures = SpendMeasures.With(Histogram.Decode(row.Blob(16)), Histogram.Decode(row.Blob(17)), Histogram.Decode(row.Blob(18)));
        (measures.Spans, measures.Errors, measures.Traces) = (row.Long(13), row.Long(14), row.Long(15));
        return WithFigures(measures, row);
    }

    private static SpendMeasures WithFigures(SpendMeasures measures, SqliteStatement row)
    {
        (measures.CostNanoUsd, measures.Calls, measures.UnpricedCalls, measures.PartialCalls) = (row.Long(0), row.Long(1), row.Long(2), row.Long(3));
        measures.Compared = new(row.Long(4), row.Long(5), row.Long(6));
        measures.Usage = new(row.Long(7), row.Long(8), row.Long(9), row.Long(10), row.Long(11), row.Long(12));
        return measures;
    }

    private static SqliteStatement Bind(SqliteStatement statement, SpendMeasures measures) => statement
        .Bind(measures.CostNanoUsd)
        .Bind(measures.Calls)
        .Bind(measures.UnpricedCalls)
        .Bind(measures.PartialCalls)
        .Bind(measures.Compared.Calls)
        .Bind(measures.Compared.ReportedNanoUsd)
        .Bind(measures.Compared.ComputedNanoUsd)
        .Bind(measures.Usage.Input)
        .Bind(measures.Usage.CacheRead)
        .Bind(measures.Usage.CacheWrite5m)
        .Bind(measures.Usage.CacheWrite1h)
        .Bind(measures.Usage.Output)
        .Bind(measures.Usage.Reasoning);

    private static SqliteStatement BindAll(SqliteStatement statement, SpendMeasures measures) => Bind(statement, measures)
        .Bind(measures.Spans)
        .Bind(measures.Errors)
        .Bind(measures.Traces)
        .Bind(HistogramColumn.Of(measures.Latency))
        .Bind(HistogramColumn.Of(measures.TraceLatency))
        .Bind(HistogramColumn.Of(measures.TimeToFirstToken));

    private static SqliteStatement BindKey(SqliteStatement statement, SpendAddition key) =>
        statement.Bind(key.ProjectId).Bind(key.Bucket).Bind(key.SeriesId);

    // In the order of the key's columns but for the first ones, which the row has in common with the other tables.
    private static SqliteStatement BindKey(SqliteStatement statement, SliceAddition key) =>
        BindKey(statement, key.Row).Bind((long)key.Grain).Bind((long)key.Slice);

    private readonly struct Prepared(SqliteWriter writer, Statements text)
    {
        public SqliteStatement Read { get; } = writer[text.Read];

        public SqliteStatement Insert { get; } = writer[text.Insert];

        public SqliteStatement Update { get; } = writer[text.Update];

        public SqliteStatement Delete { get; } = writer[text.Delete];
    }

    /// <summary>The statements of one table of buckets; made once, because prepared statements are found by reference.</summary>
    private sealed record Statements(string Read, string Insert, string Update, string Delete)
    {
        private static readonly Statements s_minutes = On("SpendMinutes");
        private static readonly Statements s_quarters = On("SpendQuarters");
        private static readonly Statements s_hours = On("SpendHours");
        private static readonly Statements s_days = On("SpendDays");

        public static Statements Slices { get; } = On("SpendSlices", ", Grain, Slice", " AND Grain = ? AND Slice = ?", ", ?, ?");

        public static Statements Of(SpendTable table) => table switch
        {
            SpendTable.Minutes => s_minutes,
            SpendTable.Quarters => s_quarters,
            SpendTable.Hours => s_hours,
            SpendTable.Days => s_days,
            _ => throw new ArgumentOutOfRangeException(nameof(table), table, "No such spend table."),
        };

        private static Statements On(string table, string columns = "", string conditions = "", string values = "") => new(
            $"SELECT {AllFigures} FROM {table}{WhereBucket}{conditions}",
            $"INSERT INTO {table} ({AllFigures}, ProjectId, Bucket, SeriesId{columns}) VALUES ({ValuesOfRow}{values})",
            $"UPDATE {table} SET {SetAllFigures}{WhereBucket}{conditions}",
            $"DELETE FROM {table}{WhereBucket}{conditions}");
    }
}
