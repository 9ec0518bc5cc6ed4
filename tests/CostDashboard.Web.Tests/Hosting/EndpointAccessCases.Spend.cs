using Caller = CostDashboard.Web.Tests.Hosting.EndpointAccessTests.Caller;

namespace CostDashboard.Web.Tests.Hosting;

/// <summary>Which answer whom awaits at which endpoint, a file for each noun.</summary>
internal static partial class EndpointAccessCases
{
    /// <summary>Spend, steps, errors and what is asked of them.</summary>
    public static TheoryData<string, string, Caller, int> Spend { get; } = new()
    {
        { "GET", "/", Caller.Viewer, 200 },
        { "GET", "/spend", Caller.Viewer, 200 },
        { "GET", "/spend/differences", Caller.Stranger, 302 },
        { "GET", "/spend/differences", Caller.Viewer, 200 },
        { "GET", "/spend.csv", Caller.Viewer, 200 },
        { "GET", "/spend.csv", Caller.Stranger, 401 },
        { "POST", "/spend", Caller.Viewer, 403 },
        { "POST", "/views/save", Caller.Stranger, 302 },
        { "POST", "/views/rename", Caller.Stranger, 302 },
        { "POST", "/views/remove", Caller.Stranger, 302 },
        { "POST", "/views/remove", Caller.Key, 302 },
        { "GET", "/spend-over-time.csv", Caller.Viewer, 200 },
        { "GET", "/spend-over-time.csv", Caller.Stranger, 401 },
        { "GET", "/spend.xlsx", Caller.Viewer, 200 },
        { "GET", "/spend.xlsx", Caller.Stranger, 401 },
        { "GET", "/spend.xlsx", Caller.Key, 401 },
        { "GET", "/spend.csv?by=model&measure=cost-per-trace", Caller.Viewer, 400 },
        { "GET", "/steps", Caller.Stranger, 302 },
        { "GET", "/steps", Caller.Viewer, 200 },
        { "GET", "/steps.csv", Caller.Viewer, 200 },
        { "GET", "/steps.csv", Caller.Stranger, 401 },
        { "GET", "/steps.csv", Caller.Key, 401 },
        { "GET", "/steps/step?step=answer", Caller.Viewer, 200 },
        { "GET", "/steps/step", Caller.Stranger, 302 },
        { "GET", "/errors", Caller.Stranger, 302 },
        { "GET", "/errors", Caller.Viewer, 200 },
        { "GET", "/errors.csv", Caller.Viewer, 200 },
        { "GET", "/errors.csv?user=u1", Caller.Viewer, 400 },
        { "GET", "/errors.csv", Caller.Stranger, 401 },
        { "GET", "/errors.csv", Caller.Key, 401 },
        { "GET", "/correlation?of=calls", Caller.Viewer, 200 },
        { "GET", "/correlation", Caller.Stranger, 302 },
        { "GET", "/api/v1/spend", Caller.Stranger, 401 },
        { "GET", "/api/v1/spend", Caller.Viewer, 200 },
        { "GET", "/api/v1/spend", Caller.Administrator, 200 },
        { "GET", "/api/v1/spend", Caller.Key, 200 },
        { "GET", "/api/v1/spend", Caller.UnknownKey, 401 },
        { "GET", "/api/v1/spend", Caller.RevokedKey, 401 },
        { "GET", "/api/v1/spend?project=other", Caller.Key, 403 },
        { "GET", "/api/v1/spend?project=other", Caller.Viewer, 200 },
        { "POST", "/api/v1/spend", Caller.Key, 405 },
        { "GET", "/api/v1/outcomes", Caller.Stranger, 401 },
        { "GET", "/api/v1/outcomes", Caller.Viewer, 200 },
        { "GET", "/api/v1/outcomes", Caller.Key, 200 },
        { "GET", "/api/v1/outcomes?user=u1", Caller.Key, 422 },
        { "GET", "/api/v1/outcomes?grain=day", Caller.Key, 400 },
        { "GET", "/api/v1/outcomes?project=other", Caller.Key, 403 },
    };
}
