using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;

namespace CostDashboard.Ingest.Demo;

/// <summary>An alert rule of the demonstration: customers that spend much in an hour.</summary>
public static class DemoRules
{
    /// <param name="now">When it is made.</param>
    public static AlertRule Of(ProjectId project, UnixNanos now) => new(
        0, project, "Customer spends much in an hour", SpendFigure.Cost.Name, [], new(Dimension.Customer), AlertCondition.Above, 2 * Usd.NanosPerDollar, 60, 0, IncidentSeverity.Warning, IsOn: true, now);
}
