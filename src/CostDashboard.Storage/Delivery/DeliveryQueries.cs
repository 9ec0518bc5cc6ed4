using CostDashboard.Core.Delivery;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Delivery;

/// <summary>The queries of routes and of the outbox.</summary>
internal static class DeliveryQueries
{
    /// <summary>Routes with something due, in one look.</summary>
    public const int MostRoutes = 50;

    public static IQueryable<DeliveryRouteRow> Routes(CostDb db, int project) => db.DeliveryRoutes
        .TagWith("DeliveryRoutes")
        .Where(r => r.ProjectId == project)
        .OrderBy(r => r.Name)
        .ThenBy(r => r.Id)
        .Take(RouteRules.MostOfProject);

    public static IQueryable<DeliveryRouteRow> RouteById(CostDb db, int project, int id) =>
        db.DeliveryRoutes.TagWith("DeliveryRouteById").Where(r => r.ProjectId == project && r.Id == id);

    public static IQueryable<DeliveryRouteRow> RoutesById(CostDb db, int[] ids) => db.DeliveryRoutes.AsNoTracking().TagWith("DeliveryRoutesById").Where(r => ids.Contains(r.Id));

    /// <summary>How many messages were delivered since a moment, for each route and recipient; without tests.</summary>
    public static IQueryable<HourCount> DeliveredSince(CostDb db, int[] routes, long since) => db.DeliveryMessages.AsNoTracking()
        .TagWith("DeliveryDeliveredSince")
        .Where(m => routes.Contains(m.RouteId) && m.EndedAt >= since && m.State == MessageState.Delivered && m.Form != MessageForm.Test)
        .GroupBy(m => new { m.RouteId, m.Recipient })
        .Select(g => new HourCount { RouteId = g.Key.RouteId, Recipient = g.Key.Recipient, Count = g.Count() });

    /// <summary>How many messages wait and are due before a moment, for each route and recipient; without tests.</summary>
    public static IQueryable<HourCount> DueBefore(CostDb db, int[] routes, long before) => db.DeliveryMessages.AsNoTracking()
        .TagWith("DeliveryDueBefore")
        .Where(m => m.State == MessageState.Waiting && m.DueAt < before && routes.Contains(m.RouteId) && m.Form != MessageForm.Test)
        .GroupBy(m => new { m.RouteId, m.Recipient })
        .Select(g => new HourCount { RouteId = g.Key.RouteId, Recipient = g.Key.Recipient, Count = g.Count() });

    /// <summary>On which routes and to whom a change is told already.</summary>
    public static IQueryable<DeliveryNoticeRow> Told(CostDb db, int[] routes, string change) => db.DeliveryNotices.AsNoTracking()
        .TagWith("DeliveryTold")
        .Where(n => routes.Contains(n.RouteId) && n.ChangeKey == change);

    public static IQueryable<DeliveryMessageRow> OfGroup(CostDb db, int route, string recipient, string group) =>
        db.DeliveryMessages.TagWith("DeliveryMessageOfGroup").Where(m => m.RouteId == route && m.Recipient == recipient && m.Group == group);

    /// <summary>The routes that have something due, the longest due first.</summary>
    public static IQueryable<int> DueRoutes(CostDb db, long now) => db.DeliveryMessages.AsNoTracking()
        .TagWith("DeliveryDueRoutes")
        .Where(m => m.State == MessageState.Waiting && m.DueAt <= now && m.LeaseUntil <= now)
        .GroupBy(m => m.RouteId)
        .OrderBy(g => g.Min(m => m.DueAt))
        .Select(g => g.Key)
        .Take(MostRoutes);

    /// <summary>What of a route is due and nobody's, the longest due first; of what was put off to the same moment first what tells of several changes, which are newer.</summary>
    public static IQueryable<DeliveryMessageRow> Due(CostDb db, int route, long now, int most) => db.DeliveryMessages
        .TagWith("DeliveryDue")
        .Where(m => m.State == MessageState.Waiting && m.DueAt <= now && m.LeaseUntil <= now && m.RouteId == route)
        .OrderBy(m => m.DueAt)
        .ThenByDescending(m => m.Form)
        .ThenBy(m => m.PlannedAt)
        .ThenBy(m => m.TieBreak)
        .Take(most);

    /// <summary>What of a route somebody delivers now.</summary>
    public static IQueryable<DeliveryMessageRow> UnderWay(CostDb db, int route, long now) => db.DeliveryMessages.AsNoTracking()
        .TagWith("DeliveryUnderWay")
        .Where(m => m.State == MessageState.Waiting && m.RouteId == route && m.LeaseUntil > now);

    public static IQueryable<DeliveryMessageRow> WaitingOf(CostDb db, int route) =>
        db.DeliveryMessages.TagWith("DeliveryWaitingOf").Where(m => m.RouteId == route && m.State == MessageState.Waiting);

    public static IQueryable<DeliveryMessageRow> ById(CostDb db, Guid id) => db.DeliveryMessages.TagWith("DeliveryMessageById").Where(m => m.Id == id);

    public static IQueryable<DeliveryNoticeRow> Notices(CostDb db, Guid message, int most) => db.DeliveryNotices.AsNoTracking()
        .TagWith("DeliveryNotices")
        .Where(n => n.MessageId == message)
        .OrderBy(n => n.Number)
        .Take(most);

    public static IQueryable<DeliveryAttemptRow> Attempts(CostDb db, Guid message) =>
        db.DeliveryAttempts.TagWith("DeliveryAttempts").Where(a => a.MessageId == message).OrderBy(a => a.Number);

    /// <summary>The log beyond a place in it.</summary>
    public static IQueryable<DeliveryMessageRow> Log(CostDb db, DeliveryQuestion question, (long At, long TieBreak) before, int most)
    {
        var (project, state, route) = (question.Project.Value, question.State, question.Route);
        return db.DeliveryMessages.AsNoTracking()
            .TagWith("DeliveryLog")
            .Where(m => m.ProjectId == project && (state == null || m.State == state) && (route == null || m.RouteId == route))
            .Where(m => m.PlannedAt <= before.At && (m.PlannedAt < before.At || m.TieBreak < before.TieBreak))
            .OrderByDescending(m => m.PlannedAt)
            .ThenByDescending(m => m.TieBreak)
            .Take(most);
    }

    public static IQueryable<StateCount> States(CostDb db, int project) => db.DeliveryMessages.AsNoTracking()
        .TagWith("DeliveryStates")
        .Where(m => m.ProjectId == project && (m.State == MessageState.Waiting || m.State == MessageState.Dead))
        .GroupBy(m => m.State)
        .Select(g => new StateCount { State = g.Key, Count = g.Count() });

    public static IQueryable<DeliveryMessageRow> Dead(CostDb db, int project, DeadMessages which)
    {
        var (message, route) = (which.Message, which.Route);
        return db.DeliveryMessages
            .TagWith("DeliveryDead")
            .Where(m => m.ProjectId == project && m.State == MessageState.Dead && (message == null || m.Id == message) && (route == null || m.RouteId == route));
    }

    /// <summary>Dead messages, and the one that is named also where it was dismissed, whose routes are there.</summary>
    public static IQueryable<DeliveryMessageRow> Replayable(CostDb db, int project, DeadMessages which)
    {
        var (message, route) = (which.Message, which.Route);
        return db.DeliveryMessages
            .TagWith("DeliveryReplayable")
            .Where(m => m.ProjectId == project && (message == null || m.Id == message) && (route == null || m.RouteId == route))
            .Where(m => m.State == MessageState.Dead || (message != null && m.State == MessageState.Dismissed))
            .Where(m => db.DeliveryRoutes.Any(r => r.Id == m.RouteId));
    }

    /// <summary>What was delivered, or dismissed, and was due before a moment: dismissing makes due anew.</summary>
    public static IQueryable<Guid> EndedBefore(CostDb db, long before, int most) => db.DeliveryMessages.AsNoTracking()
        .TagWith("DeliveryEndedBefore")
        .Where(m => (m.State == MessageState.Delivered || m.State == MessageState.Dismissed) && m.DueAt < before)
        .OrderBy(m => m.DueAt)
        .Select(m => m.Id)
        .Take(most);

    internal sealed class HourCount
    {
        public int RouteId { get; init; }

        public string Recipient { get; init; } = "";

        public int Count { get; init; }
    }

    internal sealed class StateCount
    {
        public MessageState State { get; init; }

        public int Count { get; init; }
    }
}
