using CostDashboard.Core.Delivery;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Delivery;

/// <summary>Takes what is due for one node, within one transaction: nobody else gets it until the lease ends.</summary>
internal sealed class OutboxClaim(CostDb db, OrganisationCalendar calendar, Guid node, UnixNanos now, UnixNanos leaseEnd)
{
    // Of a route, in one claim: what is put off must not hide what is behind it.
    private const int MostLookedAt = 200;
    private const string EndedEachTime = "The program ended during each of its tries.";

    /// <param name="due">Routes that have something due, the longest due first.</param>
    public async Task<IReadOnlyList<ClaimedMessage>> TakeAsync(List<int> due, int most, int mostOfRoute, CancellationToken cancellationToken)
    {
        int[] ids = [.. due];
        var routes = (await DeliveryQueries.RoutesById(db, ids).ToListAsync(cancellationToken)).ToDictionary(row => row.Id, RouteCode.ToRoute);
        var delivered = (await DeliveryQueries.DeliveredSince(db, ids, DeliveryPlan.HourOf(now).Value).ToListAsync(cancellationToken))
            .ToDictionary(count => (count.RouteId, count.Recipient), count => count.Count);
        var claimed = new List<ClaimedMessage>();
        foreach (var id in due)
        {
            claimed.AddRange(await TakeOfRouteAsync(
                id, routes.GetValueOrDefault(id), recipient => delivered.GetValueOrDefault((id, recipient)), mostOfRoute, most - claimed.Count, cancellationToken));
        }

        await db.SaveChangesAsync(cancellationToken);
        return claimed;
    }

    private async Task<IReadOnlyList<ClaimedMessage>> TakeOfRouteAsync(
        int id, DeliveryRoute? route, Func<string, int> delivered, int mostOfRoute, int most, CancellationToken cancellationToken)
    {
        var underWay = await DeliveryQueries.UnderWay(db, id, now.Value).Select(m => new { m.Recipient, m.Form }).ToListAsync(cancellationToken);
        var room = Math.Clamp(mostOfRoute - underWay.Count, 0, most);
        if (room == 0)
        {
            return [];
        }

        var taken = underWay.Where(m => m.Form is not MessageForm.Test).CountBy(m => m.Recipient).ToDictionary(StringComparer.Ordinal);
        var claimed = new List<ClaimedMessage>();
        foreach (var row in await DeliveryQueries.Due(db, id, now.Value, MostLookedAt).ToListAsync(cancellationToken))
        {
            if (claimed.Count == room)
            {
                break;
            }

            if (await TryTakeAsync(row, route, delivered(row.Recipient) + taken.GetValueOrDefault(row.Recipient), cancellationToken) is { } message)
            {
                claimed.Add(message);
                taken[row.Recipient] = taken.GetValueOrDefault(row.Recipient) + (row.Form is MessageForm.Test ? 0 : 1);
            }
        }

        return claimed;
    }

    /// <summary>Takes a message that is due; null where it is put off or dead.</summary>
    /// <param name="ofHour">Messages that its route and recipient had in this hour.</param>
    private async Task<ClaimedMessage?> TryTakeAsync(DeliveryMessageRow row, DeliveryRoute? route, int ofHour, CancellationToken cancellationToken)
    {
        if (route is null || row.Tries >= RetrySchedule.MostAttempts)
        {
            (row.State, row.EndedAt, row.Node, row.LastError) = (MessageState.Dead, now.Value, null, route is null ? RouteStore.RouteIsGone : EndedEachTime);
            return null;
        }

        var notices = await MessageCode.NoticesAsync(db, row, cancellationToken);
        if (ofHour >= route.MostPerHour && !DeliveryPlan.IsBeyondLimit(route, row.Form, notices))
        {
            // What was planned within the limit comes back in one hour after an outage, or when somebody replays. It was tried and may have arrived:
            // told anew with others it would come twice, so it waits.
            row.DueAt = DeliveryPlan.EndOfHour(now).Value;
            return null;
        }

        if (DeliveryPlan.NotBefore(route, row.Form, notices, now, calendar) is var then && then > now)
        {
            row.DueAt = then.Value;
            return null;
        }

        (row.LeaseUntil, row.Node) = (leaseEnd.Value, node);
        row.Attempts++;
        row.Tries++;
        db.DeliveryAttempts.Add(new() { MessageId = row.Id, Number = row.Attempts, At = now.Value, Outcome = AttemptOutcome.Begun });
        return new(MessageCode.ToMessage(row), route, row.Attempts, notices, row.Notices);
    }
}
