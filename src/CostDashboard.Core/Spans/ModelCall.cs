using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spans;

/// <summary>What a model was asked and what it used. A span with tokens is a call until the trace shows that it only repeats its children's.</summary>
/// <param name="Provider">As OpenTelemetry's <c>gen_ai.provider.name</c> has it (openai, anthropic, aws.bedrock …); empty when unknown.</param>
/// <param name="Model">The model that answered, else the one that was asked for; empty when the span names none.</param>
/// <param name="ServiceTier">What the response names (batch, flex, priority …), else what was asked for; null is the standard tier.</param>
/// <param name="ReportedCost">A cost that the span itself states; it wins over a computed one.</param>
/// <param name="TimeToFirstToken">Nanoseconds from the span's start; null where it was not measured.</param>
/// <param name="MaxTokens">The cap that the request set; null means uncapped.</param>
/// <param name="UsageRule">Which rule made the disjoint classes out of the emitter's numbers (shown in the trace view); null where the span states no usage, so that zero tokens stated and none stated stay apart.</param>
public sealed record ModelCall(
    string Provider,
    string Model,
    Usage Usage,
    string? RequestModel = null,
    string? ResponseId = null,
    string? ServiceTier = null,
    Usd? ReportedCost = null,
    long? TimeToFirstToken = null,
    long? MaxTokens = null,
    string? FinishReason = null,
    string? UsageRule = null);
