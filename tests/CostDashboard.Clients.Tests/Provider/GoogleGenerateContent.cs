using CostDashboard.Core.Spans;

namespace CostDashboard.Clients.Tests.Provider;

/// <summary>Gemini's <c>generateContent</c> and <c>streamGenerateContent</c>. The model and the way of answering are part of the address.</summary>
/// <remarks>https://ai.google.dev/api/generate-content</remarks>
internal static class GoogleGenerateContent
{
    private const string Text = "Take your umbrella.";

    /// <param name="call">The end of the address: <c>gemini-2.5-flash:generateContent</c>.</param>
    internal static Reply Answer(string call, Turn turn)
    {
        var colon = call.IndexOf(':', StringComparison.Ordinal);
        var model = call[..colon];
        var isStreamed = call[colon..].StartsWith(":stream", StringComparison.Ordinal);
        var answer = new Answer(turn.Trace, "gcp.gemini", model, model, turn.Id("gemini-"), Billing.OfGoogle(turn.Scenario, turn.Number), null, "STOP");
        return new(
            answer,
            isStreamed ? [.. Text.Split(' ').Select(word => Part(answer, word + " ", isLast: false)), Part(answer, "", isLast: true)] : [Part(answer, Text, isLast: true)],
            isStreamed);
    }

    private static object Part(Answer answer, string text, bool isLast) => new
    {
        candidates = new[] { new { content = new { role = "model", parts = new[] { new { text } } }, finishReason = isLast ? answer.FinishReason : null, index = 0 } },
        usageMetadata = isLast ? UsageOf(answer.Usage) : null,
        modelVersion = answer.Model,
        responseId = answer.ResponseId,
    };

    // Cached tokens are part of the prompt; thoughts stand beside the candidates, and both are billed as output.
    private static object UsageOf(Usage usage) => new
    {
        promptTokenCount = usage.Input + usage.CacheRead,
        cachedContentTokenCount = usage.CacheRead,
        candidatesTokenCount = usage.Output - usage.Reasoning,
        thoughtsTokenCount = usage.Reasoning,
        totalTokenCount = usage.Input + usage.CacheRead + usage.Output,
    };
}
