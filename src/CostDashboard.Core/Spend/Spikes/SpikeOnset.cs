using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend.Spikes;

/// <summary>A part of time that is looked at to find since when something is so.</summary>
public readonly record struct OnsetWindow(Period Period, Grain Grain);

/// <summary>
/// Finds since when a part of the traffic is as it is. What a call takes or costs is looked for from the first period of the baseline on, by the
/// day, then by the hour around that day, then by the quarter around that hour, so that few totals are read however long ago it was.
/// How many calls there are goes up and down with the hours anyway, so that is set against the usual number of the same hours.
/// </summary>
public static class SpikeOnset
{
    // A day that changed half-way lies between both levels, and the shift is seen on it or on the day after.
    private const int DaysAround = 2;
    private const int HoursAround = 3;

    // A tenth more or less is what a quiet day looks like.
    private const double LeastShift = 0.1;

    private const long LongestByQuarter = 12 * UnixNanos.PerHour;
    private const long LongestByHour = 8 * UnixNanos.PerDay;

    /// <summary>Where to look first for a shift of what a call takes or costs.</summary>
    /// <param name="end">The end of the period that is explained.</param>
    public static OnsetWindow First(SpikeBaseline baseline, UnixNanos end, OrganisationCalendar calendar)
    {
        var begin = baseline.Periods.Min(period => period.From);
        return end - begin > LongestByHour
            ? new(new(calendar.Floor(begin, Grain.Day), end), Grain.Day)
            : new(new(calendar.Floor(begin, Grain.Hour), end), Grain.Hour);
    }

    /// <summary>Where to look more closely once a shift was found; null where it is known as well as it can be.</summary>
    public static OnsetWindow? Closer(OnsetWindow window, UnixNanos since)
    {
        var (grain, around) = window.Grain switch
        {
            Grain.Day => (Grain.Hour, DaysAround * UnixNanos.PerDay),
            Grain.Hour => (Grain.Quarter, HoursAround * UnixNanos.PerHour),
            _ => (Grain.Total, 0),
        };
        return grain is Grain.Total
            ? null
            : new(new(Later(since + -around, window.Period.From), Earlier(since + around, window.Period.To)), grain);
    }

    /// <summary>What a call took or cost in each span of time.</summary>
    /// <param name="answer">Grouped by time only.</param>
    public static IReadOnlyList<LevelPoint> Points(SpendAnswer answer, SpikeFactor factor) =>
        [.. answer.Rows.Where(row => row.Measures.Calls > 0).Select(row => new LevelPoint(row.Start, (double)Level(FiguresOf(row.Measures), factor), row.Measures.Calls))];

    /// <summary>The period with as much before it, so that a change is seen that began earlier; and every period of the baseline likewise.</summary>
    public static (OnsetWindow Now, IReadOnlyList<OnsetWindow> Usual) OfVolume(Period period, SpikeBaseline baseline)
    {
        var lead = Math.Min(period.Length, LongestByHour) / UnixNanos.PerHour * UnixNanos.PerHour;
        var grain = (period.Length + lead) switch
        {
            <= LongestByQuarter => Grain.Quarter,
            <= LongestByHour => Grain.Hour,
            _ => Grain.Day,
        };
        return (With(period), [.. baseline.Periods.Select(With)]);

        OnsetWindow With(Period of) => new(new(of.From + -lead, of.To), grain);
    }

    /// <summary>
    /// How many calls more there were in each span of time than in the same span of the baseline, in usual spans; as many as usual is 1. A ratio to
    /// the same span would not be there where few calls are usual.
    /// </summary>
    public static IReadOnlyList<LevelPoint> Points(
        OnsetWindow now, SpendAnswer answer, IReadOnlyList<OnsetWindow> usual, IReadOnlyList<SpendAnswer> answers, OrganisationCalendar calendar)
    {
        var starts = StartsOf(now, calendar);
        var calls = CallsOf(answer);
        var before = usual.Select((window, i) => (Starts: StartsOf(window, calendar), Calls: CallsOf(answers[i]))).ToList();
        var means = starts.Select((_, i) =>
            before.Where(w => i < w.Starts.Count).Select(w => (double)w.Calls.GetValueOrDefault(w.Starts[i])).DefaultIfEmpty(0).Average()).ToList();
        var usualSpan = means.Count == 0 ? 0 : means.Average();
        return usualSpan <= 0 ? [] : [.. starts.Select((start, i) => new LevelPoint(start, 1 + ((calls.GetValueOrDefault(start) - means[i]) / usualSpan), 1))];
    }

    /// <summary>The moment of the shift in these points; null where there is none that matters.</summary>
    public static UnixNanos? Since(IReadOnlyList<LevelPoint> points) =>
        LevelShift.Of(points) is { } shift && Math.Abs(shift.After - shift.Before) >= LeastShift * Math.Abs(shift.Before) ? shift.Since : null;

    /// <summary>When the first call of an answer was, as well as its grain tells; null where there is none.</summary>
    public static UnixNanos? FirstCall(SpendAnswer answer) =>
        answer.Rows.Where(row => row.Measures.Calls > 0).Select(row => (UnixNanos?)row.Start).Min();

    private static decimal Level(SpikeFigures figures, SpikeFactor factor) => factor switch
    {
        SpikeFactor.TokensPerCall => figures.TokensPerCall ?? 0,
        SpikeFactor.PricePerToken when figures.Tokens > 0 => figures.CostPerToken ?? 0,
        _ => figures.CostPerCall ?? 0,
    };

    private static SpikeFigures FiguresOf(SpendMeasures measures) => new(measures.Calls, measures.Usage.Total, measures.CostNanoUsd);

    private static Dictionary<UnixNanos, long> CallsOf(SpendAnswer answer) =>
        answer.Rows.GroupBy(row => row.Start).ToDictionary(start => start.Key, start => start.Sum(row => row.Measures.Calls));

    private static List<UnixNanos> StartsOf(OnsetWindow window, OrganisationCalendar calendar)
    {
        var starts = new List<UnixNanos>();
        for (var at = calendar.Floor(window.Period.From, window.Grain); at < window.Period.To; at = calendar.Next(at, window.Grain))
        {
            starts.Add(at);
        }

        return starts;
    }

    private static UnixNanos Later(UnixNanos one, UnixNanos other) => one > other ? one : other;

    private static UnixNanos Earlier(UnixNanos one, UnixNanos other) => one < other ? one : other;
}
