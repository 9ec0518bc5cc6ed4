using CostDashboard.Core.Access;
using CostDashboard.Core.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>A <see cref="JobState"/> without its run.</summary>
internal sealed class JobStateRow
{
    public string Job { get; set; } = "";

    public long? ThroughNanos { get; set; }

    public long? LookedNanos { get; set; }

    public long? AskedNanos { get; set; }

    public string? AskedBy { get; set; }

    public int Failures { get; set; }

    public long? FailedNanos { get; set; }
}

/// <summary>A <see cref="JobRun"/>.</summary>
internal sealed class JobRunRow
{
    public long Id { get; set; }

    public string Job { get; set; } = "";

    public long FromNanos { get; set; }

    public long ToNanos { get; set; }

    public int Attempt { get; set; }

    public string Node { get; set; } = "";

    public long StartedNanos { get; set; }

    public long LeaseUntilNanos { get; set; }

    public long? EndedNanos { get; set; }

    public long ReadCount { get; set; }

    public long WrittenCount { get; set; }

    public JobOutcome Outcome { get; set; }

    public string? Reason { get; set; }

    public string? AskedBy { get; set; }
}

internal static class JobModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<JobStateRow>(row =>
        {
            row.ToTable("JobStates").HasKey(r => r.Job);
            row.Property(r => r.Job).HasMaxLength(JobDefinition.LongestName);
            row.Property(r => r.AskedBy).HasMaxLength(AuditActor.LongestName);
        });
        model.Entity<JobRunRow>(row =>
        {
            row.ToTable("JobRuns").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Job).HasMaxLength(JobDefinition.LongestName);
            row.Property(r => r.Node).HasMaxLength(JobNode.LongestName);
            row.Property(r => r.Reason).HasMaxLength(JobRun.LongestReason);
            row.Property(r => r.AskedBy).HasMaxLength(AuditActor.LongestName);

            // By this key a window is claimed: of two nodes that try for one, the later insert fails.
            row.HasIndex(r => new { r.Job, r.FromNanos, r.Attempt }).IsUnique();
            row.HasIndex(r => new { r.Job, r.Id });
            row.HasIndex(r => new { r.Outcome, r.Job, r.Id });
        });
    }
}
