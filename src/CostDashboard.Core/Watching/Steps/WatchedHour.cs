using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>The calls of a step that have one value in another dimension: those of a customer, or of a model.</summary>
public readonly record struct StepPart(string Step, Dimension Dimension, string Value);

/// <summary>What a project did in an hour.</summary>
/// <param name="Start">Of the hour.</param>
/// <param name="Steps">What each step comes to; a step that is missing did nothing.</param>
public sealed record WatchedHour(UnixNanos Start, IReadOnlyDictionary<string, SpendMeasures> Steps)
{
    /// <summary>What the parts of steps come to; without distributions.</summary>
    public IReadOnlyDictionary<StepPart, SpendMeasures> Parts { get; init; } = new Dictionary<StepPart, SpendMeasures>();

    /// <summary>Steps of services of which a new version began to run in this hour.</summary>
    public IReadOnlySet<string> Released { get; init; } = new HashSet<string>();
}
