using CostDashboard.Core.Jobs;
using CostDashboard.Jobs.Work;
using Quartz;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>What runs when: every work says that by its <see cref="IJobWork.Job"/>.</summary>
internal static class Schedule
{
    /// <summary>Every job there is; a new one is a line here.</summary>
    public static IReadOnlyList<Line> All { get; } =
    [
        Of<RepricingWork>(),
        Of<InsightWork>(),
        Of<GuardrailWork>(),
        Of<WatchWork>(),
        Of<ArrivalWork>(),
        Of<BudgetWork>(),
        Of<AlertRuleWork>(),
        Of<DeliveryWork>(),
        Of<ContentWork>(),
        Of<LangfuseWork>(),
    ];

    /// <summary>Puts every job into a schedule. In a database, what stands there under the same names is replaced.</summary>
    public static void AddTo(IQuartzBuilder scheduler)
    {
        foreach (var (job, _) in All)
        {
            // Counted from the end of a run, so that a long one is followed by a pause and not by those that it kept waiting.
            scheduler.ScheduleJob<ScheduledJob>(
                trigger => trigger
                    .WithIdentity(job.Name)
                    .StartNow()
                    .WithSimpleSchedule(schedule => schedule
                        .WithInterval(TimeSpan.FromMicroseconds(job.Rhythm.Pause / 1_000d))
                        .RepeatForever()
                        .MeasureIntervalFromCompletion(true)),
                detail => detail.WithIdentity(job.Name).WithDescription(job.Does));
        }
    }

    private static Line Of<TWork>()
        where TWork : class, IJobWork => new(TWork.Job, typeof(TWork));

    /// <summary>A job and who does it.</summary>
    internal sealed record Line(JobDefinition Job, Type Work);
}
