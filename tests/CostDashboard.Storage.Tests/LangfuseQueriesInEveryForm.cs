using CostDashboard.Storage.Annotations;
using CostDashboard.Storage.Langfuse;
using CostDashboard.Storage.Model;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests;

/// <summary>The named queries of Langfuse's events and of annotations.</summary>
internal static class LangfuseQueriesInEveryForm
{
    public static IEnumerable<(string, IQueryable)> Of(CostDb db)
    {
        yield return ("events of langfuse", LangfuseQueries.Of(db, 1, [2, 3]));
        yield return ("keys of langfuse's events", LangfuseQueries.Keys(db, 1, [2, 3]));
        yield return ("taken events of langfuse", LangfuseQueries.Taken(db, 1, [2, 3], [4, 5]));
        yield return ("periods of langfuse's traces", LangfuseQueries.Periods(db, 1, [2, 3]));
        yield return ("unsettled events of langfuse", LangfuseQueries.Unsettled(db, A.Noon.Value, 500));
        yield return ("annotations by number", AnnotationStore.ByNumber(db, 1, [2, 3]));
        yield return ("annotations of a trace", AnnotationStore.OfTrace(db, 1, A.Trace().Trace.ToBytes(), 200));
        yield return ("expired events of langfuse", LangfuseQueries.Expired(db, A.Noon.Value, 500));
    }
}
