using CostDashboard.Core.Spend;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Spend;

/// <summary>Adds a difference to the spend tables: to minutes as it is, to the coarser ones folded, to users and tags, to pipelines, to outcomes.</summary>
internal static class SpendRows
{
    public static async Task AddAsync(
        IWriteSession session, SpendDelta delta, OrganisationCalendar calendar, SeriesNumbers series, CancellationToken cancellationToken)
    {
        var folded = SpendFold.Of(delta, calendar, series);
        List<OutcomeAddition> outcomes =
            [.. delta.Outcomes.Select(o => new OutcomeAddition(o.Key.Series.Project.Value, o.Key.Day, series.Of(o.Key.Series), o.Key.Outcome.Code, o.Value))];
        await session.WriteSeriesAsync(series.Fresh, cancellationToken);
        await session.AddAsync(SpendTable.Minutes, folded.Minutes, cancellationToken);
        await session.AddAsync(SpendTable.Quarters, folded.Quarters, cancellationToken);
        await session.AddAsync(SpendTable.Hours, folded.Hours, cancellationToken);
        await session.AddAsync(SpendTable.Days, folded.Days, cancellationToken);
        await session.AddSlicesAsync(folded.Slices, cancellationToken);
        await session.AddLabelsAsync(delta.Days, cancellationToken);
        await session.AddPipelinesAsync(delta.Pipelines, cancellationToken);
        await session.AddOutcomesAsync(outcomes, cancellationToken);
    }
}
