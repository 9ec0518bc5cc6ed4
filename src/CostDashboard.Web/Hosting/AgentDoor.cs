using System.Globalization;
using System.Security.Claims;
using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Mcp;
using CostDashboard.Web.Api;

namespace CostDashboard.Web.Hosting;

/// <summary>The door for agents: the Model Context Protocol at <c>/mcp</c>, for keys alone. It waits where questions to the API wait.</summary>
internal static class AgentDoor
{
    internal static void AddAgentDoor(this IServiceCollection services) => services.AddMcp();

    internal static void MapMcpForKeys(this IEndpointRouteBuilder routes) =>
        routes.MapMcp(CallerOf).RequireAuthorization(ReadApi.Sender).RequireRateLimiting(ReadApi.Limit);

    // Links lead where people open the dashboard; where nobody said so, to where the agent found it.
    private static McpCaller CallerOf(HttpContext http) => new(
        new ProjectId(int.Parse(http.User.FindFirstValue(ProjectScope.ProjectClaim)!, CultureInfo.InvariantCulture)),
        ApiKeySignIn.KeyIdOf(http.User),
        http.Request.Headers.UserAgent,
        http.RequestServices.GetRequiredService<DeliveryContext>().Base ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}/"));
}
