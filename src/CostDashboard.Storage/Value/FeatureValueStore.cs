using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Value;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Value;

/// <summary>Rows of a project by their key. Days that overlap are looked for in the transaction that writes, so that two who write at a time cannot make them.</summary>
internal sealed class FeatureValueStore(IDatabase database) : IFeatureValueStore
{
    public async Task<IReadOnlyList<FeatureValue>> GetAsync(ProjectId project, ValueDays days, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var rows = await Overlapping(db, project.Value, Number(days.First), Number(days.Last)).ToListAsync(cancellationToken);
        return [.. rows.Select(ValueOf)];
    }

    public async Task<FeatureValuePage> GetPageAsync(ProjectId project, string? feature, int skip, int most, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var all = Of(db, project.Value, feature);
        var rows = await Latest(all, skip, most).ToListAsync(cancellationToken);
        return new(
            [.. rows.Select(row => new StoredFeatureValue(ValueOf(row), new(row.RecordedAt), row.RecordedBy))],
            await all.CountAsync(cancellationToken));
    }

    public Task<FeatureValueOutcome> SaveAsync(
        ProjectId project, IReadOnlyList<FeatureValue> values, FeatureValueKey? replaced, AuditEntry audit, CancellationToken cancellationToken) => database.ChangeAsync<FeatureValueOutcome>(
        async db =>
        {
            if (values.Count == 0)
            {
                return new FeatureValueOutcome.Saved(0, 0, 0);
            }

            // A refusal ends the transaction as well: nothing may be written before all is checked.
            var isMoved = replaced is not null && values.All(value => value.Key != replaced);
            if (replaced is not null && !await One(db, project, replaced).AnyAsync(cancellationToken))
            {
                return Refused("The value that is to be changed is not there any more: somebody else has changed or deleted it.");
            }

            var (first, last) = (values.Min(value => Number(value.Key.Days.First)), values.Max(value => Number(value.Key.Days.Last)));
            var stored = (await Overlapping(db, project.Value, first, last).AsTracking().ToListAsync(cancellationToken)).ToDictionary(row => ValueOf(row).Key);
            var clashes = FeatureValueClash.Of(values, stored.Keys.Where(key => key != replaced));
            if (clashes.Count > 0)
            {
                return new FeatureValueOutcome.Refused(clashes);
            }

            var added = values.Count(value => !stored.ContainsKey(value.Key));
            if (added > 0 && await Of(db, project.Value, null).CountAsync(cancellationToken) + added - (isMoved ? 1 : 0) > FeatureValueRules.MostOfProject)
            {
                return Refused($"The project would have more than {FeatureValueRules.MostOfProject} values. Delete some, or record them by the month.");
            }

            var saved = Write(db, project, values, stored, audit);
            if (isMoved)
            {
                await One(db, project, replaced!).ExecuteDeleteAsync(cancellationToken);
            }

            if (saved.Added + saved.Changed > 0 || isMoved)
            {
                AuditLog.Add(db, audit);
                await db.SaveChangesAsync(cancellationToken);
            }

            return saved;
        },
        cancellationToken);

    public Task<bool> DeleteAsync(ProjectId project, FeatureValueKey key, AuditEntry audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            if (await One(db, project, key).ExecuteDeleteAsync(cancellationToken) == 0)
            {
                return false;
            }

            AuditLog.Add(db, audit);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    internal static IQueryable<FeatureValueRow> Overlapping(CostDb db, int project, int first, int last) => db.FeatureValues.AsNoTracking()
        .TagWith("FeatureValuesOfDays")
        .Where(row => row.ProjectId == project && row.LastDay >= first && row.FirstDay <= last)
        .OrderBy(row => row.Feature)
        .ThenBy(row => row.Unit)
        .ThenBy(row => row.FirstDay)
        .Take(FeatureValueRules.MostOfProject);

    internal static IQueryable<FeatureValueRow> Of(CostDb db, int project, string? feature) => db.FeatureValues.AsNoTracking()
        .TagWith("FeatureValues")
        .Where(row => row.ProjectId == project && (feature == null || row.Feature == feature));

    internal static IQueryable<FeatureValueRow> One(CostDb db, ProjectId project, FeatureValueKey key)
    {
        var (number, feature, unit, first, last) = (project.Value, key.Feature, key.Unit, Number(key.Days.First), Number(key.Days.Last));
        return db.FeatureValues.AsNoTracking()
            .TagWith("FeatureValue")
            .Where(row => row.ProjectId == number && row.Feature == feature && row.Unit == unit && row.FirstDay == first && row.LastDay == last);
    }

    internal static IQueryable<FeatureValueRow> Latest(IQueryable<FeatureValueRow> rows, int skip, int most) => rows
        .OrderByDescending(row => row.LastDay)
        .ThenBy(row => row.Feature)
        .ThenBy(row => row.Unit)
        .ThenByDescending(row => row.FirstDay)
        .Skip(skip)
        .Take(most);

    private static FeatureValueOutcome.Saved Write(
        CostDb db, ProjectId project, IReadOnlyList<FeatureValue> values, Dictionary<FeatureValueKey, FeatureValueRow> stored, AuditEntry audit)
    {
        var (added, changed) = (0, 0);
        foreach (var (key, amount) in values.Select(value => (value.Key, value.Amount)))
        {
            var isNew = !stored.TryGetValue(key, out var row);
            if (row is null)
            {
                row = new()
                {
                    ProjectId = project.Value,
                    Feature = key.Feature,
                    Unit = key.Unit,
                    FirstDay = Number(key.Days.First),
                    LastDay = Number(key.Days.Last),
                };
                db.FeatureValues.Add(row);
            }
            else if (row.Amount == amount)
            {
                continue;
            }

            (added, changed) = isNew ? (added + 1, changed) : (added, changed + 1);
            (row.Amount, row.RecordedAt, row.RecordedBy) = (amount, audit.At.Value, StorableText.Mend(audit.Bounded().Actor.Name));
        }

        return new(added, changed, values.Count - added - changed);
    }

    private static FeatureValueOutcome.Refused Refused(string reason) => new([new(null, reason)]);

    private static FeatureValue ValueOf(FeatureValueRow row) => new(
        new(row.Feature, new(OrganisationCalendar.DayOfNumber(row.FirstDay), OrganisationCalendar.DayOfNumber(row.LastDay)), row.Unit), row.Amount);

    private static int Number(DateOnly day) => OrganisationCalendar.NumberOf(day);
}
