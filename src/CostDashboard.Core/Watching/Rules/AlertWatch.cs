using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Rules;

/// <summary>How far a rule has been looked at, and from where to go on.</summary>
/// <remarks>Of the preview and of the job alike: only the time from which they begin differs.</remarks>
public sealed class AlertWatch
{
    /// <summary>Nanoseconds after its end at which a window is looked at: exporters send what they have by then.</summary>
    public const long Settles = 5 * UnixNanos.PerMinute;

    private readonly OrganisationCalendar _calendar;
    private readonly AlertEvaluator _evaluator;
    private readonly UnixNanos _judgesFrom;
    private UnixNanos _next;

    /// <param name="from">In the first window that is judged; windows before it are only remembered.</param>
    /// <param name="first">When the project's records begin: nothing is judged before.</param>
    public AlertWatch(AlertRule rule, UnixNanos from, UnixNanos first, OrganisationCalendar calendar)
    {
        (Rule, _calendar, _evaluator) = (rule, calendar, new(rule, calendar));
        var begin = AlertWindow.StartOf(rule.WindowMinutes, first, calendar);
        _judgesFrom = AlertWindow.StartOf(rule.WindowMinutes, from, calendar) is var start && start > begin ? start : begin;
        _next = AlertEvaluator.LearnsFrom(rule, _judgesFrom, calendar) is var learns && learns > begin ? learns : begin;
    }

    public AlertRule Rule { get; }

    /// <summary>What goes on.</summary>
    public IEnumerable<AlertEpisode> Open => _evaluator.Open;

    /// <summary>What is to be asked to look at every window that is complete; null where there is none.</summary>
    public AlertQuestion? Until(UnixNanos now) =>
        AlertWindow.StartOf(Rule.WindowMinutes, now + -Settles, _calendar) is var to && to > _next ? new(Rule, _next, to) : null;

    /// <summary>Looks at the window that comes next.</summary>
    public IReadOnlyList<AlertFinding> Observe(AlertValues window)
    {
        var findings = _evaluator.Observe(window.Start, window.Values, judges: window.Start >= _judgesFrom);
        _next = AlertWindow.Next(Rule.WindowMinutes, window.Start, _calendar);
        return findings;
    }

    /// <summary>The latest windows of a value, for a chart.</summary>
    public IReadOnlyList<(UnixNanos Start, decimal? Amount)> Shown(string value) => _evaluator.Shown(value);
}

/// <summary>What a rule would have done in a period.</summary>
/// <param name="From">The beginning of the first window that was judged; later than asked for where records begin later. Null without records.</param>
/// <param name="To">The end of the last one.</param>
/// <param name="Episodes">At most <see cref="MostEpisodes"/>, of more the latest, by time and value; the last ones may go on.</param>
/// <param name="Count">How many there were.</param>
public sealed record AlertPreview(UnixNanos? From, UnixNanos To, IReadOnlyList<AlertEpisode> Episodes, int Count)
{
    /// <summary>Days that a preview looks back.</summary>
    public const int Days = 30;

    public const int MostEpisodes = 200;
}

/// <summary>Gathers what the windows of a preview show.</summary>
public sealed class AlertPreviewing
{
    private readonly OrganisationCalendar _calendar;
    private readonly AlertWatch _watch;
    private readonly UnixNanos _now;
    private readonly UnixNanos _from;
    private readonly Dictionary<(string Value, UnixNanos From), AlertEpisode> _episodes = [];

    public AlertPreviewing(AlertRule rule, UnixNanos now, UnixNanos first, OrganisationCalendar calendar)
    {
        _calendar = calendar;
        _now = now;
        var from = calendar.AddDays(now, -AlertPreview.Days);
        _from = AlertWindow.StartOf(rule.WindowMinutes, from > first ? from : first, calendar);
        _watch = new(rule, from, first, calendar);
    }

    /// <summary>What is to be asked, in pieces; nothing where no window is complete.</summary>
    public IEnumerable<AlertQuestion> Questions => _watch.Until(_now)?.Pieces(_calendar) ?? [];

    /// <summary>Looks at a piece; the pieces come in their order.</summary>
    public void Observe(AlertQuestion piece, IReadOnlyList<SpendRow> rows)
    {
        foreach (var finding in piece.WindowsOf(rows, _calendar).SelectMany(_watch.Observe))
        {
            _episodes[(finding.Episode.Value, finding.Episode.From)] = finding.Episode;
        }
    }

    public AlertPreview Result() => new(
        _from,
        AlertWindow.StartOf(_watch.Rule.WindowMinutes, _now + -AlertWatch.Settles, _calendar),
        [.. _episodes.Values.OrderByDescending(episode => episode.From.Value).ThenBy(episode => episode.Value, StringComparer.Ordinal).Take(AlertPreview.MostEpisodes)],
        _episodes.Count);
}
