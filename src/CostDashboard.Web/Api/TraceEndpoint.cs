using System.Security.Claims;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>GET /api/v1/traces/{traceId}: a whole trace; and the same, or one span of it, as OTLP.</summary>
internal static class TraceEndpoint
{
    private static readonly string[] s_parameters = ["project"];
    private static readonly string[] s_otlpParameters = ["project", "span"];

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
        var (found, key, spans) = await FindAsync(http.User, traceId, project, traces, access, cancellationToken);
        var facts = await traces.GetFactsAsync(key, cancellationToken);
        return TypedResults.Ok(TraceBody.Of(found, key, spans, facts, UnixNanos.From(clock.GetUtcNow())));
    }

    internal static async Task<PushStreamHttpResult> AnswerOtlpAsync(
        HttpContext http,
        string traceId,
        [FromQuery(Name = "project")] string? project,
        [FromQuery(Name = "span")] string? span,
        ITraceQueries traces,
        IAccessStore access,
        IOtlpWriter otlp,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, s_otlpParameters);
        var (_, _, stored) = await FindAsync(http.User, traceId, project, traces, access, cancellationToken);
        var spans = stored.Select(s => s.Span.Source);
        var name = stored[0].Key.Trace.ToString();
        if (!string.IsNullOrEmpty(span))
        {
            if (!SpanId.TryParse(span, out var id) || stored.All(s => s.Key.Span != id))
            {
                throw new QueryMistake("span", $"The trace has no span '{QueryText.Shown(span)}'.", StatusCodes.Status404NotFound);
            }

            (spans, name) = (spans.Where(s => s.Key.Span == id), $"{name}-{id}");
        }

        // The same trace is the same file, however its spans came.
        DecodedSpan[] ordered = [.. spans.OrderBy(s => s.Start).ThenBy(s => s.Key.Span)];
        return TypedResults.Stream(to => otlp.WriteJsonAsync(ordered, to, cancellationToken), "application/json", $"trace-{name}.otlp.json");
    }

    private static async Task<(Project Project, TraceKey Key, IReadOnlyList<PricedSpan> Spans)> FindAsync(
        ClaimsPrincipal caller, string traceId, string? project, ITraceQueries traces, IAccessStore access, CancellationToken cancellationToken)
    {
        if (!TraceId.TryParse(traceId, out var id))
        {
            throw new QueryMistake("traceId", $"'{QueryText.Shown(traceId)}' is not a trace id: it has 32 hexadecimal digits and is not all zero.");
        }

        // Two projects may hold the same trace id. A key sees one project; for somebody who sees all, the first that has it answers.
        var scope = await ProjectScope.ReadAsync(caller, project, access, cancellationToken);
        foreach (var candidate in scope.Projects)
        {
            var key = new TraceKey(candidate.Id, id);
            if (await traces.GetSpansAsync(key, cancellationToken) is { Count: > 0 } spans)
            {
                return (candidate, key, spans);
            }
        }

        throw new QueryMistake("traceId", $"There is no trace {id}. It may not have arrived yet, or belong to another project.", StatusCodes.Status404NotFound);
    }
}
