using CostDashboard.Core.Access;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Spend;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>A run of insights, and how far it is.</summary>
internal sealed class InsightRunRow
{
    public int Id { get; set; }

    public int ProjectId { get; set; }

    public InsightRunState State { get; set; }

    public long FromNanos { get; set; }

    public long ToNanos { get; set; }

    /// <summary>By which the run looks, as <see cref="Storage.Insights.InsightCode"/> writes them.</summary>
    public string Settings { get; set; } = "";

    public Guid? AskedById { get; set; }

    public string AskedBy { get; set; } = "";

    public long AskedAt { get; set; }

    public long? EndedAt { get; set; }

    public string? Reason { get; set; }

    /// <summary>The start and the number of the last trace that was looked at: the next one is the first beyond it.</summary>
    public long LastStart { get; set; }

    public long LastTrace { get; set; }

    public long? FirstStart { get; set; }

    public long Traces { get; set; }

    public long Spans { get; set; }

    public long CostNanoUsd { get; set; }
}

/// <summary>A <see cref="InsightFinding"/> of a run; every number is a sum over the run's traces.</summary>
internal sealed class InsightFindingRow
{
    public int RunId { get; set; }

    public InsightKind Kind { get; set; }

    public long FindingId { get; set; }

    public string Step { get; set; } = "";

    public string Provider { get; set; } = "";

    public string Model { get; set; } = "";

    public string Environment { get; set; } = "";

    public string Instead { get; set; } = "";

    public long Traces { get; set; }

    public long Calls { get; set; }

    public long Tokens { get; set; }

    public long CostNanoUsd { get; set; }

    public long SavingNanoUsd { get; set; }

    /// <summary>As <see cref="Storage.Insights.InsightCode"/> writes them.</summary>
    public string Examples { get; set; } = "";
}

internal sealed class InsightDismissalRow
{
    public int ProjectId { get; set; }

    public InsightKind Kind { get; set; }

    public long FindingId { get; set; }

    public string Reason { get; set; } = "";

    public Guid? ById { get; set; }

    public string By { get; set; } = "";

    public long At { get; set; }

    public long? Until { get; set; }

    public long SavingPerMonthNanoUsd { get; set; }
}

internal sealed class InsightSettingsRow
{
    public int ProjectId { get; set; }

    public string Settings { get; set; } = "";

    /// <summary>One more with every change.</summary>
    public int Version { get; set; }
}

internal static class InsightModel
{
    // Five examples of a trace's id and three numbers.
    private const int LongestExamples = 600;

    public static void Map(ModelBuilder model)
    {
        model.Entity<InsightRunRow>(row =>
        {
            row.ToTable("InsightRuns").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.AskedBy).HasMaxLength(AuditActor.LongestName);
            row.Property(r => r.Reason).HasMaxLength(InsightRun.LongestReason);
            row.HasIndex(r => r.ProjectId);
        });
        model.Entity<InsightFindingRow>(row =>
        {
            row.ToTable("InsightFindings").HasKey(r => new { r.RunId, r.Kind, r.FindingId });
            row.Property(r => r.Step).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Provider).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Model).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Environment).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Instead).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Examples).HasMaxLength(LongestExamples);
        });
        model.Entity<InsightDismissalRow>(row =>
        {
            row.ToTable("InsightDismissals").HasKey(r => new { r.ProjectId, r.Kind, r.FindingId });
            row.Property(r => r.Reason).HasMaxLength(InsightDismissal.LongestReason);
            row.Property(r => r.By).HasMaxLength(AuditActor.LongestName);
        });
        model.Entity<InsightSettingsRow>(row =>
        {
            row.ToTable("InsightSettings").HasKey(r => r.ProjectId);
            row.Property(r => r.ProjectId).ValueGeneratedNever();
        });
    }
}
