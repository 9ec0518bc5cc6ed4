using CostDashboard.Core.Access;
using CostDashboard.Core.Traces.Links;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>GET /api/v1/traces/{traceId}/linked: what a trace comes to with those that it started.</summary>
internal static class LinkedEndpoint
{
    private static readonly string[] s_parameters = ["project"];

    internal static async Task<Ok<LinkedBody>> AnswerAsync(
        HttpContext http,
        string traceId,
        [FromQuery(Name = "project")] string? project,
        ILinkedTraces links,
        IAccessStore access,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, s_parameters);
        if (!TraceId.TryParse(traceId, out var id))
        {
            throw new QueryMistake("traceId", $"'{QueryText.Shown(traceId)}' is not a trace id: it has 32 hexadecimal digits and is not all zero.");
        }

        // Links are followed within one project alone: what a caller may not see is neither named nor counted.
        var scope = await ProjectScope.ReadAsync(http.User, project, access, cancellationToken);
        foreach (var candidate in scope.Projects)
        {
            if (await links.GetAsync(new(candidate.Id, id), cancellationToken) is { } linked)
            {
                return TypedResults.Ok(LinkedBody.Of(candidate, linked));
            }
        }

        throw new QueryMistake("traceId", $"There is no trace {id}. It may not have arrived yet, or belong to another project.", StatusCodes.Status404NotFound);
    }
}
