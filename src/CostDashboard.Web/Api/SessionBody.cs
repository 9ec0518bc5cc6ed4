using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Sessions;

namespace CostDashboard.Web.Api;

/// <summary>A session with its traces in order.</summary>
/// <param name="Session">The figures of all its traces.</param>
/// <param name="Traces">By their start, at most 2,000; the session counts all.</param>
/// <param name="Parts">What its calls cost by step and model, the dearest first, at most 500; null where its traces have more than 200,000 spans.</param>
internal sealed record SessionBody(string Project, int ProjectId, SessionRowBody Session, IReadOnlyList<SessionTraceBody> Traces, IReadOnlyList<SessionPartBody>? Parts)
{
    internal static SessionBody Of(Project project, SessionSummary session, IReadOnlyList<TraceSummary> traces, IReadOnlyList<SessionPart>? parts) => new(
        project.Name,
        project.Id.Value,
        SessionRowBody.Of(session),
        [.. SessionLines.Of(traces).Select(line => SessionTraceBody.Of(line, project))],
        parts is null ? null : [.. parts.Select(SessionPartBody.Of)]);
}

/// <summary>A trace of a session.</summary>
/// <param name="RunningCostUsd">Of this trace and those before it, as far as it is known.</param>
/// <param name="RunningUnpricedCalls">Calls of unknown cost up to here, which are not in it.</param>
/// <param name="ContextTokens">Mean input tokens of a call, cached ones among them; null where the trace has no call.</param>
internal sealed record SessionTraceBody(TraceRowBody Trace, string? RunningCostUsd, long RunningUnpricedCalls, double? ContextTokens)
{
    internal static SessionTraceBody Of(SessionLine line, Project project) => new(
        TraceRowBody.Of(line.Trace, [project]),
        AnswerText.KnownUsd(line.RunningNanoUsd, line.RunningUnpriced, line.RunningUnpriced),
        line.RunningUnpriced,
        line.Context);
}

/// <summary>What the charged calls of one step and model cost in a session.</summary>
internal sealed record SessionPartBody(string Step, string Model, long Calls, long UnpricedCalls, long PartialCalls, string? CostUsd)
{
    internal static SessionPartBody Of(SessionPart part) =>
        new(part.Step, part.Model, part.Calls, part.UnpricedCalls, part.PartialCalls, AnswerText.KnownUsd(part.CostNanoUsd, part.Calls, part.UnpricedCalls));
}
