using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>GET and POST /api/v1/traces/{traceId}/verdict: whether an agent may go on. Time of the first does not grow with the trace; of the second with its stored spans.</summary>
internal static class VerdictEndpoint
{
    private static readonly string[] s_parameters = ["project"];

    internal static async Task<Ok<VerdictBody>> AnswerAsync(
        HttpContext http,
        string traceId,
        [FromQuery(Name = "project")] string? project,
        ITraceQueries traces,
        IGuardrailStore guardrails,
        IAccessStore access,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, s_parameters);
        var id = Read(traceId);
        var scope = await ProjectScope.ReadAsync(http.User, project, access, cancellationToken);
        foreach (var candidate in scope.Projects)
        {
            var stamp = await traces.GetStampAsync(new(candidate.Id, id), cancellationToken);

            // For somebody who sees all projects, the first that has it answers. A trace that nobody has seen is judged where the project is known.
            if (stamp is not null || scope.Project is not null)
            {
                var (settings, _) = await guardrails.GetAsync(candidate.Id, cancellationToken);
                return TypedResults.Ok(VerdictBody.Of(candidate, id, Verdict.Of(settings, stamp?.Summary)));
            }
        }

        throw new QueryMistake("project", $"No project has a span of the trace {id} yet. Name the project whose limits are to be looked at.");
    }

    internal static async Task<Ok<VerdictBody>> AnswerWithAsync(
        HttpContext http,
        string traceId,
        ITraceQueries traces,
        IGuardrailStore guardrails,
        IAccessStore access,
        CurrentPrices prices,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        var id = Read(traceId);
        var spans = PendingSpansBody.Read(await BodyAsync(http.Request, cancellationToken));
        var project = (await ProjectScope.ReadAsync(http.User, null, access, cancellationToken)).Project!;
        var key = new TraceKey(project.Id, id);
        if (await traces.GetStampAsync(key, cancellationToken) is { Summary.SpanCount: > PendingTrace.MostStoredSpans and var stored })
        {
            throw new QueryMistake(
                "traceId",
                $"The trace has {stored} spans stored; with spans that are not stored yet it is judged up to {PendingTrace.MostStoredSpans}. GET answers for the stored ones, however many.",
                StatusCodes.Status422UnprocessableEntity);
        }

        var facts = await traces.GetFactsAsync(key, cancellationToken);
        var (settings, _) = await guardrails.GetAsync(project.Id, cancellationToken);
        try
        {
            var pending = PendingTrace.Of(key, facts, spans, prices.Book, UnixNanos.From(clock.GetUtcNow()));
            return TypedResults.Ok(VerdictBody.Of(project, id, Verdict.Of(settings, pending.Summary), pending.Counted, pending.Stored));
        }
        catch (OverflowException)
        {
            throw new QueryMistake("spans", "Together with what is stored they come to more than can be counted. Send what the calls really used.");
        }
    }

    private static TraceId Read(string traceId) => TraceId.TryParse(traceId, out var id)
        ? id
        : throw new QueryMistake("traceId", $"'{QueryText.Shown(traceId)}' is not a trace id: it has 32 hexadecimal digits and is not all zero.");

    private static async Task<PendingSpansBody?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<PendingSpansBody>(request.Body, PendingSpansBody.Json, cancellationToken);
        }
        catch (JsonException mistake)
        {
            throw new QueryMistake(mistake.Path ?? "body", $"The body is no JSON of this shape, at line {mistake.LineNumber + 1}. Counts of tokens are whole numbers, costUsd is a decimal number in a string.");
        }
    }
}
