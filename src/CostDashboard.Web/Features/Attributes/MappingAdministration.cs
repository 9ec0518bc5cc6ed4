using CostDashboard.Core.Access;
using CostDashboard.Core.Attributes;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Attributes;

/// <summary>All that the attributes page does.</summary>
internal sealed class MappingAdministration(IMappingStore mappings, ITraceQueries traces, TimeProvider clock)
{
    internal Task<StoredMapping> GetAsync(Project project, CancellationToken cancellationToken) => mappings.GetAsync(project.Id, cancellationToken);

    /// <summary>What the page shows by: the spans of the latest traces.</summary>
    internal Task<IReadOnlyList<PricedSpan>> GetLatestSpansAsync(Project project, CancellationToken cancellationToken) =>
        traces.GetLatestSpansAsync(project.Id, MappingPreview.MostSpans, cancellationToken);

    /// <returns>False, and nothing is changed, when somebody else changed the mapping since <paramref name="loadedVersion"/>.</returns>
    internal Task<bool> SaveAsync(Project project, AttributeMapping mapping, int loadedVersion, AuditActor actor, CancellationToken cancellationToken)
    {
        var entry = new AuditEntry(UnixNanos.From(clock.GetUtcNow()), actor, "attributes.change", project.Name, Describe(mapping));
        return mappings.SetAsync(project.Id, mapping, loadedVersion, entry, cancellationToken);
    }

    // customer: tenant.id of the span, known names; … tag team: known names
    private static string Describe(AttributeMapping mapping) => string.Join(
        "; ",
        AttributeMapping.Fields.Select(field => $"{field.ToString().ToLowerInvariant()}: {mapping[field]}").Concat(mapping.Tags.Select(tag => $"tag {tag.Name}: {tag.From}")));
}
