using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Spend;

/// <summary>What a difference adds to each table. Each is folded from the one before: a slice from series, a coarser grain from a finer one.</summary>
internal sealed record SpendFold(
    IReadOnlyList<SpendAddition> Minutes,
    IReadOnlyList<SpendAddition> Quarters,
    IReadOnlyList<SpendAddition> Hours,
    IReadOnlyList<SpendAddition> Days)
{
    public static SpendFold Of(SpendDelta delta, OrganisationCalendar calendar, SeriesNumbers series)
    {
        var minutes = new List<SpendAddition>(delta.Minutes.Count);
        var slices = new Dictionary<long, long[]>();
        foreach (var (minute, measures) in delta.Minutes)
        {
            var id = series.Of(minute.Series);
            minutes.Add(new(minute.Series.Project.Value, SpendSlices.WholeSeries, minute.Minute.Value, id, measures));
            if (!slices.ContainsKey(id))
            {
                slices[id] = [.. SpendSlices.Kept.Select(slice => series.Of(SpendSlices.KeyOf(minute.Series, slice)))];
            }
        }

        // A zone's hours and days are whole numbers of quarters, and its days of hours.
        var quarters = Coarser(minutes, minute => minute.Floor(UnixNanos.PerQuarter));
        var hours = Coarser(quarters, quarter => calendar.Floor(quarter, Grain.Hour));
        var days = Coarser(hours, hour => calendar.Floor(hour, Grain.Day));
        var slicedHours = Sliced(hours, slices);
        var slicedDays = Coarser(slicedHours, hour => calendar.Floor(hour, Grain.Day));
        return new(minutes, quarters, [.. hours, .. slicedHours], [.. days, .. slicedDays]);
    }

    private static IReadOnlyList<SpendAddition> Coarser(IReadOnlyList<SpendAddition> finer, Func<UnixNanos, UnixNanos> floor)
    {
        var folded = new Sums();
        var beginnings = new Dictionary<long, long>();
        foreach (var addition in finer)
        {
            if (!beginnings.TryGetValue(addition.Bucket, out var beginning))
            {
                beginnings[addition.Bucket] = beginning = floor(new(addition.Bucket)).Value;
            }

            folded.Add(addition with { Bucket = beginning });
        }

        return folded.Additions;
    }

    private static IReadOnlyList<SpendAddition> Sliced(IReadOnlyList<SpendAddition> series, Dictionary<long, long[]> slices)
    {
        var folded = new Sums();
        foreach (var addition in series)
        {
            var sliced = slices[addition.SeriesId];
            for (var i = 0; i < sliced.Length; i++)
            {
                folded.Add(addition with { Slice = (byte)SpendSlices.Kept[i], SeriesId = sliced[i] });
            }
        }

        return folded.Additions;
    }

    private sealed class Sums
    {
        private readonly Dictionary<(byte Slice, long Bucket, long Series), int> _at = [];
        private readonly List<SpendAddition> _additions = [];
        private readonly HashSet<int> _own = [];

        public IReadOnlyList<SpendAddition> Additions => _additions;

        public void Add(SpendAddition addition)
        {
            var key = (addition.Slice, addition.Bucket, addition.SeriesId);
            if (!_at.TryGetValue(key, out var at))
            {
                _at[key] = _additions.Count;
                _additions.Add(addition);
                return;
            }

            // The first measures are those of a finer row and stand there too: they are copied before a second is added to them.
            if (_own.Add(at))
            {
                var sum = new SpendMeasures();
                sum.Add(_additions[at].Measures);
                _additions[at] = _additions[at] with { Measures = sum };
            }

            _additions[at].Measures.Add(addition.Measures);
        }
    }
}
