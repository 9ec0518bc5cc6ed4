using CostDashboard.Core.Access;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Watching;

/// <summary>At most <see cref="AlertRule.MostOfProject"/> rows of a project: read whole, by index.</summary>
internal sealed class AlertRuleStore(IDatabase database) : IAlertRuleStore
{
    // Incidents name a rule by its number, also after it was deleted.
    private const string LastId = "alert-rules.last";

    public async Task<IReadOnlyList<AlertRule>> ListAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return [.. (await Of(db, project.Value).AsNoTracking().ToListAsync(cancellationToken)).Select(AlertRuleCode.ToRule)];
    }

    public Task<AlertRuleOutcome> SaveAsync(AlertRule rule, AuditEntry entry, CancellationToken cancellationToken)
    {
        if (rule.FindMistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(rule));
        }

        return database.ChangeAsync<AlertRuleOutcome>(
            async db =>
            {
                var stored = await Of(db, rule.Project.Value).ToListAsync(cancellationToken);
                var row = stored.Find(one => one.Id == rule.Id);
                var key = AlertRuleCode.KeyOf(rule.Name);
                if (stored.Exists(one => one.NameKey == key && one != row))
                {
                    return new AlertRuleOutcome.Refused("Another rule of the project has this name. Choose another one, or change that rule.");
                }

                if (rule.Id != 0 && row?.Version != rule.Version)
                {
                    return new AlertRuleOutcome.Refused("Somebody else has changed or deleted this rule since you opened it. Nothing was saved: open it again, then make your change.");
                }

                if (row is not null && AlertRuleCode.ToRule(row) is var same && same == rule with { Since = same.Since })
                {
                    return new AlertRuleOutcome.Saved(same);
                }

                if (row is null && stored.Count >= AlertRule.MostOfProject)
                {
                    return new AlertRuleOutcome.Refused($"The project has {AlertRule.MostOfProject} alert rules, and no more are kept. Delete one that is not needed any more.");
                }

                if (row is null)
                {
                    db.AlertRules.Add(row = new() { Id = await Settings.NextAsync(db, LastId, cancellationToken), ProjectId = rule.Project.Value });
                }

                AlertRuleCode.Fill(row, rule);
                AuditLog.Add(db, entry);
                await db.SaveChangesAsync(cancellationToken);
                return new AlertRuleOutcome.Saved(AlertRuleCode.ToRule(row));
            },
            cancellationToken);
    }

    public Task<bool> DeleteAsync(ProjectId project, int id, AuditEntry entry, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            if (await ById(db, project.Value, id).ExecuteDeleteAsync(cancellationToken) == 0)
            {
                return false;
            }

            AuditLog.Add(db, entry);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    internal static IQueryable<AlertRuleRow> Of(CostDb db, int project) => db.AlertRules
        .TagWith("AlertRules")
        .Where(row => row.ProjectId == project)
        .OrderBy(row => row.NameKey)
        .Take(AlertRule.MostOfProject);

    internal static IQueryable<AlertRuleRow> ById(CostDb db, int project, int id) => db.AlertRules.TagWith("AlertRule").Where(row => row.Id == id && row.ProjectId == project);
}
