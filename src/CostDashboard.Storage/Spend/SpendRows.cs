using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Spend;

/// <summary>Adds a difference to the spend tables: to minutes as it is, to quarters and days folded, to users and tags.</summary>
internal static class SpendRows
{
    /// <param name="seriesId">The number of a series; a series that only lost spend is stored already.</param>
    public static async Task AddAsync(
        IWriteSession session, SpendDelta delta, OrganisationCalendar calendar, Func<SpendKey, long> seriesId, CancellationToken cancellationToken)
    {
        var minutes = new Folded();
        var quarters = new Folded();
        var days = new Folded();
        var beginnings = new Dictionary<UnixNanos, UnixNanos>();
        foreach (var (minute, measures) in delta.Minutes)
        {
            var project = minute.Series.Project.Value;
            var series = seriesId(minute.Series);
            var quarter = minute.Minute.Floor(UnixNanos.PerQuarter);
            if (!beginnings.TryGetValue(quarter, out var day))
            {
                beginnings[quarter] = day = calendar.Floor(quarter, Grain.Day);
            }

            minutes.Add(project, minute.Minute, series, measures);
            quarters.Add(project, quarter, series, measures);
            days.Add(project, day, series, measures);
        }

        await session.AddAsync(SpendTable.Minutes, minutes.Additions, cancellationToken);
        await session.AddAsync(SpendTable.Quarters, quarters.Additions, cancellationToken);
        await session.AddAsync(SpendTable.Days, days.Additions, cancellationToken);
        await session.AddLabelsAsync(delta.Days, cancellationToken);
    }

    private sealed class Folded
    {
        private readonly Dictionary<(long Bucket, long Series), int> _at = [];
        private readonly List<SpendAddition> _additions = [];
        private readonly HashSet<int> _own = [];

        public IReadOnlyList<SpendAddition> Additions => _additions;

        public void Add(int project, UnixNanos bucket, long series, SpendMeasures measures)
        {
            if (!_at.TryGetValue((bucket.Value, series), out var at))
            {
                _at[(bucket.Value, series)] = _additions.Count;
                _additions.Add(new(project, bucket.Value, series, measures));
                return;
            }

            // The first measures are the delta's and stand in all three tables: they are copied before a second is added to them.
            if (_own.Add(at))
            {
                var sum = new SpendMeasures();
                sum.Add(_additions[at].Measures);
                _additions[at] = _additions[at] with { Measures = sum };
            }

            _additions[at].Measures.Add(measures);
        }
    }
}
