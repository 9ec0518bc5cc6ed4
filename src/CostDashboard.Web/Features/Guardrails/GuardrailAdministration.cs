using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Guardrails;

/// <summary>Reads and changes the limits of a project's agents. Posting to the page is for administrators.</summary>
internal sealed class GuardrailAdministration(IGuardrailStore store, TimeProvider clock)
{
    internal Task<StoredGuardrails> GetAsync(Project project, CancellationToken cancellationToken) => store.GetAsync(project.Id, cancellationToken);

    /// <returns>False, and nothing is changed, when somebody else changed them since <paramref name="loadedVersion"/>.</returns>
    internal Task<bool> SaveAsync(Project project, GuardrailSettings settings, int loadedVersion, AuditActor actor, CancellationToken cancellationToken)
    {
        var details = string.Join("; ", settings.Limits.Select(Describe));
        return store.SetAsync(
            project.Id,
            settings,
            loadedVersion,
            new(UnixNanos.From(clock.GetUtcNow()), actor, "guardrails.change", project.Name, details.Length <= AuditEntry.LongestDetails ? details : details[..(AuditEntry.LongestDetails - 1)] + "…"),
            cancellationToken);
    }

    // calls of one tool 3; cost per trace off; steps per trace of 'refunds' 30
    private static string Describe(GuardrailLimit limit) =>
        $"{GuardrailText.NameOf(limit.Kind)}{(limit.Agent.Length > 0 ? $" of {GuardrailText.Quoted(limit.Agent)}" : "")} {(limit.IsOn ? GuardrailText.Amount(limit.Kind, limit.Most) : "off")}";
}
