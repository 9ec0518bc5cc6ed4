using CostDashboard.Core.Delivery;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Delivery;

/// <summary>
/// Writes what is to be told within somebody else's transaction: a change of an incident and the messages that tell it are durable together, or
/// neither is.
/// </summary>
internal static class OutboxPlan
{
    /// <summary>Plans a change; it is written when the caller's transaction commits.</summary>
    /// <returns>How many messages tell it; 0 where it was planned before.</returns>
    public static async Task<int> AddAsync(CostDb db, IncidentNotice notice, OrganisationCalendar calendar, UnixNanos now, CancellationToken cancellationToken)
    {
        var routes = (await DeliveryQueries.Routes(db, notice.Project.Value).AsNoTracking().ToListAsync(cancellationToken)).ConvertAll(RouteCode.ToRoute);
        if (!routes.Exists(route => route.Takes(notice)))
        {
            return 0;
        }

        var ids = routes.ConvertAll(route => route.Id).ToArray();
        var taken = new Dictionary<(int, string), int>();
        foreach (var count in (DeliveryQueries.HourCount[])
            [
                .. await DeliveryQueries.DeliveredSince(db, ids, DeliveryPlan.HourOf(now).Value).ToListAsync(cancellationToken),
                .. await DeliveryQueries.DueBefore(db, ids, DeliveryPlan.EndOfHour(now).Value).ToListAsync(cancellationToken),
            ])
        {
            taken[(count.RouteId, count.Recipient)] = taken.GetValueOrDefault((count.RouteId, count.Recipient)) + count.Count;
        }

        var told = (await DeliveryQueries.Told(db, ids, NoticeCode.KeyOf(notice)).ToListAsync(cancellationToken))
            .ConvertAll(row => (row.RouteId, row.Recipient))
            .ToHashSet();
        var planned = DeliveryPlan.Of(notice, routes, (route, recipient) => taken.GetValueOrDefault((route.Id, recipient)), now, calendar);
        var added = 0;
        foreach (var one in planned.Where(one => !told.Contains((one.Route.Id, one.Recipient))))
        {
            await AddAsync(db, one, NoticeCode.KeyOf(notice), now, cancellationToken);
            added++;
        }

        await db.SaveChangesAsync(cancellationToken);
        return added;
    }

    /// <param name="key">Names the change among those of the route.</param>
    public static async Task<Guid> AddAsync(CostDb db, PlannedNotice planned, string key, UnixNanos now, CancellationToken cancellationToken)
    {
        var group = planned.Group;
        var message = await DeliveryQueries.OfGroup(db, planned.Route.Id, planned.Recipient, group).FirstOrDefaultAsync(cancellationToken);
        if (message is not null && (message.State is not MessageState.Waiting || message.Attempts > 0 || message.DueAt <= now.Value))
        {
            // A clock that is behind another node's: that message is on its way, and what it says must not change any more.
            (message, group) = (null, $"{group} {Guid.CreateVersion7(now.ToDateTimeOffset()):N}");
        }

        if (message is null)
        {
            message = new()
            {
                Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                ProjectId = planned.Notice.Project.Value,
                RouteId = planned.Route.Id,
                Recipient = planned.Recipient,
                Form = planned.Form,
                Group = group,
                State = MessageState.Waiting,
                PlannedAt = now.Value,
                TieBreak = Random.Shared.NextInt64(),
                DueAt = planned.Due.Value,
            };
            db.DeliveryMessages.Add(message);
        }

        message.Notices++;
        db.DeliveryNotices.Add(new()
        {
            MessageId = message.Id,
            Number = message.Notices,
            RouteId = planned.Route.Id,
            Recipient = planned.Recipient,
            ChangeKey = key,
            Content = NoticeCode.Of(planned.Notice),
        });
        return message.Id;
    }
}
