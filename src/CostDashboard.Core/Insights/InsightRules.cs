using CostDashboard.Core.Insights.Kinds;

namespace CostDashboard.Core.Insights;

/// <summary>Every kind of insight there is; a new one is a file in <c>Kinds/</c> and a line here. The order is that of the page's settings.</summary>
public static class InsightRules
{
    public static IReadOnlyList<InsightRule> InOrder { get; } =
    [
        new GrowingContext(),
        new ToolLoops(),
        new LargeRetrieval(),
        new PromptCaching(),
        new UncappedRequests(),
        new ShortAnswers(),
        new FinalSteps(),
        new DevelopmentModels(),
        new FailedCalls(),
    ];

    /// <exception cref="InvalidOperationException">There is no rule of this kind.</exception>
    public static InsightRule Of(InsightKind kind) => InOrder.First(rule => rule.Kind == kind);

    /// <summary>What all rules find in a trace.</summary>
    public static void Look(InsightTrace trace, InsightSettings settings, InsightPrices prices, InsightFindings into)
    {
        foreach (var rule in InOrder)
        {
            into.Add(rule.Kind, trace, rule.Of(trace, settings.ThresholdOf(rule.Kind), prices));
        }
    }
}
