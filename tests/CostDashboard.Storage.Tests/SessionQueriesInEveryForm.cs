using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests;

/// <summary>The queries of sessions and users.</summary>
internal static class SessionQueriesInEveryForm
{
    public static IEnumerable<(string Name, IQueryable Query)> Of(CostDb db)
    {
        foreach (var by in Enum.GetValues<SessionBy>())
        {
            var all = new SessionQuestion(new(A.Project, A.Noon, A.Noon + UnixNanos.PerDay, []), by);
            foreach (var sort in Enum.GetValues<SessionSort>())
            {
                yield return ($"sessions by {by}, {sort}", SessionQueries.Page(db, all with { Sort = sort }, 50));
                yield return ($"sessions by {by}, {sort} rising, next page", SessionQueries.Page(db, all with { Sort = sort, Ascending = true, After = new(1, new(2)) }, 50));
            }

            yield return ($"totals of sessions by {by}", SessionQueries.Totals(db, all));
            foreach (var basis in Enum.GetValues<TraceBasis>())
            {
                var filtered = all with { Of = all.Of with { Basis = basis, Filters = [new(Dimension.User, ["u1", "u2"]), new(Dimension.Model, ["m"])] } };
                yield return ($"filtered sessions by {by}, {basis}", SessionQueries.Page(db, filtered, 50));
            }

            var one = OneSession.Whole(A.Project, by, new(1));
            yield return ($"one by {by}", SessionQueries.One(db, one));
            yield return ($"traces of one by {by}", SessionQueries.InOrder(db, one, 100));
            yield return ($"parts of one by {by}", SessionQueries.Parts(db, one));
        }
    }
}
