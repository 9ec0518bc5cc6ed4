using CostDashboard.Core.Access;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Web.Features.Traces.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>GET /api/v1/sessions/{id}: one session, whenever its traces were.</summary>
internal static class SessionEndpoint
{
    private static readonly string[] s_parameters = ["project"];

    internal static async Task<Ok<SessionBody>> AnswerAsync(
        HttpContext http, string id, [FromQuery(Name = "project")] string? project, ISessionQueries sessions, IAccessStore access, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, s_parameters);
        if (TextKey.Parse(id) is not { } key)
        {
            throw new QueryMistake("id", $"'{QueryText.Shown(id)}' is not the id of a session: it has 16 hexadecimal digits. The list of sessions has it: /api/v1/sessions?query=session:name");
        }

        // As with a trace: for somebody who sees all projects, the first that has it answers.
        var scope = await ProjectScope.ReadAsync(http.User, project, access, cancellationToken);
        foreach (var candidate in scope.Projects)
        {
            var one = OneSession.Whole(candidate.Id, SessionBy.Session, key);
            if (await sessions.ReadAsync(one, SessionSight.MostTraces, SessionSight.MostSpans, cancellationToken) is { } read)
            {
                return TypedResults.Ok(SessionBody.Of(candidate, read.Sums, read.Traces, read.Parts));
            }
        }

        throw new QueryMistake("id", $"There is no session {key}. It may not have arrived yet, or belong to another project.", StatusCodes.Status404NotFound);
    }
}
