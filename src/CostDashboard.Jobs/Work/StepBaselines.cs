using CostDashboard.Core.Access;
using CostDashboard.Core.Events;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Steps;

namespace CostDashboard.Jobs.Work;

/// <inheritdoc />
/// <remarks>What <see cref="WatchWork"/> has learned is in the memory of the node that runs it: here one step is learned again, from the same hours in the same way.</remarks>
internal sealed class StepBaselines(
    ISpendQueries spend, ITraceQueries traces, IEventStore events, IIncidentStore incidents, OrganisationCalendar calendar, TimeProvider clock) : IStepBaselines
{
    public async Task<IReadOnlyList<StepBaseline>> GetAsync(ProjectId project, string step, CancellationToken cancellationToken)
    {
        var now = UnixNanos.From(clock.GetUtcNow());
        var (from, to) = ((now + -WatchWork.LearnsFrom).Floor(UnixNanos.PerHour), (now + -WatchWork.Settles).Floor(UnixNanos.PerHour));
        if (await spend.GetExtentAsync(project, cancellationToken) is not { } extent || extent.First >= to)
        {
            return [];
        }

        var watch = new StepWatch(from, await WatchReading.LessonsAsync(incidents, project, from, cancellationToken));
        var first = new UnixNanos(Math.Max(from.Value, extent.First.Floor(UnixNanos.PerHour).Value));
        foreach (var hour in await new WatchReading(spend, traces, events, calendar, project).HoursOfStepAsync(step, first, to, cancellationToken))
        {
            watch.Observe(hour);
        }

        return watch.BaselinesOf(step);
    }
}
