using Caller = CostDashboard.Web.Tests.Hosting.EndpointAccessTests.Caller;

namespace CostDashboard.Web.Tests.Hosting;

internal static partial class EndpointAccessCases
{
    /// <summary>Features and their values, environments, coding agents.</summary>
    public static TheoryData<string, string, Caller, int> Features { get; } = new()
    {
        { "GET", "/coding-agents", Caller.Stranger, 302 },
        { "GET", "/coding-agents", Caller.Viewer, 200 },
        { "GET", "/environments", Caller.Stranger, 302 },
        { "GET", "/environments", Caller.Viewer, 200 },
        { "POST", "/environments", Caller.Viewer, 403 },
        { "GET", "/features", Caller.Stranger, 302 },
        { "GET", "/features", Caller.Viewer, 200 },
        { "GET", "/features/values", Caller.Stranger, 302 },
        { "GET", "/features/values", Caller.Viewer, 200 },
        { "POST", "/features/values", Caller.Viewer, 403 },
        { "GET", "/features/import", Caller.Stranger, 302 },
        { "GET", "/features/import", Caller.Viewer, 200 },
        { "POST", "/features/import", Caller.Viewer, 403 },
        { "GET", "/features.csv", Caller.Stranger, 401 },
        { "GET", "/features.csv", Caller.Viewer, 200 },
        { "GET", "/features/values.csv", Caller.Stranger, 302 },
        { "GET", "/features/values.csv", Caller.Viewer, 200 },
        { "POST", "/api/v1/feature-values", Caller.Stranger, 401 },
        { "POST", "/api/v1/feature-values", Caller.RevokedKey, 401 },
        { "POST", "/api/v1/feature-values", Caller.Administrator, 401 }, // by a key alone: a cookie would need the token of a form
        { "POST", "/api/v1/feature-values", Caller.Key, 400 },
    };
}
