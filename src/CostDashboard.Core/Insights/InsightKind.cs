namespace CostDashboard.Core.Insights;

/// <summary>What an insight is about. Stored as numbers: never give one another meaning.</summary>
public enum InsightKind : byte
{
    GrowingContext = 1,
    LargeRetrieval = 2,
    UncappedRequests = 3,
    ShortAnswers = 4,
    PromptCaching = 5,
    FailedCalls = 6,
    ToolLoops = 7,
    DevelopmentModels = 8,
    FinalSteps = 9,
}

/// <summary>The number that a project can set for a kind of insight.</summary>
/// <param name="Label">What it is, as a label of a form.</param>
/// <param name="Unit">What it counts: tokens, seconds, %.</param>
/// <param name="Least">Inclusive, as <paramref name="Most"/>.</param>
public sealed record InsightThreshold(string Label, string Unit, decimal Default, decimal Least, decimal Most)
{
    /// <summary>Digits behind the point that are kept.</summary>
    public const int Decimals = 2;

    public bool Allows(decimal value) => value >= Least && value <= Most && decimal.Round(value, Decimals) == value;
}
