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
/// <param name="Modalities">Which of the tokens were not text; null where all were, as far as the span says.</param>
/// <param name="Units">What was used beside tokens or instead of them; null for nothing.</param>
/// <param name="Region">Where the call was computed, where the span says it in a way that can change the price (us, eu, eu-central-1 …); null otherwise.</param>
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
    string? UsageRule = null,
    Modalities? Modalities = null,
    BillableUnits? Units = null,
    string? Region = null)
{
    /// <summary>The span says what was used, if only that it was nothing.</summary>
    public bool StatesUsage => !Usage.IsZero || UsageRule is not null || Units is not null;
}
