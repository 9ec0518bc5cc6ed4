using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Environments;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Environments;

/// <summary>Reads and changes what a project calls production. Posting to the page is for administrators.</summary>
internal sealed class EnvironmentAdministration(IEnvironmentRulesStore store, TimeProvider clock)
{
    internal Task<StoredEnvironmentRules> GetAsync(Project project, CancellationToken cancellationToken) => store.GetAsync(project.Id, cancellationToken);

    /// <returns>False, and nothing is changed, when somebody else changed them since <paramref name="loadedVersion"/>.</returns>
    internal Task<bool> SaveAsync(Project project, EnvironmentRules rules, int loadedVersion, AuditActor actor, CancellationToken cancellationToken)
    {
        var details = string.Create(
            CultureInfo.InvariantCulture,
            $"production: {string.Join(", ", rules.Production)}; unnamed spans {(rules.CountsUnnamed ? "are production" : "are outside")}; premium from {rules.PremiumFactor} times; work {rules.WorkFrom} to {rules.WorkTo}");
        return store.SetAsync(project.Id, rules, loadedVersion, new(UnixNanos.From(clock.GetUtcNow()), actor, "environments.change", project.Name, details), cancellationToken);
    }
}
