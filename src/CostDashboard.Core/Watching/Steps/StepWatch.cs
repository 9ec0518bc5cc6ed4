using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>
/// Watches the steps of a project and the project as a whole, hour by hour, in the order of the hours. Time of an hour grows with the steps that are
/// watched, and with nothing else. What it knows follows from the totals, so that it is learned again from them after a restart.
/// </summary>
public sealed class StepWatch
{
    /// <summary>Steps of a project that are watched: the first that spend. With four measures of each, two thousand series.</summary>
    public const int MostSteps = 500;

    private readonly Dictionary<string, WatchedSeries[]> _steps = new(StringComparer.Ordinal);
    private readonly WatchedSeries _project = new(null, WatchedMeasure.Spend);

    /// <summary>End of the last hour that was looked at; null before the first one.</summary>
    public UnixNanos? Through { get; private set; }

    /// <param name="hour">The start of the hour after the last one.</param>
    /// <param name="steps">What each step comes to in it; a step that is missing did nothing.</param>
    /// <exception cref="ArgumentException">The hour is not the next one.</exception>
    public IReadOnlyList<StepFinding> Observe(UnixNanos hour, IReadOnlyDictionary<string, SpendMeasures> steps)
    {
        if (Through is { } through && hour != through)
        {
            throw new ArgumentException($"Hours are looked at in their order: the next one begins at {through.Value}, not at {hour.Value}.", nameof(hour));
        }

        Through = hour + UnixNanos.PerHour;
        foreach (var step in steps.Where(step => step.Value.Calls > 0).Select(step => step.Key).Where(step => !_steps.ContainsKey(step)).Take(MostSteps - _steps.Count).ToList())
        {
            _steps.Add(step, [.. WatchedMeasures.All.Select(measure => new WatchedSeries(step, measure))]);
        }

        var nothing = new SpendMeasures();
        var total = new SpendMeasures();
        foreach (var measures in steps.Values)
        {
            total.Add(measures);
        }

        List<StepFinding> findings = [];
        foreach (var (step, series) in _steps)
        {
            var measures = steps.GetValueOrDefault(step, nothing);
            findings.AddRange(series.Select(one => one.Observe(hour, measures)).OfType<StepFinding>());
        }

        if (_project.Observe(hour, total) is { } whole)
        {
            findings.Add(whole);
        }

        return findings;
    }
}
