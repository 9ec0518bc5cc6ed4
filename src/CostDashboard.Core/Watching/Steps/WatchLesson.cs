using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>What people said of the hours of a step, and what is to be learned from it.</summary>
/// <param name="Step">Null for the project as a whole.</param>
/// <param name="From">Start of the first hour.</param>
/// <param name="To">The hours end before it.</param>
/// <param name="IsNewLevel">
/// This is how things are now: the level is learned anew from the first hour on. Otherwise it was an incident that somebody confirmed, and its hours are
/// not what is usual: nothing is learned from them.
/// </param>
public sealed record WatchLesson(string? Step, UnixNanos From, UnixNanos To, bool IsNewLevel)
{
    /// <summary>Whether two sets of lessons say the same of all hours before a moment.</summary>
    public static bool Agree(IReadOnlyCollection<WatchLesson> some, IReadOnlyCollection<WatchLesson> others, UnixNanos before) =>
        some.Count == others.Count && some == others || Until(some, before).SetEquals(Until(others, before));

    private static HashSet<WatchLesson> Until(IEnumerable<WatchLesson> lessons, UnixNanos before) =>
        [.. lessons.Where(lesson => lesson.From < before).Select(lesson => lesson with { To = lesson.IsNewLevel || lesson.To > before ? before : lesson.To })];
}
