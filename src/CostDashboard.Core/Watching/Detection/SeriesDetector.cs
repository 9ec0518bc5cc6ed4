namespace CostDashboard.Core.Watching.Detection;

/// <summary>
/// Watches one series, window by window: one pass, no look-ahead, no setting of the single series. Each window is looked at in seven ways: against
/// the last day, by itself and with the four hours before it; against yesterday at the same time; the last half day against the last week; beyond
/// everything seen; and against what is expected for the hour of the week, by itself and over eight hours. Each view knows how rare its number is
/// among all of its own before (<see cref="TailRarity"/>), which needs no assumption on how the series is distributed; their rarities are joined as
/// the root of the sum of squares. After an alarm it takes a greater one to be heard again, half as great a day later.
/// </summary>
/// <remarks>
/// A window costs time in proportion to the windows of a week, and no more with history: about 2 µs with hours, 5 µs with five minutes. Weights and
/// lengths are the same for all series; how they were found and what they reach is in <c>infra/docs/detection.md</c>. Not safe for several threads.
/// </remarks>
public sealed class SeriesDetector
{
    /// <summary>
    /// The departure from which a window is an alarm: less than one false one a week among 50 seasonal series (<c>infra/docs/detection.md</c>).
    /// </summary>
    public const double Alarm = 11.5;

    private const int ManySeries = 50;
    private const double MostAccepted = 10_000;
    private const double AlarmPerTenfold = 0.85;
    private const double SeasonWeightOfDeparture = 3;
    private static readonly double[] s_weights = [1, 1, 1, 1.5, 2, 1, 1];

    private readonly int _day;
    private readonly SeasonalBaseline _baseline;
    private readonly SeriesViews _views;
    private readonly TailRarity[] _rarities = [.. Enumerable.Range(0, SeriesViews.Count).Select(_ => new TailRarity())];
    private double _heardSurprise;
    private double _heardDeparture;
    private long _window;
    private bool _acceptsNext;

    /// <param name="windowsPerDay">Windows of the series in a day: 24 for hours, 288 for five minutes. At least 8.</param>
    public SeriesDetector(int windowsPerDay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowsPerDay, 8);
        _day = windowsPerDay;
        _baseline = new(windowsPerDay);
        _views = new(windowsPerDay, _baseline);
    }

    /// <param name="windowsPerDay">As the detector had it whose state this is.</param>
    /// <exception cref="FormatException">The state is of a detector with other windows.</exception>
    public static SeriesDetector From(int windowsPerDay, DetectorState state)
    {
        var detector = new SeriesDetector(windowsPerDay);
        detector.Pass(state);
        return detector;
    }

    /// <summary>
    /// The departure from which a window is an alarm where so many series are watched at once: more of them must not bring false alarms in proportion.
    /// Two thousand have less than one a day, before any floor of money (<c>infra/docs/detection.md</c>).
    /// </summary>
    public static double AlarmAmong(int series) => Alarm + (AlarmPerTenfold * Math.Max(0, Math.Log10(series / (double)ManySeries)));

    /// <summary>Windows seen or skipped so far.</summary>
    public long Windows => _window;

    /// <summary>The largest value so far; negative infinity before the first one.</summary>
    public double Most => _views.Most;

    /// <summary>False while there is less than a week: until then windows are compared with the day before and with all others.</summary>
    public bool KnowsSeason => _window > 7 * _day;

    public DetectorState Save()
    {
        var state = new DetectorState();
        Pass(state);
        return state;
    }

    /// <summary>A window without anything to measure, such as the cost of a call where there was none. It says nothing and moves nothing.</summary>
    public void Skip()
    {
        _views.Place(_window, _window == 0 ? 0 : SeasonalBaseline.Unscaled(_baseline.Expected(_window), _views.Size), 0);
        _window++;
    }

    /// <summary>Says what is expected of the next window, and passes over it as <see cref="Skip"/> does: for what is known not to be usual.</summary>
    public SeriesReading PassOver(double value, double certainty = 1)
    {
        var (expected, size) = (_baseline.Expected(_window), _views.Size);
        var judged = SeasonalBaseline.Unscaled(expected + certainty * (SeasonalBaseline.Scaled(value, size) - expected), size);
        var reading = ReadingOf(judged, 0, 0, expected, _baseline.Deviation, size);
        Skip();
        return reading;
    }

    /// <summary>From the next window on the level is learned anew, within a day or so; the season stays. What is unusual against the level of before is an alarm still.</summary>
    /// <param name="trust">As many windows as the level of before still counts for.</param>
    public void RestartLevel(int trust) => _baseline.RestartLevel(trust);

    /// <summary>
    /// From the next window on things are as they are: it is taken for what was expected of it, by the ratio of the two, and so is all that was seen
    /// before. What is off in that one window is learned within hours.
    /// </summary>
    public void AcceptLevel() => _acceptsNext = true;

    /// <summary>What would be said of the next window with this value; nothing is learned. For a window that is not over yet.</summary>
    /// <param name="certainty">As of <see cref="Observe"/>.</param>
    public SeriesReading Peek(double value, double certainty = 1)
    {
        // Whether things are as they are now is known when the window is over.
        if (_acceptsNext)
        {
            return PeekedAt(value, 0, 0);
        }

        var window = Place(value, certainty);
        var (surprise, departure) = Knows ? Look(window.Value, learns: false) : (0, 0);
        return PeekedAt(window.Value, IsHeard(_heardSurprise, surprise) ? surprise : 0, IsHeard(_heardDeparture, departure) ? departure : 0);
    }

    /// <param name="value">Of the next window, finite.</param>
    /// <param name="certainty">
    /// Between 0 and 1, how much the value tells of its window: a mean of few calls tells little, and is drawn towards what was expected.
    /// </param>
    public SeriesReading Observe(double value, double certainty = 1)
    {
        if (_acceptsNext)
        {
            Accept(value);
        }

        var (size, deviation) = (_views.Size, _baseline.Deviation);
        (value, var scaled, var expected) = Place(value, certainty);
        var (surprise, departure) = (0.0, 0.0);
        if (Knows)
        {
            (surprise, departure) = Look(value, learns: true);
            _baseline.Learn(_window, scaled);
        }

        _views.Add(value);
        _window++;
        return ReadingOf(value, Heard(ref _heardSurprise, surprise), Heard(ref _heardDeparture, departure), expected, deviation, size);
    }

    // What a usual value is must be known first: the baseline works on values in its proportion.
    private bool Knows => _window >= Math.Min(20, _day * 3 / 4);

    // Puts a value where the views find it. Another one for the same window takes its place.
    private (double Value, double Scaled, double Expected) Place(double value, double certainty)
    {
        var size = _views.Size;
        var scaled = SeasonalBaseline.Scaled(value, size);
        var expected = _baseline.Expected(_window);
        if (certainty < 1 && _window >= 2 * _day)
        {
            scaled = expected + certainty * (scaled - expected);
            value = SeasonalBaseline.Unscaled(scaled, size);
        }

        _views.Place(_window, value, scaled - expected);
        return (value, scaled, expected);
    }

    private SeriesReading PeekedAt(double judged, double surprise, double departure) =>
        ReadingOf(judged, surprise, departure, _baseline.Expected(_window), _baseline.Deviation, _views.Size);

    private static SeriesReading ReadingOf(double judged, double surprise, double departure, double expected, double deviation, double size) => new(
        judged,
        surprise,
        departure,
        SeasonalBaseline.Unscaled(expected, size),
        SeasonalBaseline.Unscaled(expected - 3 * deviation, size),
        SeasonalBaseline.Unscaled(expected + 3 * deviation, size));

    private void Accept(double value)
    {
        _acceptsNext = false;
        var ratio = value / SeasonalBaseline.Unscaled(_baseline.Expected(_window), _views.Size);
        if (ratio is not (>= 1 / MostAccepted and <= MostAccepted))
        {
            return;
        }

        _views.Scale(ratio);
        _baseline.RestartLevel(trust: 0);
    }

    private (double Surprise, double Departure) Look(double value, bool learns)
    {
        Span<double> views = stackalloc double[SeriesViews.Count];
        _views.Of(_window, value, views);
        var (surprise, departure) = (0.0, 0.0);
        for (var view = 0; view < views.Length; view++)
        {
            if (view == SeriesViews.Yesterday && _window <= _day || view >= SeriesViews.SeasonBegins && !KnowsSeason)
            {
                continue;
            }

            var rarity = _rarities[view].Of(views[view]) * s_weights[view];
            if (learns)
            {
                _rarities[view].Add(views[view]);
            }

            var weighted = rarity * (view >= SeriesViews.SeasonBegins ? SeasonWeightOfDeparture : 1);
            (surprise, departure) = (surprise + rarity * rarity, departure + weighted * weighted);
        }

        return (Math.Sqrt(surprise), Math.Sqrt(departure));
    }

    private bool IsHeard(double before, double now) => now > before * Math.Pow(0.5, 1.0 / _day);

    private double Heard(ref double before, double now)
    {
        if (!IsHeard(before, now))
        {
            before *= Math.Pow(0.5, 1.0 / _day);
            return 0;
        }

        before = now;
        return now;
    }

    private void Pass(DetectorState state)
    {
        if (state.Pass(_day) != _day)
        {
            throw new FormatException("A detector's state is of windows of another length; let it learn anew.");
        }

        _window = (long)state.Pass(_window);
        _heardSurprise = state.Pass(_heardSurprise);
        _heardDeparture = state.Pass(_heardDeparture);
        _acceptsNext = state.Pass(_acceptsNext ? 1 : 0) != 0;
        _baseline.Pass(state);
        _views.Pass(state);
        foreach (var rarity in _rarities)
        {
            rarity.Pass(state);
        }
    }
}
