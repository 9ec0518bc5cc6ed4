using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Spend;

/// <summary>What a difference adds to each table. Each is folded from the one before: a slice from series, a coarser grain from a finer one.</summary>
internal sealed record SpendFold(
    IReadOnlyList<SpendAddition> Minutes,
    IReadOnlyList<SpendAddition> Quarters,
    IReadOnlyList<SpendAddition> Hours,
    IReadOnlyList<SpendAddition> Days,
    IReadOnlyList<SliceAddition> Slices)
{
    public static SpendFold Of(SpendDelta delta, OrganisationCalendar calendar, SeriesNumbers series)
    {
        var minutes = new List<SpendAddition>(delta.Minutes.Count);
        var sliced = new Dictionary<long, long[]>();
        foreach (var (minute, measures) in delta.Minutes)
        {
            var id = series.Of(minute.Series);
            minutes.Add(new(minute.Series.Project.Value, minute.Minute.Value, id, measures));
            if (!sliced.ContainsKey(id))
            {
                sliced[id] = [.. SpendSlices.Kept.Select(slice => series.Of(SpendSlices.KeyOf(minute.Series, slice)))];
            }
        }

        // A zone's hours and days are whole numbers of quarters, and its days of hours.
        var quarters = Coarser(minutes, minute => minute.Floor(UnixNanos.PerQuarter));
        var hours = Coarser(quarters, quarter => calendar.Floor(quarter, Grain.Hour));
        var days = Coarser(hours, hour => calendar.Floor(hour, Grain.Day));
        var slices = new List<SliceAddition>();
        for (var i = 0; i < SpendSlices.Kept.Count; i++)
        {
            var (slice, at) = (SpendSlices.Kept[i], i);
            var byQuarter = Sum(quarters, row => row with { SeriesId = sliced[row.SeriesId][at] });
            var byHour = Coarser(byQuarter, quarter => calendar.Floor(quarter, Grain.Hour));
            var byDay = Coarser(byHour, hour => calendar.Floor(hour, Grain.Day));
            slices.AddRange(byQuarter.Select(row => new SliceAddition(SpendTable.Quarters, slice, row)));
            slices.AddRange(byHour.Select(row => new SliceAddition(SpendTable.Hours, slice, row)));
            slices.AddRange(byDay.Select(row => new SliceAddition(SpendTable.Days, slice, row)));
        }

        return new(minutes, quarters, hours, days, slices);
    }

    private static List<SpendAddition> Coarser(IReadOnlyList<SpendAddition> finer, Func<UnixNanos, UnixNanos> floor)
    {
        var beginnings = new Dictionary<long, long>();
        return Sum(finer, row =>
        {
            if (!beginnings.TryGetValue(row.Bucket, out var beginning))
            {
                beginnings[row.Bucket] = beginning = floor(new(row.Bucket)).Value;
            }

            return row with { Bucket = beginning };
        });
    }

    private static List<SpendAddition> Sum(IReadOnlyList<SpendAddition> rows, Func<SpendAddition, SpendAddition> into)
    {
        var at = new Dictionary<(long Bucket, long Series), int>(rows.Count);
        var sums = new List<SpendAddition>();
        var own = new HashSet<int>();
        foreach (var row in rows)
        {
            var addition = into(row);
            if (at.TryAdd((addition.Bucket, addition.SeriesId), sums.Count))
            {
                sums.Add(addition);
                continue;
            }

            // The first measures are those of a finer row and stand there too: they are copied before a second is added to them.
            var index = at[(addition.Bucket, addition.SeriesId)];
            if (own.Add(index))
            {
                var sum = new SpendMeasures();
                sum.Add(sums[index].Measures);
                sums[index] = sums[index] with { Measures = sum };
            }

            sums[index].Measures.Add(addition.Measures);
        }

        return sums;
    }
}
