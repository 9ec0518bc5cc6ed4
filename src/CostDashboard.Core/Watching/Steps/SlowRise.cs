using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>
/// What a call of a step takes, week by week: what rises a little every week is usual in each hour of it, and no window of it is an alarm. Each day the
/// last four weeks are compared, by their sums and not by their hours, so a few calls more or less do not decide.
/// </summary>
/// <param name="measure">Of a sum divided by calls.</param>
internal sealed class SlowRise(string step, WatchedMeasure measure)
{
    /// <summary>Each week is more than the one before by so much at least, so that one step up is not a rise.</summary>
    public const double LeastOfEachWeek = 1.08;

    /// <summary>The last week is so many times the first.</summary>
    public const double LeastOfAll = 1.5;

    /// <summary>Fewer calls in a week say little about what a call takes.</summary>
    public const long LeastCalls = 168;

    private const int Weeks = 4;
    private const int DaysOfWeek = 7;
    private const int HoursPerDay = 24;

    private readonly double[] _sums = new double[Weeks * DaysOfWeek];
    private readonly long[] _calls = new long[Weeks * DaysOfWeek];
    private double _sum;
    private double _cost;
    private long _callsOfDay;
    private int _hours;
    private long _days;
    private bool _isTold;

    /// <summary>From here on the weeks before are another step's: somebody accepted a level.</summary>
    public void Restart() => (_days, _hours, _sum, _cost, _callsOfDay, _isTold) = (0, 0, 0, 0, 0, false);

    /// <param name="perCall">Of the hour; null where it is not known or nothing was called.</param>
    /// <param name="costNanoUsd">Of the hour.</param>
    /// <returns>Once a day, while it rises, and once when it does not any more.</returns>
    public StepFinding? Observe(UnixNanos hour, double? perCall, long calls, long costNanoUsd)
    {
        if (perCall is { } value)
        {
            (_sum, _cost, _callsOfDay) = (_sum + value * calls, _cost + costNanoUsd, _callsOfDay + calls);
        }

        if (++_hours < HoursPerDay)
        {
            return null;
        }

        var at = (int)(_days++ % _sums.Length);
        var cost = _cost;
        (_sums[at], _calls[at]) = (_sum, _callsOfDay);
        (_sum, _cost, _callsOfDay, _hours) = (0, 0, 0, 0);
        return _days < _sums.Length ? null : Compare(hour, cost);
    }

    private StepFinding? Compare(UnixNanos hour, double costOfDay)
    {
        Span<double> weeks = stackalloc double[Weeks];
        var rises = true;
        for (var week = 0; week < Weeks; week++)
        {
            var (sum, calls) = WeekOf(week);
            weeks[week] = calls >= LeastCalls ? sum / calls : 0;
            rises &= weeks[week] > 0 && (week == 0 || weeks[week] >= weeks[week - 1] * LeastOfEachWeek);
        }

        var ratio = rises ? weeks[^1] / weeks[0] : 0;
        var perDay = rises ? costOfDay * (1 - 1 / ratio) : 0;
        var isRising = ratio >= LeastOfAll && perDay >= StepFinding.LeastMoneyPerDay;
        if (!isRising && !_isTold)
        {
            return null;
        }

        _isTold = isRising;
        var perHour = (long)Math.Min(long.MaxValue / 2.0, perDay / HoursPerDay);
        return new(step, measure, hour + -((Weeks * DaysOfWeek * HoursPerDay) - 1) * UnixNanos.PerHour, hour, weeks[^1], weeks[0], perHour, null, !isRising)
        {
            IsSlow = true,
            Learned = Weeks * DaysOfWeek * HoursPerDay,
            Points = isRising ? DaysUntil(hour) : [],
        };
    }

    // From the oldest on: the next day to be overwritten is the first of the four weeks.
    private (double Sum, long Calls) WeekOf(int week)
    {
        var (sum, calls) = (0.0, 0L);
        for (var day = week * DaysOfWeek; day < (week + 1) * DaysOfWeek; day++)
        {
            var at = (int)((_days + day) % _sums.Length);
            (sum, calls) = (sum + _sums[at], calls + _calls[at]);
        }

        return (sum, calls);
    }

    private List<IncidentPoint> DaysUntil(UnixNanos hour)
    {
        var first = hour + UnixNanos.PerHour + -_sums.Length * UnixNanos.PerDay;
        return [.. Enumerable.Range(0, _sums.Length).Select(day =>
        {
            var at = (int)((_days + day) % _sums.Length);
            return new IncidentPoint(first + day * UnixNanos.PerDay, _calls[at] == 0 ? null : _sums[at] / _calls[at]);
        })];
    }
}
