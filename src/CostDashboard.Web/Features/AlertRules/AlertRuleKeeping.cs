using System.Security.Claims;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Web.Features.Access;

namespace CostDashboard.Web.Features.AlertRules;

/// <summary>Makes, changes and deletes alert rules: for administrators, and for a project's keys. Each change is in the audit log with who made it.</summary>
internal sealed class AlertRuleKeeping(IAlertRuleStore store, TimeProvider clock)
{
    private const string OnlyAdministrators = "Only administrators change alert rules.";

    internal Task<AlertRuleOutcome> SaveAsync(AlertRule rule, ClaimsPrincipal by, CancellationToken cancellationToken) => by.IsAdministrator()
        ? SaveAsync(rule, by.Actor(), cancellationToken)
        : Task.FromResult<AlertRuleOutcome>(new AlertRuleOutcome.Refused(OnlyAdministrators));

    /// <summary>For whoever may: an administrator, or a key of the project.</summary>
    internal Task<AlertRuleOutcome> SaveAsync(AlertRule rule, AuditActor actor, CancellationToken cancellationToken) =>
        store.SaveAsync(rule, new(Now, actor, rule.Id == 0 ? "alert-rule.create" : "alert-rule.change", rule.Name, Describe(rule)), cancellationToken);

    /// <returns>Null when it is gone, else why not.</returns>
    internal async Task<string?> DeleteAsync(AlertRule rule, ClaimsPrincipal by, CancellationToken cancellationToken) =>
        !by.IsAdministrator() ? OnlyAdministrators
        : await DeleteAsync(rule, by.Actor(), cancellationToken) ? null
        : "This rule is not there any more.";

    internal Task<bool> DeleteAsync(AlertRule rule, AuditActor actor, CancellationToken cancellationToken) =>
        store.DeleteAsync(rule.Project, rule.Id, new(Now, actor, "alert-rule.delete", rule.Name, Describe(rule)), cancellationToken);

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    private static string Describe(AlertRule rule) => AlertText.Describe(rule) + (rule.IsOn ? "" : " (off)");
}
