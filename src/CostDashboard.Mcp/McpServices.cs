using CostDashboard.Mcp.Serving;
using CostDashboard.Mcp.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Mcp;

/// <summary>Puts the server for agents into an application.</summary>
public static class McpServices
{
    /// <summary>
    /// Registers the tools. The application provides the ports they ask (<c>ISpendQueries</c>, <c>ITraceQueries</c>, <c>IIncidentStore</c>, <c>IGuardrailStore</c>,
    /// <c>IBudgetStore</c>, <c>IBudgetQueries</c>, <c>IAccessStore</c>, <c>ISpanDoor</c>, <c>CurrentPrices</c>), <c>OrganisationCalendar</c> and <c>TimeProvider</c>.
    /// </summary>
    public static IServiceCollection AddMcp(this IServiceCollection services)
    {
        // In the order in which they are listed.
        services.AddTool<GetCostsTool>();
        services.AddTool<GetSpikeTool>();
        services.AddTool<ListTracesTool>();
        services.AddTool<GetTraceTool>();
        services.AddTool<CheckBudgetTool>();
        services.AddTool<ListIncidentsTool>();
        services.AddTool<ListModelsTool>();
        services.AddTool<RecordSpansTool>();
        services.AddTransient<Resources>();
        return services;
    }

    /// <summary>Maps <c>/mcp</c>: a message is posted; there is neither a stream to listen to nor a session to end, which the protocol has a status for. Who may use it is for the application to say: only requests of a key may reach it.</summary>
    /// <param name="callerOf">The key of an authorised request, as whom it asks and records.</param>
    public static IEndpointConventionBuilder MapMcp(this IEndpointRouteBuilder routes, Func<HttpContext, McpCaller> callerOf)
    {
        var door = routes.MapGroup("/mcp").ExcludeFromDescription();
        door.MapPost("", (HttpContext http) => McpDoor.AnswerAsync(http, callerOf(http))).WithMetadata(new RequestSizeLimitAttribute(McpDoor.MostBytes));
        door.MapMethods("", [HttpMethods.Get, HttpMethods.Delete], () => TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed));
        return door;
    }

    private static void AddTool<T>(this IServiceCollection services)
        where T : DashboardTool
    {
        services.AddTransient<T>();
        services.AddTransient<DashboardTool>(provider => provider.GetRequiredService<T>());
    }
}
