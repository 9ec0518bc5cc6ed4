using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Detection;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>
/// One measure of a step through the hours. An alarm above what is expected begins a finding, which goes on as long as hours are above the band, and is
/// over after <see cref="CalmHours"/> within it. What falls is learned and not reported: it costs nothing.
/// </summary>
internal sealed class WatchedSeries(string? step, WatchedMeasure measure)
{
    private const int HoursPerDay = 24;

    /// <summary>One hour of calm may be chance.</summary>
    private const int CalmHours = 2;

    private readonly SeriesDetector _detector = new(HoursPerDay);
    private readonly Queue<IncidentPoint> _points = new();
    private UnixNanos? _aboveSince;
    private Finding? _finding;

    /// <returns>What is to be told of this hour; null where it is as usual.</returns>
    public StepFinding? Observe(UnixNanos hour, SpendMeasures measures)
    {
        if (measure.Of(measures) is not { } actual)
        {
            _detector.Skip();
            Remember(new(hour, null));
            return null;
        }

        var knew = _detector.KnowsSeason;
        var reading = _detector.Observe(actual);
        Remember(knew ? new(hour, actual, reading.Expected, Math.Max(0, reading.Low), reading.High) : new(hour, actual));
        if (!knew)
        {
            return null;
        }

        var isAbove = actual > reading.High;
        _aboveSince = isAbove ? _aboveSince ?? hour : null;
        if (_finding is null && reading.IsAlarm && isAbove)
        {
            _finding = new(_aboveSince!.Value);
        }

        return _finding is { } finding ? Tell(finding, hour, actual, reading.Expected, isAbove, measures) : null;
    }

    private StepFinding? Tell(Finding finding, UnixNanos hour, double actual, double expected, bool isAbove, SpendMeasures measures)
    {
        var risk = WatchedMeasures.MoneyAtRisk(actual, Math.Max(0, expected), measures);
        finding.Money += risk;
        finding.Calm = isAbove ? 0 : finding.Calm + 1;
        var isOver = finding.Calm > 0;
        if (finding.Calm == CalmHours)
        {
            _finding = null;
        }

        // Below the floor nothing is opened; of what was opened the end is told in any case.
        return !isOver && risk < StepFinding.LeastMoneyPerHour
            ? null
            : new(step, measure, finding.Since, hour, actual, Math.Max(0, expected), risk, finding.Money, isOver) { Points = [.. _points] };
    }

    private void Remember(IncidentPoint point)
    {
        _points.Enqueue(point);
        if (_points.Count > IncidentSeries.MostPoints)
        {
            _points.Dequeue();
        }
    }

    private sealed class Finding(UnixNanos since)
    {
        public UnixNanos Since { get; } = since;

        public long? Money { get; set; } = 0;

        public int Calm { get; set; }
    }
}
