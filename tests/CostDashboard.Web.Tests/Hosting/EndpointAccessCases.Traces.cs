using Caller = CostDashboard.Web.Tests.Hosting.EndpointAccessTests.Caller;

namespace CostDashboard.Web.Tests.Hosting;

internal static partial class EndpointAccessCases
{
    private const string SomeTrace = "0123456789abcdef0123456789abcdef";

    /// <summary>Traces, sessions and what spans say.</summary>
    public static TheoryData<string, string, Caller, int> Traces { get; } = new()
    {
        { "GET", "/traces/" + SomeTrace + "/statistics.csv", Caller.Stranger, 302 },
        { "GET", "/traces/" + SomeTrace + "/statistics.csv", Caller.Key, 302 },
        { "GET", "/traces/" + SomeTrace + "/statistics.csv", Caller.Viewer, 404 },
        { "GET", "/traces/nonsense/statistics.csv", Caller.Viewer, 404 },
        { "GET", "/traces", Caller.Viewer, 200 },
        { "POST", "/traces", Caller.Viewer, 403 },
        { "GET", "/sessions", Caller.Stranger, 302 },
        { "GET", "/sessions", Caller.Viewer, 200 },
        { "GET", "/sessions/users", Caller.Key, 302 },
        { "GET", "/sessions/0123456789abcdef", Caller.Stranger, 302 },
        { "GET", "/sessions/users/0123456789abcdef", Caller.Viewer, 200 },
        { "POST", "/sessions", Caller.Viewer, 403 },
        { "GET", "/api/v1/sessions", Caller.Stranger, 401 },
        { "GET", "/api/v1/sessions", Caller.UnknownKey, 401 },
        { "GET", "/api/v1/sessions/0123456789abcdef", Caller.RevokedKey, 401 },
        { "GET", "/attributes", Caller.Stranger, 302 },
        { "GET", "/attributes", Caller.Viewer, 200 },
        { "POST", "/attributes", Caller.Viewer, 403 },
        { "GET", "/content", Caller.Stranger, 302 },
        { "GET", "/content", Caller.Viewer, 200 },
        { "POST", "/content", Caller.Viewer, 403 },
        { "GET", "/api/v1/traces", Caller.Stranger, 401 },
        { "GET", "/api/v1/traces", Caller.Key, 200 },
        { "GET", "/api/v1/traces/" + SomeTrace, Caller.Stranger, 401 },
        { "GET", "/api/v1/traces/" + SomeTrace, Caller.Key, 404 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/otlp", Caller.Stranger, 401 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/otlp", Caller.RevokedKey, 401 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/otlp", Caller.Viewer, 404 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/otlp", Caller.Key, 404 },
        { "POST", "/api/v1/traces/" + SomeTrace + "/otlp", Caller.Key, 405 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/content", Caller.Stranger, 401 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/content", Caller.Key, 403 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/content", Caller.Administrator, 404 },
    };
}
