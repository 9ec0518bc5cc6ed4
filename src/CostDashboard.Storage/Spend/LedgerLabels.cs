using CostDashboard.Core.Spend;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>
/// The daily totals of one project in a verification. Where a day and key has an "(other)", values without a row of their own have to be
/// in it: it must be their sum, to the nano. Memory grows with the distinct values of a day and key, at most 10,000 stored ones each.
/// </summary>
internal sealed class LedgerLabels(int project)
{
    private readonly Dictionary<(int Day, string TagKey), Dictionary<string, SpendMeasures>> _fromSpans = [];
    private readonly Dictionary<(int Day, string TagKey), Dictionary<string, SpendMeasures>> _stored = [];

    public void Add(SpendDelta delta)
    {
        foreach (var (day, measures) in delta.Days)
        {
            At(_fromSpans, day.Day, day.TagKey, day.Value).Add(measures);
        }
    }

    /// <returns>How many rows are stored.</returns>
    public async Task<long> TakeStoredAsync(CostDb db, CancellationToken cancellationToken)
    {
        var rows = 0L;
        await foreach (var row in Rows(db, project).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            At(_stored, row.Day, row.TagKey, row.Value).Add(SpendMeasuresOf.Row(row));
            rows++;
        }

        return rows;
    }

    public void Tell(Action<string, string, string> tell)
    {
        foreach (var key in _fromSpans.Keys.Union(_stored.Keys).Order())
        {
            var stored = _stored.GetValueOrDefault(key) ?? [];
            var fromSpans = Folded(_fromSpans.GetValueOrDefault(key) ?? [], stored);
            foreach (var value in stored.Keys.Union(fromSpans.Keys).Order(StringComparer.Ordinal))
            {
                var (left, right) = (stored.GetValueOrDefault(value), fromSpans.GetValueOrDefault(value) ?? new());
                if (!(left ?? new()).Equals(right))
                {
                    var what = key.TagKey.Length == 0 ? "user" : $"tag {key.TagKey}";
                    tell($"users and tags {project}/{OrganisationCalendar.DayOfNumber(key.Day):O}/{what} '{value}'", left is null ? "missing" : LedgerCheck.Text(left), LedgerCheck.Text(right));
                }
            }
        }
    }

    internal static IQueryable<LabelDayRow> Rows(CostDb db, int project) =>
        db.LabelDays.AsNoTracking().TagWith("SpendDaysOfProject").Where(d => d.ProjectId == project);

    private static Dictionary<string, SpendMeasures> Folded(Dictionary<string, SpendMeasures> fromSpans, Dictionary<string, SpendMeasures> stored)
    {
        if (!stored.ContainsKey(LabelGuard.Other))
        {
            return fromSpans;
        }

        var folded = new Dictionary<string, SpendMeasures>(StringComparer.Ordinal);
        foreach (var (value, measures) in fromSpans)
        {
            var at = stored.ContainsKey(value) ? value : LabelGuard.Other;
            if (!folded.TryGetValue(at, out var sum))
            {
                folded[at] = sum = new();
            }

            sum.Add(measures);
        }

        return folded;
    }

    private static SpendMeasures At(
        Dictionary<(int Day, string TagKey), Dictionary<string, SpendMeasures>> days, int day, string tagKey, string value)
    {
        if (!days.TryGetValue((day, tagKey), out var values))
        {
            days[(day, tagKey)] = values = new(StringComparer.Ordinal);
        }

        if (!values.TryGetValue(value, out var measures))
        {
            values[value] = measures = new();
        }

        return measures;
    }
}
