using System.Security.Claims;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Value;
using CostDashboard.Web.Features.Access;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>Records what features bring: for administrators, and for a project's keys. Each change is in the audit log with who made it.</summary>
internal sealed class FeatureValueKeeping(IFeatureValueStore store, TimeProvider clock)
{
    private const string OnlyAdministrators = "Only administrators record values.";

    /// <param name="way">How they came, for the audit log: a form, a file's name.</param>
    internal Task<FeatureValueOutcome> SaveAsync(
        ProjectId project, IReadOnlyList<FeatureValue> values, FeatureValueKey? replaced, string way, ClaimsPrincipal by, CancellationToken cancellationToken) =>
        by.IsAdministrator()
            ? store.SaveAsync(project, values, replaced, Entry("feature-value.save", by.Actor(), way, values, replaced), cancellationToken)
            : Task.FromResult<FeatureValueOutcome>(new FeatureValueOutcome.Refused([new(null, OnlyAdministrators)]));

    /// <summary>The same for a key of the project.</summary>
    internal Task<FeatureValueOutcome> SaveByKeyAsync(ProjectId project, IReadOnlyList<FeatureValue> values, string keyName, CancellationToken cancellationToken) =>
        store.SaveAsync(project, values, null, Entry("feature-value.save", new(null, "key " + keyName), "API", values, null), cancellationToken);

    /// <returns>Null when it is done, else why not.</returns>
    internal async Task<string?> DeleteAsync(ProjectId project, FeatureValueKey key, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        if (!by.IsAdministrator())
        {
            return OnlyAdministrators;
        }

        var entry = new AuditEntry(Now, by.Actor(), "feature-value.delete", key.Feature, Text(key));
        return await store.DeleteAsync(project, key, entry, cancellationToken) ? null : "This value is not there any more.";
    }

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    private AuditEntry Entry(string action, AuditActor actor, string way, IReadOnlyList<FeatureValue> values, FeatureValueKey? replaced)
    {
        var subject = values is [var only] ? only.Key.Feature : FormattableString.Invariant($"{values.Count} values");
        var instead = replaced is null ? "" : $" instead of {replaced.Feature} {Text(replaced)}";
        return new(Now, actor, action, subject, $"{way}: {string.Join("; ", values.Take(100).Select(value => $"{value.Key.Feature} {Text(value.Key)} {FeatureValueRules.AmountText(value)}"))}{instead}");
    }

    private static string Text(FeatureValueKey key) => $"{key.Days} {(key.IsRevenue ? FeatureValueRules.Revenue : key.Unit)}";
}
