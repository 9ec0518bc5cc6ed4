using CostDashboard.Core.Spans;

namespace CostDashboard.Clients.Tests.Provider;

/// <summary>A request that the provider answered and billed: what the ledger has to show, whatever the client reported.</summary>
/// <param name="Trace">The interface and what the prompt asked for, as the client's trace is named: <c>chat/cached</c>.</param>
/// <param name="Provider">As OpenTelemetry's <c>gen_ai.provider.name</c> has it.</param>
/// <param name="RequestModel">The name that the client asked for.</param>
/// <param name="Model">The name in the response, dated as the providers' own are.</param>
/// <param name="Usage">Disjoint classes, whatever way of counting the provider's interface has.</param>
/// <param name="ServiceTier">What the response says it was billed as.</param>
internal sealed record Answer(
    string Trace, string Provider, string RequestModel, string Model, string ResponseId, Usage Usage, string? ServiceTier, string? FinishReason);

/// <summary>One request as the provider counts it.</summary>
/// <param name="Number">Its place in the run. No two answers of a run use the same tokens, so that none can stand in for another.</param>
/// <param name="Tool">The function to call before answering; null when none is offered, or when its result came with the request.</param>
internal sealed record Turn(string Trace, int Number, string? Tool)
{
    internal string Scenario => Trace[(Trace.IndexOf('/', StringComparison.Ordinal) + 1)..];

    internal string Id(string prefix) => $"{prefix}{Number:D4}";
}

/// <summary>A billed answer, and how it goes out: whole, or as server-sent events.</summary>
/// <param name="Body">The answer, or its events in order where <paramref name="IsStreamed"/>.</param>
internal sealed record Reply(Answer Answer, IReadOnlyList<object> Body, bool IsStreamed);

/// <summary>A server-sent event with a name, as Anthropic and the Responses API send them.</summary>
internal sealed record NamedEvent(string Name, object Data);
