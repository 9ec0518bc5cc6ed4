using Caller = CostDashboard.Web.Tests.Hosting.EndpointAccessTests.Caller;

namespace CostDashboard.Web.Tests.Hosting;

internal static partial class EndpointAccessCases
{
    /// <summary>What watches spend and what stops agents.</summary>
    public static TheoryData<string, string, Caller, int> Watching { get; } = new()
    {
        { "GET", "/insights", Caller.Stranger, 302 },
        { "GET", "/insights", Caller.Viewer, 200 },
        { "GET", "/insights", Caller.Key, 302 },
        { "POST", "/insights", Caller.Viewer, 403 },
        { "GET", "/api/v1/events", Caller.Stranger, 401 },
        { "GET", "/api/v1/events", Caller.Viewer, 200 },
        { "GET", "/api/v1/events", Caller.Key, 200 },
        { "POST", "/api/v1/events", Caller.Stranger, 401 },
        { "POST", "/api/v1/events", Caller.Administrator, 401 },
        { "POST", "/api/v1/events", Caller.RevokedKey, 401 },
        { "POST", "/api/v1/events", Caller.Key, 400 },
        { "GET", "/budgets", Caller.Stranger, 302 },
        { "GET", "/budgets", Caller.Viewer, 200 },
        { "GET", "/budgets", Caller.Key, 302 },
        { "POST", "/budgets", Caller.Viewer, 403 },
        { "GET", "/api/v1/budgets", Caller.Stranger, 401 },
        { "GET", "/api/v1/budgets", Caller.Viewer, 200 },
        { "GET", "/api/v1/budgets", Caller.Key, 200 },
        { "GET", "/api/v1/budgets?project=other", Caller.Key, 403 },
        { "POST", "/api/v1/budgets", Caller.Stranger, 401 },
        { "POST", "/api/v1/budgets", Caller.Administrator, 400 },
        { "POST", "/api/v1/budgets", Caller.RevokedKey, 401 },
        { "DELETE", "/api/v1/budgets/1", Caller.Viewer, 403 },
        { "DELETE", "/api/v1/budgets/1", Caller.Key, 403 },
        { "GET", "/alert-rules", Caller.Stranger, 302 },
        { "GET", "/alert-rules", Caller.Viewer, 200 },
        { "POST", "/alert-rules", Caller.Viewer, 403 },
        { "GET", "/api/v1/alert-rules", Caller.Stranger, 401 },
        { "GET", "/api/v1/alert-rules", Caller.Viewer, 200 },
        { "GET", "/api/v1/alert-rules?project=other", Caller.Key, 403 },
        { "POST", "/api/v1/alert-rules", Caller.Administrator, 400 },
        { "POST", "/api/v1/alert-rules/preview", Caller.Stranger, 401 },
        { "DELETE", "/api/v1/alert-rules/1", Caller.Viewer, 403 },
        { "DELETE", "/api/v1/alert-rules/1", Caller.Key, 403 },
        { "GET", "/guardrails", Caller.Stranger, 302 },
        { "GET", "/guardrails", Caller.Viewer, 200 },
        { "GET", "/guardrails", Caller.Key, 302 },
        { "POST", "/guardrails", Caller.Viewer, 403 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Stranger, 401 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.RevokedKey, 401 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Key, 200 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/verdict?project=other", Caller.Key, 403 },
        { "GET", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Viewer, 400 }, // of which project's limits?
        { "GET", "/api/v1/traces/" + SomeTrace + "/verdict?project=other", Caller.Viewer, 200 },
        { "POST", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Stranger, 401 },
        { "POST", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.RevokedKey, 401 },
        { "POST", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Administrator, 401 }, // by a key alone
        { "POST", "/api/v1/traces/" + SomeTrace + "/verdict", Caller.Key, 400 },
    };
}
