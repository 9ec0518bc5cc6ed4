using CostDashboard.Storage.Jobs;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Tests;

internal static class JobQueriesInEveryForm
{
    public static IEnumerable<(string Name, IQueryable Query)> Of(CostDb db) =>
    [
        ("states of jobs", JobQueries.States(db)),
        ("the state of a job", JobQueries.State(db, "watch")),
        ("jobs under way", JobQueries.Running(db)),
        ("the last runs of jobs", JobQueries.Last(db)),
        ("a run of a job", JobQueries.ById(db, 1)),
        ("the last run of all", JobQueries.LastId(db)),
        ("the last try at a window", JobQueries.LastAttempt(db, "watch", 1)),
        ("runs of a job", JobQueries.List(db, "watch", onlyTrouble: false, null, 50)),
        ("runs of a job in trouble, next page", JobQueries.List(db, "watch", onlyTrouble: true, 7, 50)),
        ("the first run beyond", JobQueries.FirstBeyond(db, "watch", 100)),
        ("forgotten runs", JobQueries.Forgotten(db, "watch", 1, 2)),
    ];
}
