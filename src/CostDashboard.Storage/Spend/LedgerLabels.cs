using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>
/// Verifies the daily totals of one project's users and tags, a day at a time, from the charges that stand on the spans (those are verified
/// against the trees before). Where a day has an "(other)", values without a row of their own have to be in it: it must be their sum.
/// </summary>
/// <remarks>Time grows with the charged spans, memory with the values of one day.</remarks>
internal sealed class LedgerLabels(CostDb db, OrganisationCalendar calendar, int project, Action<string, string, string> tell)
{
    /// <returns>How many rows are stored.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var rows = 0L;
        for (var day = await NextAsync(int.MinValue, cancellationToken); day is { } number; day = await NextAsync(number, cancellationToken))
        {
            rows += await CheckAsync(number, cancellationToken);
        }

        return rows;
    }

    internal static IQueryable<LabelDayRow> Rows(CostDb db, int project, int day) =>
        db.LabelDays.AsNoTracking().TagWith("LabelDay").Where(d => d.ProjectId == project && d.Day == day);

    internal static IQueryable<ChargedSpan> Charges(CostDb db, int project, long from, long to) => Labelled(db, project)
        .TagWith("LabelledCharges")
        .Where(s => s.StartNanos >= from && s.StartNanos < to)
        .Select(ChargedSpan.Columns);

    internal static IQueryable<long> Starts(CostDb db, int project, long from) => Labelled(db, project)
        .TagWith("NextLabelledCharge")
        .Where(s => s.StartNanos >= from)
        .OrderBy(s => s.StartNanos)
        .Select(s => s.StartNanos)
        .Take(1);

    internal static IQueryable<int> DaysAfter(CostDb db, int project, int day) => db.LabelDays.AsNoTracking()
        .TagWith("NextLabelDay")
        .Where(d => d.ProjectId == project && d.Day > day)
        .OrderBy(d => d.Day)
        .Select(d => d.Day)
        .Take(1);

    private static IQueryable<SpanRow> Labelled(CostDb db, int project) => db.Spans.AsNoTracking()
        .Where(s => s.ProjectId == project && s.ChargedNanoUsd != null && (s.ChargedUser != null || s.ChargedTags != null));

    // The next day that has something on either side: days between, be they years, cost nothing.
    private async Task<int?> NextAsync(int day, CancellationToken cancellationToken)
    {
        var from = day == int.MinValue ? long.MinValue : StartOf(day + 1).Value;
        var stored = await DaysAfter(db, project, day).Select(d => (int?)d).FirstOrDefaultAsync(cancellationToken);
        var charged = await Starts(db, project, from).Select(s => (long?)s).FirstOrDefaultAsync(cancellationToken);
        var spent = charged is { } start ? calendar.DayNumberOf(new(start)) : (int?)null;
        return stored is null || spent < stored ? spent : stored;
    }

    private async Task<long> CheckAsync(int day, CancellationToken cancellationToken)
    {
        var stored = await Rows(db, project, day).ToDictionaryAsync(r => (r.TagKey, r.Value), r => SpendMeasuresOf.Row(r), cancellationToken);
        var fromSpans = new Dictionary<(string TagKey, string Value), SpendMeasures>();
        await foreach (var charge in Charges(db, project, StartOf(day).Value, StartOf(day + 1).Value).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (charge.User is { } user)
            {
                Add(("", user), charge);
            }

            foreach (var (key, value) in TagText.Parse(charge.Tags).Pairs)
            {
                Add((key, value), charge);
            }
        }

        foreach (var key in stored.Keys.Union(fromSpans.Keys).Order())
        {
            var (left, right) = (stored.GetValueOrDefault(key), fromSpans.GetValueOrDefault(key) ?? new());
            if (!(left ?? new()).Equals(right))
            {
                var what = key.TagKey.Length == 0 ? "user" : $"tag {key.TagKey}";
                tell(
                    $"{what} '{key.Value}' {project}/{OrganisationCalendar.DayOfNumber(day):O}",
                    left is null ? "missing" : LedgerCheck.Text(left),
                    LedgerCheck.Text(right));
            }
        }

        return stored.Count;

        void Add((string TagKey, string Value) key, ChargedSpan charge)
        {
            var at = !stored.ContainsKey(key) && stored.ContainsKey((key.TagKey, LabelGuard.Other)) ? (key.TagKey, LabelGuard.Other) : key;
            if (!fromSpans.TryGetValue(at, out var sum))
            {
                fromSpans[at] = sum = new();
            }

            SpendMeasuresOf.Add(sum, charge);
        }
    }

    private UnixNanos StartOf(int day) => calendar.StartOf(OrganisationCalendar.DayOfNumber(day));
}
