using CostDashboard.Core.Delivery;
using CostDashboard.Storage.Delivery;
using CostDashboard.Storage.Model;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests;

/// <summary>The named queries of routes and of the outbox.</summary>
internal static class DeliveryQueriesInEveryForm
{
    public static IEnumerable<(string, IQueryable)> Of(CostDb db)
    {
        var message = Guid.Parse("11111111-1111-1111-1111-111111111111");
        yield return ("routes", DeliveryQueries.Routes(db, 1));
        yield return ("route by id", DeliveryQueries.RouteById(db, 1, 2));
        yield return ("routes by id", DeliveryQueries.RoutesById(db, [1, 2]));
        yield return ("messages delivered since", DeliveryQueries.DeliveredSince(db, [1, 2], A.Noon.Value));
        yield return ("messages due before", DeliveryQueries.DueBefore(db, [1, 2], A.Noon.Value));
        yield return ("changes told", DeliveryQueries.Told(db, [1, 2], "i1 1"));
        yield return ("message of a group", DeliveryQueries.OfGroup(db, 1, "ada@example.org", "digest 1"));
        yield return ("routes with something due", DeliveryQueries.DueRoutes(db, A.Noon.Value));
        yield return ("messages due", DeliveryQueries.Due(db, 1, A.Noon.Value, 8));
        yield return ("messages under way", DeliveryQueries.UnderWay(db, 1, A.Noon.Value));
        yield return ("messages waiting for a route", DeliveryQueries.WaitingOf(db, 1));
        yield return ("message by id", DeliveryQueries.ById(db, message));
        yield return ("notices of a message", DeliveryQueries.Notices(db, message, 20));
        yield return ("attempts of a message", DeliveryQueries.Attempts(db, message));
        yield return ("delivery log", DeliveryQueries.Log(db, new(A.Project), (1, 2), 50));
        yield return ("delivery log, filtered", DeliveryQueries.Log(db, new(A.Project, MessageState.Dead, 3), (1, 2), 50));
        yield return ("messages by state", DeliveryQueries.States(db, 1));
        yield return ("dead messages", DeliveryQueries.Dead(db, 1, new()));
        yield return ("dead messages of a route", DeliveryQueries.Dead(db, 1, new(Route: 3)));
        yield return ("dead message", DeliveryQueries.Dead(db, 1, new(message)));
        yield return ("messages to replay", DeliveryQueries.Replayable(db, 1, new(Route: 3)));
        yield return ("message to replay", DeliveryQueries.Replayable(db, 1, new(message)));
        yield return ("messages ended before", DeliveryQueries.EndedBefore(db, A.Noon.Value, 500));
    }
}
