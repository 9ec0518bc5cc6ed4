using Quartz;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>What runs when.</summary>
internal static class Schedule
{
    // Asking whether there is something to do costs one read by index.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);

    // What is too old is not shown any more whether it is deleted yet or not.
    private static readonly TimeSpan s_deletion = TimeSpan.FromMinutes(1);

    // A breach that an agent does not ask about is told of within so long.
    private static readonly TimeSpan s_arrivals = TimeSpan.FromSeconds(10);

    // An hour that is complete is looked at within a minute; asking whether there is one costs nothing.
    private static readonly TimeSpan s_hours = TimeSpan.FromMinutes(1);

    /// <summary>Every job there is, by name; a new one is a line here.</summary>
    public static IReadOnlyList<(string Name, Action<IQuartzBuilder, string> Add)> All { get; } =
    [
        ("repricing", (scheduler, name) => Repeat<RepricingJob>(scheduler, name, s_look)),
        ("insights", (scheduler, name) => Repeat<InsightsJob>(scheduler, name, s_look)),
        ("guardrails", (scheduler, name) => Repeat<GuardrailsJob>(scheduler, name, s_arrivals)),
        ("watch", (scheduler, name) => Repeat<WatchJob>(scheduler, name, s_hours)),
        ("content", (scheduler, name) => Repeat<ContentJob>(scheduler, name, s_deletion)),
    ];

    // Counted from the end of a run, so that a long one is followed by a pause and not by those that it kept waiting.
    private static void Repeat<TJob>(IQuartzBuilder scheduler, string name, TimeSpan pause)
        where TJob : IJob =>
        scheduler.ScheduleJob<TJob>(trigger => trigger
            .WithIdentity(name)
            .StartNow()
            .WithSimpleSchedule(schedule => schedule.WithInterval(pause).RepeatForever().MeasureIntervalFromCompletion(true)));
}
