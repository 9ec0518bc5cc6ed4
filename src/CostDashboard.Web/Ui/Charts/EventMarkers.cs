using CostDashboard.Core.Events;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Ui.Charts;

/// <summary>Marks what happened on an axis of time.</summary>
public static class EventMarkers
{
    /// <summary>More would be a band and no marks; of more the latest are shown.</summary>
    public const int Most = 200;

    /// <summary>The marks of a chart over a range: an event with an address of its own leads there, an incident to its page, a deploy to what the service's releases cost around it.</summary>
    public static async Task<IReadOnlyList<ChartMarker>> ReadAsync(
        IEventStore events, IIncidentStore incidents, PageContext context, TimeRange range, TimeAxis axis, CancellationToken cancellationToken)
    {
        var found = await events.ListAsync(context.ProjectId, range.From, range.To, Most, cancellationToken);
        var wrong = await incidents.ListAsync(new(context.ProjectId, [], From: range.From, To: range.To), null, Most, cancellationToken);
        return [.. found.Select(e => Mark(e, context, axis)).Concat(wrong.Incidents.Select(i => Mark(i, context, axis))).OfType<ChartMarker>()];
    }

    private static ChartMarker? Mark(IncidentSummary incident, PageContext context, TimeAxis axis) => axis.PositionOf(incident.Since) is not { } at
        ? null
        : new(
            ChartMarkerKind.Incident,
            at,
            TimeText.Text(incident.Since, context.Calendar, "d MMM HH:mm"),
            incident.Sentence,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/incidents/{incident.Id}?project={incident.Project.Value}"));

    private static ChartMarker? Mark(ProjectEvent happened, PageContext context, TimeAxis axis) => axis.PositionOf(happened.At) is not { } at
        ? null
        : new(
            happened.Kind is EventKind.Deploy ? ChartMarkerKind.Deploy : ChartMarkerKind.Event,
            at,
            TimeText.Text(happened.At, context.Calendar, "d MMM HH:mm"),
            string.Join(" ", new[] { happened.Service, happened.Name, happened.Environment.Length == 0 ? "" : $"({happened.Environment})" }.Where(t => t.Length > 0)),
            happened.Url ?? (happened.Kind is EventKind.Deploy ? ReleasesAround(happened, context) : null));

    private static string ReleasesAround(ProjectEvent deploy, PageContext context)
    {
        var (from, to) = (deploy.At + -UnixNanos.PerDay, deploy.At + UnixNanos.PerDay);
        var url = new UrlText("/spend")
            .Add("project", context.ProjectId.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Add("from", RangeChoice.Text(from))
            .Add("to", RangeChoice.Text(to))
            .Add("by", DimensionName.Of(new(Core.Spend.Dimension.Release)));
        FilterSet.None.With(new(Core.Spend.Dimension.Service), deploy.Service).AppendTo(url);
        return url.ToString();
    }
}
