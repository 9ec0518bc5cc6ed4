using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Watching;

/// <summary>At most <see cref="Budget.MostOfProject"/> rows of a project: read whole, by index.</summary>
internal sealed class BudgetStore(IDatabase database) : IBudgetStore
{
    // Incidents name a budget by its number, also after it was deleted.
    private const string LastId = "budgets.last";

    public async Task<IReadOnlyList<Budget>> ListAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return [.. (await Of(db, project.Value).AsNoTracking().ToListAsync(cancellationToken)).Select(BudgetOf)];
    }

    public Task<BudgetOutcome> SaveAsync(Budget budget, AuditEntry entry, CancellationToken cancellationToken)
    {
        if (budget.FindMistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(budget));
        }

        return database.ChangeAsync<BudgetOutcome>(
            async db =>
            {
                var stored = await Of(db, budget.Project.Value).ToListAsync(cancellationToken);
                var row = stored.Find(one => one.Id == budget.Id);
                var key = KeyOf(budget.Name);
                if (stored.Exists(one => one.NameKey == key && one != row))
                {
                    return new BudgetOutcome.Refused("Another budget of the project has this name. Choose another one, or change that budget.");
                }

                if (budget.Id != 0 && row?.Version != budget.Version)
                {
                    return new BudgetOutcome.Refused("Somebody else has changed or deleted this budget since you opened it. Nothing was saved: open it again, then make your change.");
                }

                if (row is not null && BudgetOf(row) is var same && same == budget with { Since = same.Since })
                {
                    return new BudgetOutcome.Saved(same);
                }

                if (row is null && stored.Count >= Budget.MostOfProject)
                {
                    return new BudgetOutcome.Refused($"The project has {Budget.MostOfProject} budgets, and no more are kept. Delete one that is not needed any more.");
                }

                if (row is null)
                {
                    db.Budgets.Add(row = new() { Id = await Settings.NextAsync(db, LastId, cancellationToken), ProjectId = budget.Project.Value, SinceDay = OrganisationCalendar.NumberOf(budget.Since) });
                }

                Fill(row, budget);
                AuditLog.Add(db, entry);
                await db.SaveChangesAsync(cancellationToken);
                return new BudgetOutcome.Saved(BudgetOf(row));
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

    internal static IQueryable<BudgetRow> Of(CostDb db, int project) => db.Budgets
        .TagWith("Budgets")
        .Where(row => row.ProjectId == project)
        .OrderBy(row => row.NameKey)
        .Take(Budget.MostOfProject);

    internal static IQueryable<BudgetRow> ById(CostDb db, int project, int id) => db.Budgets.TagWith("Budget").Where(row => row.Id == id && row.ProjectId == project);

    private static void Fill(BudgetRow row, Budget budget)
    {
        (row.Name, row.NameKey) = (StorableText.Mend(budget.Name), KeyOf(budget.Name));
        (row.Dimension, row.TagKey) = (budget.Scope?.Dimension, budget.Scope?.TagKey is { } tag ? StorableText.Mend(tag) : null);
        row.Value = StorableText.Mend(budget.Scope?.Value ?? "");
        (row.AmountNanoUsd, row.Period, row.CarriesOver) = (budget.AmountNanoUsd, budget.Period, budget.CarriesOver);
        row.Thresholds = string.Join(',', budget.Thresholds.Select(percent => percent.ToString(CultureInfo.InvariantCulture)));
        row.Version++;
    }

    private static string KeyOf(string name) => StorableText.Mend(name).ToUpperInvariant();

    private static Budget BudgetOf(BudgetRow row) => new(
        row.Id,
        new(row.ProjectId),
        row.Name,
        row.Dimension is { } dimension ? new(dimension, row.Value, row.TagKey) : null,
        row.AmountNanoUsd,
        row.Period,
        [.. row.Thresholds.Split(',').Select(percent => int.Parse(percent, NumberStyles.None, CultureInfo.InvariantCulture))],
        row.CarriesOver,
        OrganisationCalendar.DayOfNumber(row.SinceDay),
        row.Version);
}
