using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Events;

/// <summary>What happened.</summary>
public enum EventKind : byte
{
    /// <summary>A version of a service began to run.</summary>
    Deploy = 1,

    /// <summary>Anything else that somebody tells of: a campaign, a migration, a change of settings.</summary>
    Other = 2,
}

/// <summary>Something that happened in a project at a moment, and that may be why spend changed.</summary>
/// <param name="Name">Of a deploy the version; else what happened, in words.</param>
/// <param name="Service">Empty where it is about no service in particular.</param>
/// <param name="Environment">Empty where it is not said.</param>
/// <param name="Url">An http(s) address that tells more, from outside; only ever shown as a link, never fetched. Null for none.</param>
/// <param name="IsReported">Somebody told us; otherwise it was seen in spans.</param>
public sealed record ProjectEvent(
    ProjectId Project, EventKind Kind, string Name, string Service, string Environment, UnixNanos At, string? Url = null, bool IsReported = true);

/// <summary>A version of a service in an environment, as spans state it by themselves.</summary>
public readonly record struct ReleaseKey(ProjectId Project, string Service, string Environment, string Version)
{
    /// <summary>
    /// Of the span's own words alone, cut as a series' values are: what a trace hands down depends on which of its spans are there, and a moment
    /// that was seen first must not. Null for a span that states no version.
    /// </summary>
    public static ReleaseKey? Of(ProjectId project, string service, string? environment, string? version) => string.IsNullOrEmpty(version)
        ? null
        : new(project, SpendKey.Bounded(service), SpendKey.Bounded(environment), SpendKey.Bounded(version));
}
