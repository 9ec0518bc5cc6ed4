using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Redaction;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Content;

/// <summary>All that the page of a project's content does. Posting to it is for administrators.</summary>
internal sealed class ContentAdministration(IContentSettingsStore store, TimeProvider clock)
{
    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    internal Task<StoredContentSettings> GetAsync(Project project, CancellationToken cancellationToken) => store.GetAsync(project.Id, cancellationToken);

    /// <returns>False, and nothing is changed, when somebody else changed them since <paramref name="loadedVersion"/>.</returns>
    internal Task<bool> SaveAsync(Project project, ContentSettings settings, int loadedVersion, AuditActor actor, CancellationToken cancellationToken) =>
        store.SetAsync(project.Id, settings, loadedVersion, new(Now, actor, "content.change", project.Name, Describe(settings)), cancellationToken);

    /// <summary>Deletes all that is kept of the project: from now on nobody is shown it, and within minutes it is gone.</summary>
    /// <returns>False, and nothing is changed, when somebody else changed the settings at the same moment.</returns>
    internal async Task<bool> DeleteAllAsync(Project project, AuditActor actor, CancellationToken cancellationToken)
    {
        var (settings, version) = await store.GetAsync(project.Id, cancellationToken);
        var now = Now;
        return await store.SetAsync(project.Id, settings with { DeletedBefore = now }, version, new(now, actor, "content.delete", project.Name), cancellationToken);
    }

    /// <summary>What the rules make of a text; they have as long as those of a request.</summary>
    internal string Test(ContentSettings settings, string text)
    {
        var began = clock.GetTimestamp();
        return Redactor.Of(settings).Redact(text, new(() => clock.GetElapsedTime(began)));
    }

    // keeps messages, tools for 14 days; read by administrators; takes out secret, e-mail, card, order (\bO-\d+)
    private static string Describe(ContentSettings settings)
    {
        string[] kept = [settings.KeepsMessages ? "messages" : "", settings.KeepsTools ? "tools" : ""];
        var patterns = settings.Patterns.Select(pattern => $"{pattern.Name} ({pattern.Expression}{(pattern.IgnoresCase ? ", any case" : "")})");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"keeps {(settings.Captures ? string.Join(", ", kept.Where(one => one.Length > 0)) : "nothing")} for {settings.Days} days; read by {ContentForm.NameOf(settings.Readers)}; takes out {string.Join(", ", settings.Rules.Select(BuiltInRules.NameOf).Concat(patterns))}");
    }
}
