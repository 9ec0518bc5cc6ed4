using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;

namespace CostDashboard.Storage.Engines.SqlServer;

/// <summary>Adds to the days of pipelines, as <see cref="SqlServerSpend"/> does to spend rows.</summary>
internal static class SqlServerPipelines
{
    private const int KeysAtOnce = 500;

    /// <exception cref="InvalidDataException">Two pipelines have the same number.</exception>
    public static async Task AddAsync(SqlServerSession session, IReadOnlyDictionary<PipelineDay, PipelineMeasures> days, CancellationToken cancellationToken)
    {
        if (days.Count == 0)
        {
            return;
        }

        var ids = days.Keys.Select(d => d.Key).Distinct().ToDictionary(key => key, key => key.ComputeId());
        await WriteNamesAsync(session, ids, cancellationToken);
        List<(PipelineDayRow Key, PipelineMeasures Measures)> additions =
            [.. days.Select(d => (new PipelineDayRow { ProjectId = d.Key.Key.Project.Value, Day = d.Key.Day, PipelineId = ids[d.Key.Key] }, d.Value))];
        var rows = await session.LoadAsync(session.Db.PipelineDays, [.. additions.Select(a => a.Key)], cancellationToken);
        var stored = rows.ToDictionary(IdOf);
        var (written, emptied) = (new List<PipelineDayRow>(), new List<PipelineDayRow>());
        foreach (var (key, measures) in additions)
        {
            var row = stored.GetValueOrDefault(IdOf(key)) ?? key;
            var sum = PipelineMeasuresOf.Row(row);
            sum.Add(measures);
            PipelineMeasuresOf.Set(row, sum);
            (sum.IsZero ? emptied : written).Add(row);
        }

        await session.StageAsync(StagedTable.Of<PipelineDayRow>(session.Db), written, t => t.Update + t.Insert, cancellationToken);
        await session.StageAsync(StagedTable.Of<PipelineDayRow>(session.Db, []), emptied, t => t.Delete, cancellationToken);
    }

    private static async Task WriteNamesAsync(SqlServerSession session, Dictionary<PipelineKey, long> ids, CancellationToken cancellationToken)
    {
        var missing = new List<PipelineRow>();
        foreach (var some in ids.Chunk(KeysAtOnce))
        {
            var stored = await PipelineQueries.NamesAsync(session.Db, [.. some.Select(s => s.Value)], cancellationToken);
            foreach (var (key, id) in some)
            {
                if (stored.TryGetValue(id, out var row))
                {
                    SameContent.Demand(PipelineKeys.Of(row), key, id);
                }
                else
                {
                    missing.Add(PipelineKeys.Row(id, key));
                }
            }
        }

        await session.StageAsync(StagedTable.Of<PipelineRow>(session.Db), missing, t => t.Insert, cancellationToken);
    }

    private static (int, int, long) IdOf(PipelineDayRow row) => (row.ProjectId, row.Day, row.PipelineId);
}
