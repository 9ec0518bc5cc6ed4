using CostDashboard.Storage.Model;
using CostDashboard.Storage.Sources;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests;

/// <summary>The named queries of what arrived from where.</summary>
internal static class SourceQueriesInEveryForm
{
    public static IEnumerable<(string, IQueryable)> Of(CostDb db)
    {
        yield return ("sources of an hour", SourceQueries.OfHour(db, 1, A.Noon.Value));
        yield return ("source totals", SourceQueries.Totals(db, 1, A.Noon.Value, 100));
        yield return ("source hours", SourceQueries.Hours(db, 1, A.Noon.Value, 769));
        yield return ("rejections by source", SourceQueries.Rejections(db, 1));
    }
}
