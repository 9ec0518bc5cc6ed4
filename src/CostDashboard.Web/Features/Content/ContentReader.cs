using System.Globalization;
using System.Security.Claims;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Web.Api;
using CostDashboard.Web.Features.Access;

namespace CostDashboard.Web.Features.Content;

/// <summary>Whether somebody may read a project's content.</summary>
internal abstract record ContentAccess
{
    private ContentAccess()
    {
    }

    internal sealed record Granted(Project Project, ContentSettings Settings, AuditActor Reader) : ContentAccess;

    /// <param name="Reason">A sentence for who asked, with what to do.</param>
    internal sealed record Refused(string Reason) : ContentAccess;

    /// <summary>Nobody ever turned it on for the project: there is nothing to read.</summary>
    internal sealed record Off : ContentAccess;
}

/// <summary>The one way to content for pages and API: it decides who may read, and whatever is read is in the audit log first.</summary>
internal sealed class ContentReader(IContentSettingsStore settings, IContentStore contents, IAccessStore access, TimeProvider clock)
{
    /// <summary>The claim of a key that may read content.</summary>
    internal const string KeyClaim = "content";

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    /// <summary>Decides by what is stored now. A page may be open for hours, while its reader is deleted or gets another role.</summary>
    internal async Task<ContentAccess> AskAsync(ClaimsPrincipal? caller, ProjectId project, CancellationToken cancellationToken)
    {
        var stored = await settings.GetAsync(project, cancellationToken);
        if ((await access.GetProjectsAsync(cancellationToken)).FirstOrDefault(p => p.Id == project) is not { } named)
        {
            return new ContentAccess.Refused("There is no such project.");
        }

        if (caller?.FindFirstValue(ProjectScope.ProjectClaim) is { } own)
        {
            return !caller.HasClaim(KeyClaim, bool.TrueString) || own != ProjectScope.NumberOf(named)
                ? new ContentAccess.Refused("This key may not read prompts, completions and tools' payloads. An administrator can let it, on the page Keys.")
                : OfProject(stored, named, new(null, $"key {caller.FindFirstValue(ClaimTypes.Name)}"));
        }

        var isKnown = Guid.TryParse(caller?.FindFirstValue(ClaimTypes.NameIdentifier), out var id);
        if (!isKnown || await access.FindUserAsync(id, cancellationToken) is not { } user || user.SecurityStamp != caller!.FindFirstValue(AccountClaims.Stamp))
        {
            return new ContentAccess.Refused("Your sign-in has ended, or your role has changed: sign in again.");
        }

        return stored.Settings.MayBeReadBy(user.Role) || stored.Version == 0
            ? OfProject(stored, named, new(user.Id, user.Email))
            : new ContentAccess.Refused("Your role may not read prompts, completions and tools' payloads of this project. An administrator can change who may, under Set up, Content.");
    }

    /// <summary>The spans of a trace that have content. No text is read.</summary>
    internal Task<IReadOnlyList<KeptContent>> ListAsync(ContentAccess.Granted granted, TraceKey trace, CancellationToken cancellationToken) =>
        contents.ListAsync(Checked(granted, trace), granted.Settings.Cutoff(Now), cancellationToken);

    /// <summary>The content of some spans.</summary>
    internal Task<IReadOnlyDictionary<SpanId, SpanContent>> ReadAsync(
        ContentAccess.Granted granted, TraceKey trace, IReadOnlyCollection<SpanId> spans, CancellationToken cancellationToken)
    {
        var now = Now;
        var reading = new ContentReading(granted.Reader, string.Create(CultureInfo.InvariantCulture, $"trace {trace.Trace}"), $"project {granted.Project.Name}");
        return contents.ReadAsync(Checked(granted, trace), spans, granted.Settings.Cutoff(now), reading, now, cancellationToken);
    }

    private static ContentAccess OfProject(StoredContentSettings stored, Project project, AuditActor reader) =>
        stored.Version == 0 ? new ContentAccess.Off() : new ContentAccess.Granted(project, stored.Settings, reader);

    private static TraceKey Checked(ContentAccess.Granted granted, TraceKey trace) =>
        trace.Project == granted.Project.Id ? trace : throw new ArgumentException("The trace is of another project than the access that was granted.", nameof(trace));
}
