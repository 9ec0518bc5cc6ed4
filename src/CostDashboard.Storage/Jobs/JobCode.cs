using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;

namespace CostDashboard.Storage.Jobs;

/// <summary>Rows of the ledger as the port knows them.</summary>
internal static class JobCode
{
    public static JobState ToState(JobStateRow row, JobRunRow? running) => new(
        row.Job, Moment(row.ThroughNanos), Moment(row.LookedNanos), Moment(row.AskedNanos), row.Failures, Moment(row.FailedNanos), running is null ? null : ToRun(running));

    public static JobRun ToRun(JobRunRow row) => new(
        row.Id,
        row.Job,
        new(new(row.FromNanos), new(row.ToNanos)),
        row.Attempt,
        row.Node,
        new(row.StartedNanos),
        new(row.LeaseUntilNanos),
        Moment(row.EndedNanos),
        new(row.ReadCount, row.WrittenCount),
        row.Outcome,
        row.Reason,
        row.AskedBy);

    /// <summary>A reason as it can be stored, cut where it is too long.</summary>
    public static string? Bounded(string? reason) => JobRun.Bounded(reason) is { } bounded ? StorableText.Mend(bounded) : null;

    private static UnixNanos? Moment(long? nanos) => nanos is { } value ? new(value) : null;
}
