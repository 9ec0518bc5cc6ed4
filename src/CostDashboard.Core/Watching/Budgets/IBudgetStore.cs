using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;

namespace CostDashboard.Core.Watching.Budgets;

/// <summary>What came of a change.</summary>
public abstract record BudgetOutcome
{
    private BudgetOutcome()
    {
    }

    /// <param name="Budget">As it is stored now.</param>
    public sealed record Saved(Budget Budget) : BudgetOutcome;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Reason">Why, in words for who wanted it.</param>
    public sealed record Refused(string Reason) : BudgetOutcome;
}

/// <summary>The budgets of projects. A change and its entry in the audit log are one transaction, durable when its task ends.</summary>
public interface IBudgetStore
{
    /// <summary>Of a project, by name; at most <see cref="Budget.MostOfProject"/>.</summary>
    Task<IReadOnlyList<Budget>> ListAsync(ProjectId project, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a budget whose id is 0, and replaces another one of its version; what did not change is not written. A number is never given twice.
    /// When it was made stays as it was.
    /// </summary>
    /// <returns>Refused where another one has its name, where it was changed or deleted meanwhile, or where the project has <see cref="Budget.MostOfProject"/>.</returns>
    /// <exception cref="ArgumentException">It has a mistake; the message is <see cref="Budget.FindMistake"/>'s.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot write now.</exception>
    Task<BudgetOutcome> SaveAsync(Budget budget, AuditEntry entry, CancellationToken cancellationToken);

    /// <returns>False when the project has no such budget; then the audit log gets nothing.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot write now.</exception>
    Task<bool> DeleteAsync(ProjectId project, int id, AuditEntry entry, CancellationToken cancellationToken);
}
