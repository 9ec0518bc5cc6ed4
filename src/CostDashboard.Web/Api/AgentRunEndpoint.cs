using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Traces.Runs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>GET /api/v1/traces/{traceId}/run: what the agents of a trace did.</summary>
internal static class AgentRunEndpoint
{
    private static readonly string[] s_parameters = ["project"];

    internal static async Task<Ok<AgentRunsBody>> AnswerAsync(
        HttpContext http,
        string traceId,
        [FromQuery(Name = "project")] string? project,
        TraceAgentsReading reading,
        IAccessStore access,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, s_parameters);
        if (!TraceId.TryParse(traceId, out var id))
        {
            throw new QueryMistake("traceId", $"'{QueryText.Shown(traceId)}' is not a trace id: it has 32 hexadecimal digits and is not all zero.");
        }

        // As with the trace itself: for somebody who sees all projects, the first that has it answers.
        var scope = await ProjectScope.ReadAsync(http.User, project, access, cancellationToken);
        foreach (var candidate in scope.Projects)
        {
            if (await reading.ReadAsync(new(candidate.Id, id), http.User, cancellationToken) is { } agents)
            {
                return TypedResults.Ok(AgentRunsBody.Of(candidate, id, agents));
            }
        }

        throw new QueryMistake("traceId", $"There is no trace {id}. It may not have arrived yet, or belong to another project.", StatusCodes.Status404NotFound);
    }
}
