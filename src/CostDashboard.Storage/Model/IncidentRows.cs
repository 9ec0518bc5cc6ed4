using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Incidents;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>An <see cref="Incident"/>: what lists ask for in columns, and its findings whole.</summary>
internal sealed class IncidentRow
{
    public int Id { get; set; }

    public int ProjectId { get; set; }

    public IncidentKind Kind { get; set; }

    public IncidentSeverity Severity { get; set; }

    public IncidentStatus Status { get; set; }

    public string Sentence { get; set; } = "";

    public string? Step { get; set; }

    public long SinceNanos { get; set; }

    public long OpenedNanos { get; set; }

    public long LastSeenNanos { get; set; }

    public long? ResolvedNanos { get; set; }

    public bool IsResolvedByItself { get; set; }

    public long? SnoozedUntil { get; set; }

    public string Assignee { get; set; } = "";

    public long? MoneyPerHourNanoUsd { get; set; }

    public long? MoneySoFarNanoUsd { get; set; }

    public int Findings { get; set; }

    public int Changes { get; set; }

    /// <summary>The findings, as <see cref="Storage.Watching.IncidentCode"/> writes them.</summary>
    public string Content { get; set; } = "";
}

/// <summary>By what a report finds its incident.</summary>
internal sealed class IncidentSubjectRow
{
    public int IncidentId { get; set; }

    public int ProjectId { get; set; }

    /// <summary>A number made from kind and subject.</summary>
    public long SubjectId { get; set; }

    /// <summary>A number made from the cause; null for none.</summary>
    public long? CauseId { get; set; }
}

/// <summary>An <see cref="IncidentChange"/>.</summary>
internal sealed class IncidentChangeRow
{
    public int IncidentId { get; set; }

    public int Number { get; set; }

    public long At { get; set; }

    public IncidentChangeKind Kind { get; set; }

    public Guid? ById { get; set; }

    public string By { get; set; } = "";

    public string Text { get; set; } = "";
}

internal static class IncidentModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<IncidentRow>(row =>
        {
            row.ToTable("Incidents").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Sentence).HasMaxLength(IncidentRules.LongestSentence);
            row.Property(r => r.Step).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Assignee).HasMaxLength(AuditActor.LongestName);
            row.HasIndex(r => new { r.ProjectId, r.Status, r.Id });
            row.HasIndex(r => new { r.ProjectId, r.SinceNanos });
        });
        model.Entity<IncidentSubjectRow>(row =>
        {
            row.ToTable("IncidentSubjects").HasKey(r => new { r.IncidentId, r.SubjectId });
            row.HasIndex(r => new { r.ProjectId, r.SubjectId, r.IncidentId });
            row.HasIndex(r => new { r.ProjectId, r.CauseId });
        });
        model.Entity<IncidentChangeRow>(row =>
        {
            row.ToTable("IncidentChanges").HasKey(r => new { r.IncidentId, r.Number });
            row.Property(r => r.By).HasMaxLength(AuditActor.LongestName);
            row.Property(r => r.Text).HasMaxLength(IncidentRules.LongestComment);
        });
    }
}
