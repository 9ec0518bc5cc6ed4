using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Incidents;

/// <summary>A line of evidence: what, and how much. Plain text, from outside.</summary>
public sealed record IncidentEvidence(string Label, string Value);

/// <summary>A value of a dimension that an incident is about.</summary>
public sealed record IncidentScope(Dimension Dimension, string Value);

/// <summary>What somebody who watches found in a window: that something is wrong, or with <see cref="IsOver"/> that it is not.</summary>
/// <param name="Subject">
/// Names what is wrong among the project's findings of the kind, the same in every window: "cost per call of step answer". It is compared, not shown.
/// </param>
/// <param name="Sentence">What, since when, how much, for a person. It names steps and customers, so it is hostile.</param>
/// <param name="Since">When it began.</param>
/// <param name="At">The end of the window that was looked at. The report of the latest window counts, in whatever order they come.</param>
public sealed record IncidentReport(
    ProjectId Project, IncidentKind Kind, string Subject, IncidentSeverity Severity, string Sentence, UnixNanos Since, UnixNanos At)
{
    /// <summary>What is reported is not so any more, or never was. Where it was so for long enough, the incident resolves.</summary>
    public bool IsOver { get; init; }

    /// <summary>Findings of a project with the same cause, while they are active, are one incident. Null for one of its own.</summary>
    public string? Cause { get; init; }

    /// <summary>Nano-dollars at risk; null where it is unknown, which is not zero.</summary>
    public long? MoneyPerHour { get; init; }

    /// <summary>Nano-dollars that it came to until <see cref="At"/>; null where it is unknown.</summary>
    public long? MoneySoFar { get; init; }

    public IReadOnlyList<IncidentEvidence> Evidence { get; init; } = [];

    /// <summary>Examples; the first <see cref="IncidentRules.MostTraces"/> are kept.</summary>
    public IReadOnlyList<TraceId> Traces { get; init; } = [];

    /// <summary>What it is about, for links to its spend.</summary>
    public IReadOnlyList<IncidentScope> Scope { get; init; } = [];

    /// <summary>For the chart; null where there is nothing to draw.</summary>
    public IncidentSeries? Series { get; init; }

    /// <summary>Says of a subject that all is well.</summary>
    public static IncidentReport Over(ProjectId project, IncidentKind kind, string subject, UnixNanos at) =>
        new(project, kind, subject, IncidentSeverity.Info, "", at, at) { IsOver = true };

    /// <summary>The same within its limits: texts are cut, lists end.</summary>
    public IncidentReport Bounded() => this with
    {
        Sentence = IncidentRules.Cut(Sentence, IncidentRules.LongestSentence),
        Evidence = [.. Evidence.Take(IncidentRules.MostEvidence).Select(line => new IncidentEvidence(
            IncidentRules.Cut(line.Label, IncidentRules.LongestLabel), IncidentRules.Cut(line.Value, IncidentRules.LongestValue)))],
        Traces = [.. Traces.Distinct().Take(IncidentRules.MostTraces)],
        Scope = [.. Scope.Take(IncidentRules.MostScope).Select(s => s with { Value = SpendKey.Bounded(s.Value) })],
        Series = Series?.Bounded(),
    };
}
