using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Jobs.Scheduling;

namespace CostDashboard.Jobs.Work;

/// <summary>
/// Looks at traces that arrived for guardrails that they broke, and reports those as incidents. It comes behind the commit and slows none; how far it
/// came is kept, so that nothing is left out over a restart.
/// </summary>
/// <remarks>
/// A moment of arrival is taken within the transaction that is seen only later, and nodes' clocks differ. So what came within the last
/// <see cref="Settles"/> is looked at again by every run, and what was told of once is not told again unless it came again.
/// </remarks>
public sealed class GuardrailWork(IGuardrailQueries queries, IGuardrailStore guardrails, IIncidentStore incidents, IAccessStore access, TimeProvider clock)
    : IJobWork
{
    // A breach that an agent does not ask about is told of within so long.
    public static JobDefinition Job { get; } = new(
        "guardrails",
        "Guardrails",
        "Reports the limits of agents that arriving traces broke.",
        new JobRhythm.Looks(10 * UnixNanos.PerSecond),
        Reads: "traces looked at",
        Writes: "reports made");

    /// <summary>Nanoseconds after which an arrival is seen by everybody.</summary>
    public const long Settles = UnixNanos.PerMinute;

    private const int TracesAtOnce = 500;

    private readonly Dictionary<(ProjectId Project, long Trace), UnixNanos> _told = [];

    /// <summary>Ends when all that arrived was looked at. Safe to run beside itself on another node: a report that comes twice is one.</summary>
    /// <exception cref="StoreUnavailableException">The database takes no writes now; the rest is told of the next time.</exception>
    public async Task RunAsync(JobPass pass, CancellationToken cancellationToken)
    {
        foreach (var project in await access.GetProjectsAsync(cancellationToken))
        {
            await LookAsync(project.Id, pass, cancellationToken);
        }
    }

    private async Task LookAsync(ProjectId project, JobPass pass, CancellationToken cancellationToken)
    {
        var now = UnixNanos.From(clock.GetUtcNow());
        var (settings, _) = await guardrails.GetAsync(project, cancellationToken);
        var watched = await guardrails.GetWatchedAsync(project, cancellationToken) ?? now + -Settles;
        var after = new ArrivalCursor(watched, long.MaxValue);
        for (var hasMore = true; hasMore;)
        {
            var arrived = await queries.GetArrivedAsync(project, settings, after, now, TracesAtOnce, cancellationToken);
            var fresh = arrived.Traces.Where(trace => !_told.TryGetValue((project, trace.At.Number), out var told) || told != trace.At.Received).ToList();
            if (fresh.Count > 0)
            {
                await pass.BeginAsync(cancellationToken);
                pass.Read(fresh.Count);
            }

            foreach (var report in GuardrailFindings.Of(project, settings, fresh.Select(trace => trace.Summary), now))
            {
                await incidents.ReportAsync(report, now, cancellationToken);
                pass.Wrote(1);
            }

            fresh.ForEach(trace => _told[(project, trace.At.Number)] = trace.At.Received);
            hasMore = arrived.HasMore;
            after = arrived.Traces.Count > 0 ? arrived.Traces[^1].At : after;
        }

        // Most runs find that little time went by: a row is written once a minute.
        var settled = now + -Settles;
        if (settled - watched >= Settles || await guardrails.GetWatchedAsync(project, cancellationToken) is null)
        {
            await guardrails.SetWatchedAsync(project, settled, cancellationToken);
            foreach (var old in _told.Where(told => told.Key.Project == project && told.Value <= settled).Select(told => told.Key).ToList())
            {
                _told.Remove(old);
            }
        }
    }
}
