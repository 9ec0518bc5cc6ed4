using System.Globalization;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Delivery.Payloads;

/// <summary>What a message needs beside what it tells.</summary>
/// <param name="Base">Where receivers reach the dashboard; null where nobody configured it: then a message has no links.</param>
public sealed record DeliveryContext(Uri? Base, OrganisationCalendar Calendar)
{
    /// <summary>The page of a notice's incident; null for a test or where there is no base.</summary>
    public Uri? LinkTo(IncidentNotice notice) => notice.Incident.Length == 0 ? null : Link($"incidents/{Uri.EscapeDataString(notice.Incident)}", notice);

    public Uri? LinkTo(IncidentNotice notice, Units.TraceId trace) => Link($"traces/{trace}", notice);

    private Uri? Link(string path, IncidentNotice notice) => Base is null
        ? null
        : new(Base, string.Create(CultureInfo.InvariantCulture, $"{path}?project={notice.Project.Value}"));
}
