using System.Security.Claims;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Web.Features.Access;

namespace CostDashboard.Web.Features.Budgets;

/// <summary>Makes, changes and deletes budgets: for administrators, and for a project's keys. Each change is in the audit log with who made it.</summary>
internal sealed class BudgetKeeping(IBudgetStore store, TimeProvider clock)
{
    private const string OnlyAdministrators = "Only administrators change budgets.";

    internal Task<BudgetOutcome> SaveAsync(Budget budget, ClaimsPrincipal by, CancellationToken cancellationToken) => by.IsAdministrator()
        ? SaveAsync(budget, by.Actor(), cancellationToken)
        : Task.FromResult<BudgetOutcome>(new BudgetOutcome.Refused(OnlyAdministrators));

    /// <summary>For whoever may: an administrator, or a key of the project.</summary>
    internal Task<BudgetOutcome> SaveAsync(Budget budget, AuditActor actor, CancellationToken cancellationToken) =>
        store.SaveAsync(budget, new(Now, actor, budget.Id == 0 ? "budget.create" : "budget.change", budget.Name, Describe(budget)), cancellationToken);

    /// <returns>Null when it is gone, else why not.</returns>
    internal async Task<string?> DeleteAsync(Budget budget, ClaimsPrincipal by, CancellationToken cancellationToken) =>
        !by.IsAdministrator() ? OnlyAdministrators
        : await DeleteAsync(budget, by.Actor(), cancellationToken) ? null
        : "This budget is not there any more.";

    internal Task<bool> DeleteAsync(Budget budget, AuditActor actor, CancellationToken cancellationToken) =>
        store.DeleteAsync(budget.Project, budget.Id, new(Now, actor, "budget.delete", budget.Name, Describe(budget)), cancellationToken);

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    private static string Describe(Budget budget) =>
        $"{BudgetText.Money(budget.AmountNanoUsd)} a {BudgetDraft.CodeOf(budget.Period)} for {BudgetText.NameOf(budget.Scope)}, at {BudgetDraft.TextOf(budget.Thresholds)} %{(budget.CarriesOver ? ", carried over" : "")}";
}
