using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Rules;

/// <summary>
/// Goes along the windows of a rule, one after the other, and says which values break it from when on and until when. The preview of a rule and the job that watches
/// by it are this and nothing else.
/// </summary>
/// <remarks>
/// It opens with the first window that breaks the rule, and ends when all was well for two windows in a row (of weeks for one) and for at least half an hour; windows near to the limit, or of
/// which too little is known, do neither. Time for a window grows with the values in it; memory with them and, for comparisons with the week before, the windows of a week.
/// </remarks>
public sealed class AlertEvaluator(AlertRule rule, OrganisationCalendar calendar)
{
    // Well for so long before it ends; an incident that is told of at its last window is calm then (IncidentRules.CalmFor).
    private const int CalmMinutes = 30;
    private const int LeastCalm = 2;

    // A whole week is long enough by itself.
    private const int LeastCalmWeeks = 1;
    private const int WindowsShown = 48;

    private readonly SpendFigure _figure = rule.Watches ?? throw new ArgumentException("The rule watches no figure.", nameof(rule));
    private readonly int _calmWindows = Math.Max(rule.WindowMinutes < AlertWindow.OfWeek ? LeastCalm : LeastCalmWeeks, CalmMinutes / rule.WindowMinutes);
    private readonly Dictionary<UnixNanos, Dictionary<string, AlertReading>> _windows = [];
    private readonly Queue<UnixNanos> _kept = new();
    private readonly Dictionary<string, (AlertEpisode Episode, int Calm)> _open = new(StringComparer.Ordinal);
    private UnixNanos? _last;

    /// <summary>The episodes that go on.</summary>
    public IEnumerable<AlertEpisode> Open => _open.Values.Select(one => one.Episode);

    /// <summary>The beginning of the first window that it has to have observed before it judges the one that begins at <paramref name="from"/>.</summary>
    public static UnixNanos LearnsFrom(AlertRule rule, UnixNanos from, OrganisationCalendar calendar) => rule switch
    {
        { ComparesWithWeekBefore: true } => AlertWindow.WeekBefore(rule.WindowMinutes, from, calendar),
        { IsChange: true } or { IsOfLess: true } => AlertWindow.StartOf(rule.WindowMinutes, from + -1, calendar),
        _ => from,
    };

    /// <summary>Looks at a window.</summary>
    /// <param name="start">Its beginning: where the window before ended.</param>
    /// <param name="window">What each value came to in it; one value, which is empty, where the rule is applied to all together.</param>
    /// <param name="judges">False only remembers it, for what is compared with it.</param>
    /// <returns>What goes on and what ended with it, by value.</returns>
    public IReadOnlyList<AlertFinding> Observe(UnixNanos start, IReadOnlyDictionary<string, SpendMeasures> window, bool judges = true)
    {
        if (_last is { } last && AlertWindow.Next(rule.WindowMinutes, last, calendar) != start)
        {
            throw new ArgumentException("A window does not begin where the one before ended.", nameof(start));
        }

        var now = Readings(window);
        var before = _last is { } previous ? _windows[previous] : null;
        var then = rule.ComparesWithWeekBefore ? _windows.GetValueOrDefault(AlertWindow.WeekBefore(rule.WindowMinutes, start, calendar)) : before;
        var findings = judges ? Judge(start, now, before, then) : [];
        Keep(start, now);
        return findings;
    }

    /// <summary>The latest windows of a value, for a chart.</summary>
    public IReadOnlyList<(UnixNanos Start, decimal? Amount)> Shown(string value) =>
        [.. _kept.TakeLast(WindowsShown).Select(start => (start, ReadingOf(_windows[start], value).Amount))];

    private List<AlertFinding> Judge(
        UnixNanos start, Dictionary<string, AlertReading> now, Dictionary<string, AlertReading>? before, Dictionary<string, AlertReading>? then)
    {
        var findings = new List<AlertFinding>();
        var end = AlertWindow.Next(rule.WindowMinutes, start, calendar);

        // What was there and is not any more is less than it was, and what broke the rule may have stopped.
        IEnumerable<string> gone = rule.IsOfLess ? (before?.Keys.AsEnumerable() ?? []).Concat(then?.Keys.AsEnumerable() ?? []) : [];
        IEnumerable<string> all = rule.By is null ? [""] : [];
        foreach (var value in now.Keys.Concat(_open.Keys).Concat(gone).Concat(all).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList())
        {
            var reading = ReadingOf(now, value);
            var compared = then is null ? (AlertReading?)null : ReadingOf(then, value);
            var verdict = AlertJudge.Of(rule, reading, before is null ? null : ReadingOf(before, value), compared);
            if (verdict is AlertVerdict.Breaks)
            {
                var episode = Longer(value, reading, rule.IsChange ? compared?.Amount : null, start, end);
                _open[value] = (episode, 0);
                findings.Add(new(start, end, episode));
            }
            else if (verdict is AlertVerdict.Well && _open.TryGetValue(value, out var open))
            {
                _open[value] = (open.Episode, open.Calm + 1);
                if (open.Calm + 1 >= _calmWindows)
                {
                    _open.Remove(value);
                    findings.Add(new(start, end, open.Episode with { IsOver = true }));
                }
            }
        }

        return findings;
    }

    private AlertEpisode Longer(string value, AlertReading reading, decimal? compared, UnixNanos start, UnixNanos end)
    {
        var amount = reading.Amount ?? 0;
        return _open.TryGetValue(value, out var open)
            ? open.Episode with
            {
                To = end,
                Amount = amount,
                Compared = compared,
                Furthest = rule.IsOfLess ? Math.Min(open.Episode.Furthest, amount) : Math.Max(open.Episode.Furthest, amount),
                CostNanoUsd = checked(open.Episode.CostNanoUsd + reading.CostNanoUsd),
                IsCostComplete = open.Episode.IsCostComplete && reading.IsComplete,
            }
            : new(value, start, end, amount, compared, amount, reading.CostNanoUsd, reading.IsComplete);
    }

    // The same values whoever asks, and in whatever order they come.
    private Dictionary<string, AlertReading> Readings(IReadOnlyDictionary<string, SpendMeasures> window) => window
        .Select(one => (one.Key, Reading: AlertReading.Of(_figure, one.Value)))
        .OrderByDescending(one => one.Reading.Amount ?? decimal.MinValue)
        .ThenBy(one => one.Key, StringComparer.Ordinal)
        .Take(AlertRule.MostValues)
        .ToDictionary(one => one.Key, one => one.Reading, StringComparer.Ordinal);

    private AlertReading ReadingOf(Dictionary<string, AlertReading> window, string value) =>
        window.TryGetValue(value, out var reading) ? reading : AlertReading.Nothing(_figure);

    private void Keep(UnixNanos start, Dictionary<string, AlertReading> now)
    {
        _windows[start] = now;
        _kept.Enqueue(start);
        _last = start;
        var oldest = rule.ComparesWithWeekBefore ? AlertWindow.WeekBefore(rule.WindowMinutes, start, calendar) : start;
        while (_kept.Count > WindowsShown && _kept.Peek() < oldest)
        {
            _windows.Remove(_kept.Dequeue());
        }
    }
}
