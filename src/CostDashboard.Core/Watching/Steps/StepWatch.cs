using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Detection;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>
/// Watches the steps of a project, their customers and models, and the project as a whole, hour by hour, in the order of the hours. Time of an hour
/// grows with what is watched, and with nothing else. What it knows follows from the totals, so that it is learned again from them after a restart.
/// </summary>
/// <param name="from">No hour before it is looked at.</param>
/// <param name="lessons">What people said of the hours to come.</param>
public sealed class StepWatch(UnixNanos from, IReadOnlyCollection<WatchLesson>? lessons = null)
{
    /// <summary>Steps of a project that are watched: the first that spend.</summary>
    public const int MostSteps = 500;

    /// <summary>Customers and models of steps that are watched by themselves: the first that have enough calls.</summary>
    public const int MostParts = 1_000;

    /// <summary>Calls from which on a customer or a model of a step is watched: an hour's call for a week.</summary>
    public const int CallsOfPart = 168;

    private readonly Dictionary<string, WatchedSeries[]> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SlowRise[]> _rises = new(StringComparer.Ordinal);
    private readonly Dictionary<StepPart, WatchedSeries[]> _parts = [];
    private readonly Dictionary<StepPart, long> _callsOfParts = [];
    private readonly WatchedSeries[] _project = [new(null, null, WatchedMeasure.Spend)];

    /// <summary>The first hour may begin then; where nothing was recorded yet, it begins later.</summary>
    public UnixNanos From { get; } = from;

    /// <summary>End of the last hour that was looked at; null before the first one.</summary>
    public UnixNanos? Through { get; private set; }

    /// <summary>Calls of all hours that were looked at, as they were then.</summary>
    public long Calls { get; private set; }

    /// <summary>What is learned from what people said. May be set to others that agree on all hours that were looked at.</summary>
    public IReadOnlyCollection<WatchLesson> Lessons { get; set; } = lessons ?? [];

    /// <summary>How many series are watched now: the more there are, the more unusual a window of one must be.</summary>
    public int Series => _steps.Count * WatchedMeasures.OfSteps.Count + _parts.Count * WatchedMeasures.OfParts.Count + _project.Length;

    /// <param name="hour">The one after the last one.</param>
    /// <exception cref="ArgumentException">The hour is not the next one.</exception>
    public IReadOnlyList<StepFinding> Observe(WatchedHour hour)
    {
        if (Through is { } through && hour.Start != through)
        {
            throw new ArgumentException($"Hours are looked at in their order: the next one begins at {through.Value}, not at {hour.Start.Value}.", nameof(hour));
        }

        Through = hour.Start + UnixNanos.PerHour;
        Begin(hour);
        Calls += hour.Steps.Values.Sum(step => step.Calls);
        var findings = Look(hour, (series, window) => series.Observe(window));
        foreach (var (step, rises) in _rises)
        {
            LookAtRises(hour, step, rises, findings);
        }

        return findings;
    }

    /// <summary>Looks at the hour after the last one while it is not over. What it tells of is told again when the hour is over, or then said to be over.</summary>
    /// <param name="hour">What there is of it.</param>
    /// <param name="end">Until when it was read.</param>
    public IReadOnlyList<StepFinding> Peek(WatchedHour hour, UnixNanos end) =>
        hour.Start == Through ? Look(hour, (series, window) => series.Peek(window, end)) : [];

    /// <summary>What is usual of a step, after the hours that were looked at; nothing where it is not watched.</summary>
    public IReadOnlyList<StepBaseline> BaselinesOf(string step) => [.. _steps.GetValueOrDefault(step, []).Select(series => series.Baseline)];

    private void LookAtRises(WatchedHour hour, string step, SlowRise[] rises, List<StepFinding> findings)
    {
        var measures = hour.Steps.GetValueOrDefault(step) ?? new();
        foreach (var (rise, measure) in rises.Zip(WatchedMeasures.OfRises))
        {
            if (IsAccepted(step, hour.Start))
            {
                rise.Restart();
            }

            if (rise.Observe(hour.Start, measure.Of(measures), measures.Calls, measures.CostNanoUsd) is { } finding)
            {
                findings.Add(finding);
            }
        }
    }

    private List<StepFinding> Look(WatchedHour hour, Func<WatchedSeries, WatchedWindow, StepFinding?> look)
    {
        var alarm = SeriesDetector.AlarmAmong(Series);
        List<StepFinding> findings = [];
        foreach (var (step, series) in _steps)
        {
            LookAt(series, hour.Steps.GetValueOrDefault(step), step);
        }

        foreach (var (part, series) in _parts)
        {
            LookAt(series, hour.Parts.GetValueOrDefault(part), part.Step);
        }

        var total = new SpendMeasures();
        foreach (var measures in hour.Steps.Values)
        {
            total.Add(measures);
        }

        LookAt(_project, total, null);
        return findings;

        void LookAt(WatchedSeries[] series, SpendMeasures? measures, string? step)
        {
            var window = new WatchedWindow(hour.Start, measures ?? new(), alarm)
            {
                IsLeftOut = Lessons.Any(lesson => !lesson.IsNewLevel && lesson.Step == step && lesson.From <= hour.Start && hour.Start < lesson.To),
                IsAccepted = IsAccepted(step, hour.Start),
                IsReleased = step is not null && hour.Released.Contains(step),
            };
            double? costPerCall = null;
            foreach (var one in series)
            {
                if (look(one, window with { ExpectedCostPerCall = costPerCall }) is { } finding)
                {
                    findings.Add(finding);
                }

                costPerCall ??= one.ExpectedCostPerCall;
            }
        }
    }

    private bool IsAccepted(string? step, UnixNanos hour) => Lessons.Any(lesson => lesson.IsNewLevel && lesson.Step == step && lesson.From == hour);

    private void Begin(WatchedHour hour)
    {
        foreach (var step in hour.Steps.Where(step => step.Value.Calls > 0 && !_steps.ContainsKey(step.Key)).Select(step => step.Key).Take(MostSteps - _steps.Count).ToList())
        {
            _steps.Add(step, [.. WatchedMeasures.OfSteps.Select(measure => new WatchedSeries(step, null, measure))]);
            _rises.Add(step, [.. WatchedMeasures.OfRises.Select(measure => new SlowRise(step, measure))]);
        }

        foreach (var (part, measures) in hour.Parts)
        {
            // What is named nothing is the rest: it changes whenever something else gets a name.
            if (_parts.ContainsKey(part) || _parts.Count >= MostParts || part.Value.Length == 0 || !_steps.ContainsKey(part.Step))
            {
                continue;
            }

            var calls = _callsOfParts.GetValueOrDefault(part) + measures.Calls;
            if (calls < CallsOfPart)
            {
                _callsOfParts[part] = calls;
                continue;
            }

            _callsOfParts.Remove(part);
            _parts.Add(part, [.. WatchedMeasures.OfParts.Select(measure => new WatchedSeries(part.Step, new(part.Dimension, part.Value), measure))]);
        }
    }
}
