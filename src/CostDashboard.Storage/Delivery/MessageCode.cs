using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Delivery;

/// <summary>Messages as they are stored.</summary>
internal static class MessageCode
{
    public static DeliveryMessage ToMessage(DeliveryMessageRow row) => new(
        row.Id, new(row.ProjectId), row.RouteId, row.Recipient, row.Form, row.State, new(row.PlannedAt), new(row.DueAt), row.Notices, row.Attempts,
        row.EndedAt is { } ended ? new UnixNanos(ended) : null, row.LastError)
    {
        Dismissal = row is { DismissedAt: { } at, DismissedBy: { } by, DismissedWhy: { } why } ? new(new(at), by, why) : null,
    };

    /// <summary>The first notices of a message, at most <see cref="ClaimedMessage.MostShown"/>.</summary>
    public static async Task<IReadOnlyList<IncidentNotice>> NoticesAsync(CostDb db, DeliveryMessageRow row, CancellationToken cancellationToken) =>
        [.. (await DeliveryQueries.Notices(db, row.Id, ClaimedMessage.MostShown).ToListAsync(cancellationToken)).Select(n => NoticeCode.ToNotice(row.ProjectId, n.Content))];
}
