using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Rules;

/// <summary>A time in which a value broke a rule: what is one incident.</summary>
/// <param name="Value">Of the dimension that the rule is applied by; empty also for all together.</param>
/// <param name="From">The beginning of the first window that broke it.</param>
/// <param name="To">The end of the last window that broke it.</param>
/// <param name="Amount">Of the last window that broke it, in the figure's unit.</param>
/// <param name="Compared">What that was compared with; null for a limit.</param>
/// <param name="Furthest">The amount that was furthest on the wrong side; of a change, in the window where it was largest.</param>
/// <param name="CostNanoUsd">Known cost of the windows that broke it.</param>
/// <param name="IsCostComplete">No call without a known price is among them.</param>
/// <param name="IsOver">All was well for long enough.</param>
public sealed record AlertEpisode(
    string Value, UnixNanos From, UnixNanos To, decimal Amount, decimal? Compared, decimal Furthest, long CostNanoUsd, bool IsCostComplete, bool IsOver = false);

/// <summary>What a window changed.</summary>
/// <param name="Start">The beginning of the window.</param>
/// <param name="End">Its end.</param>
/// <param name="Episode">It goes on, with this window in it; or it is over, since the window that is not in it any more.</param>
public sealed record AlertFinding(UnixNanos Start, UnixNanos End, AlertEpisode Episode);
