using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Rules;

/// <summary>What came of a change.</summary>
public abstract record AlertRuleOutcome
{
    private AlertRuleOutcome()
    {
    }

    /// <param name="Rule">As it is stored now.</param>
    public sealed record Saved(AlertRule Rule) : AlertRuleOutcome;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Reason">Why, in words for who wanted it.</param>
    public sealed record Refused(string Reason) : AlertRuleOutcome;
}

/// <summary>The alert rules of projects. A change and its entry in the audit log are one transaction, durable when its task ends.</summary>
public interface IAlertRuleStore
{
    /// <summary>Of a project, by name; at most <see cref="AlertRule.MostOfProject"/>.</summary>
    Task<IReadOnlyList<AlertRule>> ListAsync(ProjectId project, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a rule whose id is 0, and replaces another one of its version; what did not change but its <see cref="AlertRule.Since"/> is not written.
    /// A number is never given twice.
    /// </summary>
    /// <returns>Refused where another one has its name, where it was changed or deleted meanwhile, or where the project has <see cref="AlertRule.MostOfProject"/>.</returns>
    /// <exception cref="ArgumentException">It has a mistake; the message is <see cref="AlertRule.FindMistake"/>'s.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot write now.</exception>
    Task<AlertRuleOutcome> SaveAsync(AlertRule rule, AuditEntry entry, CancellationToken cancellationToken);

    /// <returns>False when the project has no such rule; then the audit log gets nothing.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot write now.</exception>
    Task<bool> DeleteAsync(ProjectId project, int id, AuditEntry entry, CancellationToken cancellationToken);
}

/// <summary>Asks the totals what rules look at.</summary>
public interface IAlertQueries
{
    /// <summary>
    /// What a rule would have done in the last <see cref="AlertPreview.Days"/> days. Time grows with the rows of these days at the grain of its windows; memory with those
    /// of a day (of windows of an hour or a day: a month), and of a week where it compares with that.
    /// </summary>
    /// <param name="rule">It has no mistake; it need not be stored.</param>
    Task<AlertPreview> PreviewAsync(AlertRule rule, UnixNanos now, CancellationToken cancellationToken);
}
