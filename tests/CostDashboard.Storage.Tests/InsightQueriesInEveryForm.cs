using CostDashboard.Storage.Insights;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Tests;

/// <summary>The queries of insights.</summary>
internal static class InsightQueriesInEveryForm
{
    public static IEnumerable<(string Name, IQueryable Query)> Of(CostDb db)
    {
        yield return ("insight run by id", InsightQueries.ById(db, 1));
        yield return ("insight runs under way", InsightQueries.UnderWay(db));
        yield return ("insight runs of a project", InsightQueries.OfProject(db, 1));
        yield return ("last insight runs", InsightQueries.Last(db));
        yield return ("insight findings", InsightQueries.Findings(db, 1));
        yield return ("insight dismissals", InsightQueries.Dismissals(db, 1));
        yield return ("insight settings", InsightQueries.Settings(db, 1));
        yield return ("insights' next traces", InsightQueries.NextTraces(db, new() { ProjectId = 1, ToNanos = 5, LastStart = 2, LastTrace = 3 }, 500));
        yield return ("insights' details", InsightQueries.Details(db, [1, 2]));
    }
}
