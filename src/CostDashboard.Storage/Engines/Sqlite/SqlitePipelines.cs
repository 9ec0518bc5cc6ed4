using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Storage.Spend;

namespace CostDashboard.Storage.Engines.Sqlite;

/// <summary>Adds to the days of pipelines, as <see cref="SqliteSpend"/> does to spend rows.</summary>
internal static class SqlitePipelines
{
    private const string Figures = "Traces, Spans, Calls, UnpricedCalls, PartialCalls, CostNanoUsd, PathNanos, CostPerOne, TokensPerOne, Density";
    private const string WhereDay = " WHERE ProjectId = ? AND Day = ? AND PipelineId = ?";

    private const string Read = "SELECT " + Figures + " FROM PipelineDays" + WhereDay;
    private const string Insert = "INSERT INTO PipelineDays (" + Figures + ", ProjectId, Day, PipelineId) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private const string Delete = "DELETE FROM PipelineDays" + WhereDay;

    private const string Update = """
        UPDATE PipelineDays SET Traces = ?, Spans = ?, Calls = ?, UnpricedCalls = ?, PartialCalls = ?, CostNanoUsd = ?, PathNanos = ?,
            CostPerOne = ?, TokensPerOne = ?, Density = ?
        """ + WhereDay;

    private const string ReadName = "SELECT ProjectId, Environment, Root, Step FROM Pipelines WHERE Id = ?";
    private const string InsertName = "INSERT INTO Pipelines (Id, ProjectId, Environment, Root, Step) VALUES (?, ?, ?, ?, ?)";

    /// <exception cref="InvalidDataException">Two pipelines have the same number.</exception>
    public static void Add(SqliteWriter writer, IReadOnlyDictionary<PipelineDay, PipelineMeasures> days)
    {
        foreach (var ofKey in days.GroupBy(d => d.Key.Key))
        {
            var id = ofKey.Key.ComputeId();
            WriteName(writer, id, ofKey.Key);
            foreach (var (day, measures) in ofKey)
            {
                Add(writer, day, id, measures);
            }
        }
    }

    private static void Add(SqliteWriter writer, PipelineDay day, long id, PipelineMeasures measures)
    {
        var read = Key(writer[Read], day, id);
        if (!read.Read())
        {
            Key(Bind(writer[Insert], measures), day, id).Run();
            return;
        }

        var sum = PipelineMeasuresOf.With(read.Blob(7), read.Blob(8), read.Blob(9));
        (sum.Traces, sum.Spans, sum.Calls) = (read.Long(0), read.Long(1), read.Long(2));
        (sum.UnpricedCalls, sum.PartialCalls, sum.CostNanoUsd, sum.PathNanos) = (read.Long(3), read.Long(4), read.Long(5), read.Long(6));
        read.Reset();
        sum.Add(measures);
        Key(sum.IsZero ? writer[Delete] : Bind(writer[Update], sum), day, id).Run();
    }

    private static void WriteName(SqliteWriter writer, long id, PipelineKey key)
    {
        var ask = writer[ReadName].Bind(id);
        if (ask.Read())
        {
            var stored = new PipelineKey(new(ask.Int(0)), ask.Text(1), ask.Text(2), ask.TextOrNull(3));
            ask.Reset();
            SameContent.Demand(stored, key, id);
        }
        else
        {
            writer[InsertName].Bind(id).Bind(key.Project.Value).Bind(key.Environment).Bind(key.Root).Bind(key.Step).Run();
        }
    }

    private static SqliteStatement Bind(SqliteStatement statement, PipelineMeasures measures) => statement
        .Bind(measures.Traces)
        .Bind(measures.Spans)
        .Bind(measures.Calls)
        .Bind(measures.UnpricedCalls)
        .Bind(measures.PartialCalls)
        .Bind(measures.CostNanoUsd)
        .Bind(measures.PathNanos)
        .Bind(HistogramColumn.Of(measures.CostPerOne))
        .Bind(HistogramColumn.Of(measures.TokensPerOne))
        .Bind(HistogramColumn.Of(measures.Density));

    private static SqliteStatement Key(SqliteStatement statement, PipelineDay day, long id) =>
        statement.Bind(day.Key.Project.Value).Bind(day.Day).Bind(id);
}
