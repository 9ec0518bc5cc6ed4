using Caller = CostDashboard.Web.Tests.Hosting.EndpointAccessTests.Caller;

namespace CostDashboard.Web.Tests.Hosting;

internal static partial class EndpointAccessCases
{
    /// <summary>Prices and pricing again.</summary>
    public static TheoryData<string, string, Caller, int> Prices { get; } = new()
    {
        { "GET", "/prices", Caller.Stranger, 302 },
        { "GET", "/prices", Caller.Viewer, 200 },
        { "POST", "/prices", Caller.Viewer, 403 },
        { "GET", "/prices/openai/gpt-4o", Caller.Stranger, 302 },
        { "GET", "/prices/openai/gpt-4o", Caller.Viewer, 200 },
        { "GET", "/prices/overrides", Caller.Stranger, 302 },
        { "GET", "/prices/overrides", Caller.Viewer, 200 },
        { "POST", "/prices/overrides", Caller.Viewer, 403 },
        { "GET", "/prices/import", Caller.Stranger, 302 },
        { "GET", "/prices/import", Caller.Viewer, 200 },
        { "POST", "/prices/import", Caller.Viewer, 403 },
        { "GET", "/prices/import/00000000000000000000000000000001", Caller.Viewer, 200 },
        { "POST", "/prices/import/00000000000000000000000000000001", Caller.Viewer, 403 },
        { "GET", "/prices/unknown", Caller.Stranger, 302 },
        { "GET", "/prices/unknown", Caller.Viewer, 200 },
        { "POST", "/prices/unknown", Caller.Viewer, 403 },
        { "GET", "/prices/repricing", Caller.Stranger, 302 },
        { "GET", "/prices/repricing", Caller.Viewer, 200 },
        { "GET", "/prices/repricing", Caller.Key, 302 },
        { "POST", "/prices/repricing", Caller.Stranger, 302 },
        { "POST", "/prices/repricing", Caller.Viewer, 403 },
        { "POST", "/prices/repricing/1", Caller.Viewer, 403 },
        { "GET", "/prices/repricing/1", Caller.Viewer, 404 },
        { "GET", "/api/v1/prices", Caller.Stranger, 401 },
        { "GET", "/api/v1/prices", Caller.Key, 200 },
        { "GET", "/api/v1/prices", Caller.Viewer, 200 },
        { "POST", "/api/v1/prices", Caller.Key, 405 },
        { "GET", "/api/v1/prices/match?model=gpt-4o", Caller.Stranger, 401 },
        { "GET", "/api/v1/prices/match?model=gpt-4o", Caller.Key, 200 },
    };
}
