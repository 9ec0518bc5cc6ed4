using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Ui.Charts;

/// <summary>
/// The x axis of a chart over time: every span of time of the grain in a range, the empty ones too. It counts spans, not hours, so a day of
/// 23 or 25 hours shows all the hours it has, each once.
/// </summary>
public sealed class TimeAxis
{
    /// <summary>What its buckets are.</summary>
    public const string Label = "Time";

    private const int MostTicks = 12;

    private readonly Dictionary<UnixNanos, int> _index = [];
    private readonly TimeRange _range;
    private readonly Grain _grain;
    private readonly OrganisationCalendar _calendar;
    private readonly List<long> _places;
    private readonly List<UnixNanos> _edges;

    private TimeAxis(TimeRange range, Grain grain, OrganisationCalendar calendar, IReadOnlyList<ChartBucket> buckets, IReadOnlyList<ChartTick> ticks, List<UnixNanos> starts)
    {
        (_range, _grain, _calendar) = (range, grain, calendar);
        Buckets = buckets;
        Ticks = ticks;
        _places = starts.ConvertAll(start => PlaceOf(start, range.From));
        _edges = [.. starts, starts.Count == 0 ? range.To : calendar.Next(starts[^1], grain)];
        foreach (var start in starts)
        {
            _index[start] = _index.Count;
        }
    }

    public IReadOnlyList<ChartBucket> Buckets { get; }

    public IReadOnlyList<ChartTick> Ticks { get; }

    /// <summary>The coarsest grain that still shows a range's course; daily for what is totalled per day.</summary>
    public static Grain GrainFor(TimeRange range, bool isDaily) => range.Length switch
    {
        _ when isDaily => range.Length <= 100 * UnixNanos.PerDay ? Grain.Day : Grain.Month,
        <= 3 * UnixNanos.PerHour => Grain.Minute,
        <= 26 * UnixNanos.PerHour => Grain.Quarter,
        <= 9 * UnixNanos.PerDay => Grain.Hour,
        <= 100 * UnixNanos.PerDay => Grain.Day,
        _ => Grain.Month,
    };

    /// <summary>Whether a chart of this grain over this range would have a number of points that can still be read.</summary>
    public static bool IsReadable(TimeRange range, Grain grain) => grain switch
    {
        Grain.Minute => range.Length <= 6 * UnixNanos.PerHour,
        Grain.Quarter => range.Length <= 4 * UnixNanos.PerDay,
        Grain.Hour => range.Length is > UnixNanos.PerHour and <= 16 * UnixNanos.PerDay,
        Grain.Day => range.Length is > UnixNanos.PerDay and <= 400 * UnixNanos.PerDay,
        Grain.Month => range.Length > 31 * UnixNanos.PerDay,
        _ => false,
    };

    public static TimeAxis Of(TimeRange range, Grain grain, OrganisationCalendar calendar)
    {
        var starts = new List<UnixNanos>();
        for (var at = calendar.Floor(range.From, grain); at < range.To; at = calendar.Next(at, grain))
        {
            starts.Add(at);
        }

        var buckets = new List<ChartBucket>(starts.Count);
        foreach (var start in starts)
        {
            var next = calendar.Next(start, grain);
            var (from, to) = (start < range.From ? range.From : start, next > range.To ? range.To : next);
            buckets.Add(new(TimeText.Bucket(start, next, grain, calendar), RangeChoice.Text(from), RangeChoice.Text(to)));
        }

        return new(range, grain, calendar, buckets, TicksOf(starts, grain, calendar), starts);
    }

    /// <summary>Which bucket begins there; null for none.</summary>
    public int? IndexOf(UnixNanos start) => _index.TryGetValue(start, out var index) ? index : null;

    /// <summary>Where a moment lies, in buckets: the middle of the first one is 0. Null outside of the axis.</summary>
    public double? PositionOf(UnixNanos time)
    {
        var after = _edges.FindIndex(edge => edge > time);
        return after <= 0 ? null : after - 1.5 + ((double)(time - _edges[after - 1]) / (_edges[after] - _edges[after - 1]));
    }

    /// <summary>
    /// Which bucket of this axis is the counterpart of one of the period that the range is compared with: as many months or days in, or as far
    /// by the wall clock. Each has exactly one, so that the compared period is all there also where clocks change in one of the two.
    /// </summary>
    public int IndexOfBefore(UnixNanos start)
    {
        var place = PlaceOf(start, _range.PreviousFrom);
        for (var i = _places.Count - 1; i > 0; i--)
        {
            // An hour that comes twice is found at its first time.
            if (_places[i] <= place && _places[i - 1] < place)
            {
                return i;
            }
        }

        return 0;
    }

    // How far into a period a moment lies: in months, in days, or in ticks of the wall clock.
    private long PlaceOf(UnixNanos time, UnixNanos from)
    {
        var (at, first) = (TimeText.Local(time, _calendar), TimeText.Local(from, _calendar));
        return _grain switch
        {
            Grain.Month => (at.Year * 12) + at.Month - (first.Year * 12) - first.Month,
            Grain.Day => (at.Date - first.Date).Days,
            _ => (at - first).Ticks,
        };
    }

    private static List<ChartTick> TicksOf(List<UnixNanos> starts, Grain grain, OrganisationCalendar calendar)
    {
        var locals = starts.ConvertAll(start => TimeText.Local(start, calendar));
        var candidates = Enumerable.Range(0, starts.Count);
        foreach (var isRound in Roundness(grain))
        {
            List<int> round = [.. candidates.Where(i => isRound(locals[i]))];
            if (round.Count <= MostTicks)
            {
                return round.ConvertAll(i => new ChartTick(i, LabelOf(locals[i], grain)));
            }
        }

        return [];
    }

    // From fine to coarse: the first that leaves few enough labels is taken.
    private static IEnumerable<Func<DateTime, bool>> Roundness(Grain grain) => grain switch
    {
        Grain.Month => [_ => true, t => t.Month is 1 or 7, t => t.Month is 1],
        Grain.Day => [_ => true, t => t.DayOfWeek is DayOfWeek.Monday, t => t.Day is 1, t => t is { Day: 1, Month: 1 or 4 or 7 or 10 }],
        Grain.Hour => [t => t.Hour % 6 == 0, t => t.Hour == 0, t => t.Hour == 0 && t.DayOfYear % 2 == 0],
        _ =>
        [
            t => t.Minute % 5 == 0, t => t.Minute % 15 == 0, t => t.Minute % 30 == 0, t => t.Minute == 0, t => t is { Minute: 0 } && t.Hour % 3 == 0,
            t => t is { Minute: 0 } && t.Hour % 6 == 0, t => t is { Minute: 0, Hour: 0 },
        ],
    };

    private static string LabelOf(DateTime local, Grain grain) => local.ToString(
        grain switch
        {
            Grain.Month => local.Month == 1 ? "yyyy" : "MMM",
            Grain.Day => "d MMM",
            _ => local.TimeOfDay == TimeSpan.Zero ? "d MMM" : "HH:mm",
        },
        System.Globalization.CultureInfo.InvariantCulture);
}
