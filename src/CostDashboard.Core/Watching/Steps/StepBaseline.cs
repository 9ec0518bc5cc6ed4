using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>What is usual of one measure of a step, as the watch has learned it.</summary>
/// <param name="Hours">Hours with something to measure, from which it was learned; those of confirmed incidents are left out.</param>
/// <param name="KnowsSeason">Whether it is told for the hour of the week. Before there is a week, one level stands for all hours.</param>
/// <param name="Points">The last hours that were looked at, each with what was expected of it.</param>
public sealed record StepBaseline(WatchedMeasure Measure, int Hours, bool KnowsSeason, IReadOnlyList<IncidentPoint> Points)
{
    /// <summary>Hours with something to measure, from which on it is known what is usual.</summary>
    public const int LeastHours = 24;

    public string Name => Measure.Name();

    /// <summary>The last hour of which it was known what is usual; null where there is none yet.</summary>
    public IncidentPoint? Last => Points.Select(point => (IncidentPoint?)point).LastOrDefault(point => point is { Actual: not null, Expected: not null });

    /// <summary>For a chart.</summary>
    public IncidentSeries Series => new(Name, Measure.Unit(), UnixNanos.PerHour, Points);

    /// <summary>An amount of the measure for people, rounded.</summary>
    public string Say(double value) => WatchedText.Of(Measure, value);
}

/// <summary>What is usual of a step.</summary>
public interface IStepBaselines
{
    /// <summary>All measures of a step, learned from its totals of five weeks until the last complete hour, in the way of the job that watches.</summary>
    /// <remarks>Time grows with the hours in which the step was called, at most five weeks of them.</remarks>
    /// <param name="step">Empty for what is called without a step.</param>
    /// <returns>Nothing where no complete hour has a call of it.</returns>
    Task<IReadOnlyList<StepBaseline>> GetAsync(ProjectId project, string step, CancellationToken cancellationToken);
}
