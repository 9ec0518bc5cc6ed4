using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Detection;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>An hour of what one series measures.</summary>
/// <param name="Alarm">The departure from which on the hour is one.</param>
internal readonly record struct WatchedWindow(UnixNanos Hour, SpendMeasures Measures, double Alarm)
{
    /// <summary>It lies in an incident that somebody confirmed: nothing is learned from it.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>From here on somebody said that this is how things are.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>A new version of the service began in it.</summary>
    public bool IsReleased { get; init; }

    /// <summary>Nano-dollars; null where it is not known yet.</summary>
    public double? ExpectedCostPerCall { get; init; }
}

/// <summary>
/// One measure through the hours. An alarm above what is expected begins a finding, which goes on as long as hours are beyond half of the band, and is
/// over after <see cref="CalmHours"/> that are not. What falls is learned and not reported: it costs nothing.
/// </summary>
/// <param name="step">Null for the project as a whole.</param>
/// <param name="beside">The customer or the model of the step that it is of; null for the whole step.</param>
internal sealed class WatchedSeries(string? step, DimensionValue? beside, WatchedMeasure measure)
{
    private const int HoursPerDay = 24;

    /// <summary>Hours with something to measure, after which it is known well enough what is usual.</summary>
    private const int LearnsFor = StepBaseline.LeastHours;

    /// <summary>One hour of calm may be chance.</summary>
    private const int CalmHours = 2;

    /// <summary>Until a week is known nothing is an alarm that is not so many times all that was seen, and volumes never are: weekdays may differ.</summary>
    private const double EarlyRatio = 2;

    /// <summary>A quarter more than expected: less is not worth a word, however steady it was.</summary>
    private const double LeastRatio = 1.25;

    private readonly SeriesDetector _detector = new(HoursPerDay);
    private readonly RecentPoints _points = new();
    private UnixNanos? _aboveSince;
    private long? _aboveMoney = 0;
    private UnixNanos? _restartedAt;
    private Finding? _finding;
    private int _seen;
    private bool _isToldEarly;

    /// <summary>What a call was expected to cost in the hour that was looked at, in nano-dollars; null where it is another measure, or not known yet.</summary>
    public double? ExpectedCostPerCall { get; private set; }

    public StepBaseline Baseline => new(measure, _seen, _detector.KnowsSeason, _points.ToList());

    /// <summary>Looks at an hour that is not over. More of it makes a sum larger, and a mean more certain: what is an alarm already is told already.</summary>
    /// <param name="end">Until when it was read.</param>
    /// <returns>What is to be told of it so far; null where it is as usual, or was told before.</returns>
    public StepFinding? Peek(in WatchedWindow window, UnixNanos end)
    {
        ExpectedCostPerCall = null;
        if (_finding is not null || _isToldEarly || window.IsLeftOut || window.IsAccepted || _seen < LearnsFor || measure.Of(window.Measures) is not { } actual)
        {
            return null;
        }

        var reading = _detector.Peek(actual, measure.CertaintyOf(window.Measures));
        var expected = Math.Max(0, reading.Expected);
        ExpectedCostPerCall = measure is WatchedMeasure.CostPerCall ? expected : null;
        var risk = RiskOf(window, actual, expected);
        _isToldEarly = IsAbove(actual, reading) && IsAlarm(window, actual, _detector.Most, reading) && IsWorthTelling(measure.IsMoney() ? risk : window.Measures.CostNanoUsd);
        return _isToldEarly
            ? new(step, measure, _aboveSince ?? window.Hour, window.Hour, actual, expected, risk, _aboveMoney + risk, IsOver: false)
            {
                End = end,
                Beside = beside,
                Unusual = reading.Departure / window.Alarm,
                Learned = _seen,
                Points = [.. _points.ToList(), new(window.Hour, actual, expected, Math.Max(0, reading.Low), reading.High)],
            }
            : null;
    }

    /// <returns>What is to be told of this hour; null where it is as usual.</returns>
    public StepFinding? Observe(in WatchedWindow window)
    {
        var told = Judge(window);
        var wasToldEarly = _isToldEarly;
        _isToldEarly = false;

        // What was told of a part of the hour is not so of the whole.
        return told is null && wasToldEarly
            ? new(step, measure, window.Hour, window.Hour, 0, 0, null, null, IsOver: true) { Beside = beside }
            : told;
    }

    private StepFinding? Judge(in WatchedWindow window)
    {
        Restart(window);
        ExpectedCostPerCall = null;
        if (measure.Of(window.Measures) is not { } actual)
        {
            _detector.Skip();
            _points.Add(window.Hour, null, null);
            return null;
        }

        var (knew, most) = (_seen >= LearnsFor, _detector.Most);
        var certainty = measure.CertaintyOf(window.Measures);
        var reading = window.IsLeftOut ? _detector.PassOver(actual, certainty) : _detector.Observe(actual, certainty);
        _seen += window.IsLeftOut ? 0 : 1;
        _points.Add(window.Hour, actual, knew ? reading : null);
        if (!knew)
        {
            return null;
        }

        var expected = Math.Max(0, reading.Expected);
        ExpectedCostPerCall = measure is WatchedMeasure.CostPerCall ? expected : null;
        var isAbove = IsAbove(actual, reading);
        _aboveMoney = isAbove && _aboveSince is not null ? _aboveMoney : 0;
        _aboveSince = isAbove ? _aboveSince ?? window.Hour : null;
        if (_finding is null && isAbove && (window.IsLeftOut || IsAlarm(window, actual, most, reading)))
        {
            _finding = new(_aboveSince!.Value) { Money = _aboveMoney, IsTold = _isToldEarly };
        }

        _aboveMoney += isAbove ? RiskOf(window, actual, expected) : 0;
        return _finding is { } finding ? Tell(finding, window, actual, reading with { Expected = expected }, isAbove) : null;
    }

    private static bool IsAbove(double actual, in SeriesReading reading)
    {
        var expected = Math.Max(0, reading.Expected);
        return reading.Judged > (expected + reading.High) / 2 && actual >= expected * LeastRatio;
    }

    private bool IsAlarm(in WatchedWindow window, double actual, double most, in SeriesReading reading) => _detector.KnowsSeason
        ? reading.Departure >= window.Alarm
        : measure.Kind() is IncidentKind.StepAnomaly && most > 0 && actual >= EarlyRatio * most;

    // A version is released more often than levels are learned: once a day is enough.
    private void Restart(in WatchedWindow window)
    {
        if (window.IsAccepted)
        {
            _detector.AcceptLevel();
            (_restartedAt, _finding, _aboveSince) = (window.Hour, null, null);
        }
        else if (window.IsReleased && (_restartedAt is not { } last || window.Hour - last >= UnixNanos.PerDay))
        {
            _detector.RestartLevel(trust: HoursPerDay);
            _restartedAt = window.Hour;
        }
    }

    private StepFinding? Tell(Finding finding, in WatchedWindow window, double actual, in SeriesReading reading, bool isAbove)
    {
        var risk = RiskOf(window, actual, reading.Expected);
        finding.Money += risk;
        finding.Unusual = Math.Max(finding.Unusual, reading.Departure / window.Alarm);
        finding.IsTold |= isAbove && IsWorthTelling(measure.IsMoney() ? risk : window.Measures.CostNanoUsd);
        finding.Calm = isAbove ? 0 : finding.Calm + 1;
        if (finding.Calm == CalmHours)
        {
            _finding = null;
        }

        // Of what was never told there is no end to tell either.
        return !finding.IsTold
            ? null
            : new(step, measure, finding.Since, window.Hour, actual, reading.Expected, risk, finding.Money, finding.Calm > 0)
            {
                Beside = beside,
                Unusual = finding.Unusual,
                Learned = _seen,
                Points = _points.ToList(),
            };
    }

    // Nano-dollars of the hour that would not be there with what was expected; null where its cost is not known as a whole. More tokens cost what
    // calls cost more: what was cheap before may have been the cache.
    private long? RiskOf(in WatchedWindow window, double actual, double expected)
    {
        var hour = window.Measures;
        if (!measure.IsMoney() || hour.IncompleteCalls > 0 || actual <= 0)
        {
            return null;
        }

        var share = 1 - expected / actual;
        if (measure is not (WatchedMeasure.CostPerCall or WatchedMeasure.CostPerToken or WatchedMeasure.Spend or WatchedMeasure.Calls) && window.ExpectedCostPerCall is { } perCall && hour.CostNanoUsd > 0)
        {
            share = 1 - perCall * hour.Calls / hour.CostNanoUsd;
        }

        return (long)Math.Min(long.MaxValue / 2.0, Math.Round(hour.CostNanoUsd * Math.Clamp(share, 0, 1)));
    }

    // What is unknown is worth knowing.
    private bool IsWorthTelling(long? nanosPerHour) => nanosPerHour is not { } nanos
        || (measure.Kind() is IncidentKind.SpendSpike ? nanos >= StepFinding.LeastSpendPerHour : nanos * (double)HoursPerDay >= StepFinding.LeastMoneyPerDay);

    private sealed class Finding(UnixNanos since)
    {
        public UnixNanos Since { get; } = since;

        public long? Money { get; set; } = 0;

        // It was worth telling once: what it costs, or where that is no money, what is spent on what it happens to.
        public bool IsTold { get; set; }

        public double Unusual { get; set; }

        public int Calm { get; set; }
    }
}
