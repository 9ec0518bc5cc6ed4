using Caller = CostDashboard.Web.Tests.Hosting.EndpointAccessTests.Caller;

namespace CostDashboard.Web.Tests.Hosting;

internal static partial class EndpointAccessCases
{
    /// <summary>Signing in, keys, users, jobs, the doors for spans.</summary>
    public static TheoryData<string, string, Caller, int> Administration { get; } = new()
    {
        { "GET", "/keys", Caller.Stranger, 302 },
        { "GET", "/keys", Caller.Viewer, 200 },
        { "GET", "/keys", Caller.Administrator, 200 },
        { "GET", "/keys", Caller.Key, 302 },
        { "POST", "/keys", Caller.Stranger, 302 },
        { "POST", "/keys", Caller.Viewer, 403 },
        { "POST", "/keys", Caller.Administrator, 400 }, // no token of a form: the browser tests post with one
        { "POST", "/start", Caller.Viewer, 403 },
        { "GET", "/start", Caller.Viewer, 200 },
        { "GET", "/administration/users", Caller.Stranger, 302 },
        { "GET", "/administration/users", Caller.Viewer, 403 },
        { "POST", "/administration/users", Caller.Viewer, 403 },
        { "GET", "/administration/users", Caller.Administrator, 200 },
        { "GET", "/administration/projects", Caller.Viewer, 403 },
        { "GET", "/administration/projects", Caller.Administrator, 200 },
        { "GET", "/administration/audit", Caller.Viewer, 403 },
        { "GET", "/administration/audit", Caller.Administrator, 200 },
        { "GET", "/jobs", Caller.Stranger, 302 },
        { "GET", "/jobs", Caller.Viewer, 403 },
        { "GET", "/jobs", Caller.Administrator, 200 },
        { "POST", "/jobs", Caller.Viewer, 403 },
        { "POST", "/jobs", Caller.Administrator, 400 }, // no token of a form
        { "GET", "/jobs/watch", Caller.Viewer, 403 },
        { "GET", "/jobs/nonsense", Caller.Administrator, 404 },
        { "POST", "/signout", Caller.Stranger, 302 },
        { "POST", "/signout", Caller.Viewer, 400 }, // no token of a form
        { "POST", "/_blazor/negotiate", Caller.Stranger, 401 },
        { "POST", "/_blazor/negotiate?negotiateVersion=1", Caller.Viewer, 200 },
        { "GET", "/no-such-page", Caller.Stranger, 302 },
        { "GET", "/no-such-page", Caller.Viewer, 404 },
        { "GET", "/api/v1/nothing", Caller.Key, 404 },
        { "GET", "/openapi/v1.json", Caller.Stranger, 200 },
        { "GET", "/healthz", Caller.Stranger, 200 },
        { "GET", "/readyz", Caller.Stranger, 200 },
        { "POST", "/v1/traces", Caller.Stranger, 401 },
        { "POST", "/v1/traces", Caller.RevokedKey, 401 },
    };
}
