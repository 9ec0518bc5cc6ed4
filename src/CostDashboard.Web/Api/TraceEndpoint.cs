using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>GET /api/v1/traces/{traceId}: a whole trace.</summary>
internal static class TraceEndpoint
{
    private static readonly string[] s_parameters = ["project"];

    internal static async Task<Ok<TraceBody>> AnswerAsync(
        HttpContext http,
        string traceId,
        [FromQuery(Name = "project")] string? project,
        ITraceQueries traces,
        IAccessStore access,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, s_parameters);
        if (!TraceId.TryParse(traceId, out var id))
        {
            throw new QueryMistake("traceId", $"'{QueryText.Shown(traceId)}' is not a trace id: it has 32 hexadecimal digits and is not all zero.");
        }

        // Two projects may hold the same trace id. A key sees one project; for somebody who sees all, the first that has it answers.
        var scope = await ProjectScope.ReadAsync(http.User, project, access, cancellationToken);
        foreach (var candidate in scope.Projects)
        {
            var key = new TraceKey(candidate.Id, id);
            if (await traces.GetSpansAsync(key, cancellationToken) is { Count: > 0 } spans)
            {
                var facts = await traces.GetFactsAsync(key, cancellationToken);
                return TypedResults.Ok(TraceBody.Of(candidate, key, spans, facts, UnixNanos.From(clock.GetUtcNow())));
            }
        }

        throw new QueryMistake("traceId", $"There is no trace {id}. It may not have arrived yet, or belong to another project.", StatusCodes.Status404NotFound);
    }
}
