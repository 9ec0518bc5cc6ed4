using CostDashboard.Core.Access;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Insights;

/// <summary>All that the insights page does.</summary>
internal sealed class InsightAdministration(IInsightStore insights, TimeProvider clock)
{
    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    internal Task<ProjectInsights> GetAsync(Project project, CancellationToken cancellationToken) => insights.GetAsync(project.Id, cancellationToken);

    internal Task RunAsync(Project project, AuditActor actor, CancellationToken cancellationToken) =>
        insights.AskAsync(project.Id, new(Now, actor, "insights.run", project.Name), cancellationToken);

    /// <returns>False, and nothing is changed, when somebody else changed the settings since <paramref name="loadedVersion"/>.</returns>
    internal Task<bool> SaveAsync(Project project, InsightSettings settings, int loadedVersion, AuditActor actor, CancellationToken cancellationToken) =>
        insights.SetSettingsAsync(project.Id, settings, loadedVersion, new(Now, actor, "insights.settings", project.Name, settings.ToText()), cancellationToken);

    /// <param name="until">Null for without an end.</param>
    internal Task DismissAsync(Project project, RankedInsight insight, string reason, UnixNanos? until, AuditActor actor, CancellationToken cancellationToken)
    {
        var now = Now;
        var dismissal = new InsightDismissal(insight.Finding.Kind, insight.Finding.Id, reason, actor, now, until, insight.SavingPerMonthNanoUsd);
        return insights.DismissAsync(project.Id, dismissal, new(now, actor, "insights.dismiss", Subject(project, insight), reason), cancellationToken);
    }

    /// <returns>False when it was not dismissed any more.</returns>
    internal Task<bool> RestoreAsync(Project project, RankedInsight insight, AuditActor actor, CancellationToken cancellationToken) =>
        insights.RestoreAsync(
            project.Id, insight.Finding.Kind, insight.Finding.Id, new(Now, actor, "insights.restore", Subject(project, insight)), cancellationToken);

    private static string Subject(Project project, RankedInsight insight) =>
        $"{project.Name}: {insight.Rule.Name}, {insight.Finding.Subject.Step} {insight.Finding.Subject.Model}".TrimEnd();
}
