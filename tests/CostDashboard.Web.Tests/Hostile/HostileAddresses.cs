using CostDashboard.Core.Traces.Sessions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using static CostDashboard.Web.Tests.Hostile.HostileSpans;

namespace CostDashboard.Web.Tests.Hostile;

/// <summary>Every address that answers a GET, from the table of routes, asked so that it shows what the spans are called.</summary>
internal static class HostileAddresses
{
    // Answers that are no page and no export, and such that hold nothing of spans.
    private static readonly string[] s_elsewhere =
        ["/_blazor", "/_framework", "/openapi", "/healthz", "/readyz", "/signin", "/signout", "/setup", "/password", "/not-found", "/v1/", "/api/public/", "/mcp", "/opentelemetry.proto", "/sources/tail"];

    // What a parameter of a route needs, so that more than "not found" is answered. The markup is in it where a person could have put it.
    private static readonly Dictionary<string, string> s_values = new(StringComparer.Ordinal)
    {
        ["/traces/{Id}"] = Trace.ToString(),
        ["/sessions/{Key}"] = TextKey.Of(Markup).ToString(),
        ["/sessions/users/{Key}"] = TextKey.Of(Markup).ToString(),
        ["/api/v1/sessions/{id}"] = TextKey.Of(Markup).ToString(),
        ["/incidents/{Id:int}"] = "1",
        ["/api/v1/incidents/{id:int}"] = "1",
        ["/api/v1/budgets/{id:int}"] = "1",
        ["/jobs/{Name}"] = "watch",
        ["/api/v1/jobs/{name}"] = "watch",
        ["/prices/{Provider}/{Model}"] = Uri.EscapeDataString(Markup.Replace("/", "", StringComparison.Ordinal)),
    };

    // Pages of what only a person makes. Without it they are not found, and say so.
    private static readonly Dictionary<string, string> s_madeByPeople = new(StringComparer.Ordinal)
    {
        ["/prices/repricing/{Id:int}"] = "1",
        ["/prices/import/{Id:guid}"] = "00000000-0000-0000-0000-000000000001",
    };

    private static readonly string s_markup = Uri.EscapeDataString(Markup);

    // What is asked beside the usual.
    private static readonly Dictionary<string, string[]> s_asked = new(StringComparer.Ordinal)
    {
        ["/traces/{Id}"] = ["costpath=on&find=injected&open=9", "view=run", "view=flame&by=cost", "view=flame&table=1", "view=statistics", "view=conversation", "view=linked", "span=0000000000000002", "span=0000000000000004"],
        ["/traces/compare"] = [$"b={Trace}&a={Trace}&rows=all", $"a={s_markup}", $"b={Trace}"],
        ["/spend"] = ["by=step,model,customer&open=*", "by=user", "by=feature", "by=service", "by=environment", $"step={s_markup}"],
        ["/spend.csv"] = ["by=step,model,customer", "by=user"],
        ["/spend.xlsx"] = ["by=step,model,customer", "by=user"],
        ["/spend-over-time.csv"] = ["by=step", "by=user"],
        ["/steps/step"] = [$"step={s_markup}"],
        ["/what-if"] = [$"trace={Trace}", $"with={s_markup}", $"step={s_markup}"],
        ["/traces"] = ["cols=user,session,customer,feature,errors&density=compact", $"query={Uri.EscapeDataString("step:\"" + Markup)}", $"q={s_markup}"],
        ["/prices"] = [$"q={s_markup}"],
        ["/prices/unknown"] = [$"provider=openai&model={s_markup}"],
        ["/api/v1/spend"] = ["by=step,model,customer", "by=user", "by=feature,service,environment", $"customer={s_markup}"],
        ["/api/v1/outcomes"] = [$"customer={s_markup}"],
        ["/api/v1/traces"] = [$"customer={s_markup}"],
        ["/api/v1/sessions"] = ["project=tests", $"project=tests&customer={s_markup}"],
        ["/api/v1/prices/match"] = ["model=gpt-4o-mini"],
        ["/traces/complete"] = ["text=step:", "text=customer:", "text=model:", "text=user:"],
    };

    // These say that a question without what they need is not whole.
    private static readonly string[] s_needing = ["/api/v1/prices/match", "/api/v1/sessions"];

    internal static bool IsMadeByPeople(string pattern) => s_madeByPeople.ContainsKey(pattern);

    /// <summary>A route that is added is visited without a line here, unless it has a parameter that nobody has given a value: then the test says so.</summary>
    internal static IEnumerable<(string Pattern, string Path)> All(EndpointDataSource routes)
    {
        foreach (var route in routes.Endpoints.OfType<RouteEndpoint>().Where(AnswersGet))
        {
            var pattern = "/" + route.RoutePattern.RawText?.TrimStart('/');
            if (route.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll) || s_elsewhere.Any(other => pattern.StartsWith(other, StringComparison.Ordinal)))
            {
                continue;
            }

            var isApi = pattern.StartsWith("/api/", StringComparison.Ordinal);
            string[] usual = s_needing.Contains(pattern) ? [] : isApi ? [""] : ["range=24h", $"range=24h&customer={s_markup}"];
            foreach (var asked in s_asked.GetValueOrDefault(pattern, []).Concat(usual))
            {
                yield return (pattern, $"{Filled(pattern, route.RoutePattern)}?{asked}");
            }
        }
    }

    private static bool AnswersGet(RouteEndpoint route) =>
        route.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        && (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods || methods.Contains("GET"));

    private static string Filled(string pattern, RoutePattern route)
    {
        if (route.Parameters.Count == 0)
        {
            return pattern;
        }

        var value = s_values.GetValueOrDefault(pattern) ?? s_madeByPeople.GetValueOrDefault(pattern) ?? (route.Parameters is [{ Name: "traceId" }] ? Trace.ToString() : null);
        Assert.True(value is not null, $"Say with which value {pattern} is to be visited.");
        var path = pattern;
        while (path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var begin)
        {
            path = path[..begin] + value + path[(path.IndexOf('}', StringComparison.Ordinal) + 1)..];
        }

        return path;
    }
}
