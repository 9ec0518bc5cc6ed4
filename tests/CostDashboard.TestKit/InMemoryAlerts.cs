using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Rules;

namespace CostDashboard.TestKit;

/// <summary>What rules would have done, as the port promises it.</summary>
public sealed class InMemoryAlerts(ISpendQueries spend, OrganisationCalendar calendar) : IAlertQueries
{
    public async Task<AlertPreview> PreviewAsync(AlertRule rule, UnixNanos now, CancellationToken cancellationToken)
    {
        if (await spend.GetExtentAsync(rule.Project, cancellationToken) is not { } extent)
        {
            return new(null, now, [], 0);
        }

        var preview = new AlertPreviewing(rule, now, extent.First, calendar);
        foreach (var piece in preview.Questions)
        {
            preview.Observe(piece, (await spend.AskAsync(piece.Spend, cancellationToken)).Rows);
        }

        return preview.Result();
    }
}
