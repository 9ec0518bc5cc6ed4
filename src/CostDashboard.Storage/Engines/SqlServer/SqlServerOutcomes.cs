using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;

namespace CostDashboard.Storage.Engines.SqlServer;

/// <summary>Adds to the days of outcomes, as <see cref="SqlServerSpend"/> does to spend rows.</summary>
internal static class SqlServerOutcomes
{
    public static async Task AddAsync(SqlServerSession session, IReadOnlyList<OutcomeAddition> additions, CancellationToken cancellationToken)
    {
        if (additions.Count == 0)
        {
            return;
        }

        List<OutcomeDayRow> keys =
            [.. additions.Select(a => new OutcomeDayRow { ProjectId = a.ProjectId, Day = a.Day, SeriesId = a.SeriesId, Outcome = a.Outcome })];
        var stored = (await session.LoadAsync(session.Db.OutcomeDays, keys, cancellationToken)).ToDictionary(IdOf);
        var (written, emptied) = (new List<OutcomeDayRow>(), new List<OutcomeDayRow>());
        for (var i = 0; i < additions.Count; i++)
        {
            var row = stored.GetValueOrDefault(IdOf(keys[i])) ?? keys[i];
            var sum = OutcomeMeasuresOf.Row(row);
            sum.Add(additions[i].Measures);
            OutcomeMeasuresOf.Set(row, sum);
            (sum.IsZero ? emptied : written).Add(row);
        }

        await session.StageAsync(StagedTable.Of<OutcomeDayRow>(session.Db), written, t => t.Update + t.Insert, cancellationToken);
        await session.StageAsync(StagedTable.Of<OutcomeDayRow>(session.Db, []), emptied, t => t.Delete, cancellationToken);
    }

    private static (int, int, long, int) IdOf(OutcomeDayRow row) => (row.ProjectId, row.Day, row.SeriesId, row.Outcome);
}
