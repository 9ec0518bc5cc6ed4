using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Watching;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests;

internal static class IncidentQueriesInEveryForm
{
    public static IEnumerable<(string Name, IQueryable Query)> Of(CostDb db) =>
    [
        ("projects of incidents", IncidentQueries.Projects(db)),
        ("an incident", IncidentQueries.ById(db, 1)),
        ("the incident of a subject", IncidentQueries.OfSubject(db, 1, 2)),
        ("the incident of a cause", IncidentQueries.OfCause(db, 1, 2)),
        ("the last incident", IncidentQueries.LastId(db)),
        ("subjects of an incident", IncidentQueries.Subjects(db, 1)),
        ("active incidents", IncidentQueries.Active(db, 1)),
        ("quiet incidents", IncidentQueries.QuietSince(db, 1, 2, 3)),
        ("incidents", IncidentQueries.List(db, [1], new(null, []), null, 50)),
        (
            "incidents, filtered",
            IncidentQueries.List(
                db, [1, 2], new(null, IncidentQuestion.Active, IncidentKind.SpendSpike, IncidentSeverity.Warning, A.Noon, A.Noon + 1) { Assignee = "ada@example.org" }, 7, 50)),
        ("the history of an incident", IncidentQueries.History(db, 1)),
    ];
}
