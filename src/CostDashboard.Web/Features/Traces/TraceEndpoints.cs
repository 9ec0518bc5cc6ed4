using CostDashboard.Web.Features.Traces.Export;

namespace CostDashboard.Web.Features.Traces;

/// <summary>What the list of traces asks and is given beside its page. For everybody who is signed in, as the page is.</summary>
internal static class TraceEndpoints
{
    internal static IEndpointRouteBuilder MapTraces(this IEndpointRouteBuilder routes)
    {
        routes.MapTraceColumns();
        routes.MapTraceExport();
        routes.MapQueryCompletion();
        return routes;
    }
}
