using CostDashboard.Core.Access;
using CostDashboard.Core.Events;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Steps;

namespace CostDashboard.Jobs.Work;

/// <summary>Reads what the watch looks at, and why a step takes more: from totals, and the examples from the list of traces.</summary>
internal sealed class WatchReading(ISpendQueries spend, ITraceQueries traces, IEventStore events, OrganisationCalendar calendar, ProjectId project)
{
    private const int MostEvents = 200;

    // Nanoseconds after a deploy in which the service's calls say which steps it has.
    private const long ReleasedFor = UnixNanos.PerDay;

    /// <summary>The complete hours of a period, in their order. Time grows with what is active in them.</summary>
    public async Task<IReadOnlyList<WatchedHour>> HoursAsync(UnixNanos from, UnixNanos to, CancellationToken cancellationToken)
    {
        var period = new Period(from, to);
        var steps = await ByHourAsync(period, null, [Dimension.Step], values => values[0], withDistributions: true, cancellationToken);
        var customers = await ByHourAsync(
            period, null, [Dimension.Step, Dimension.Customer], values => new StepPart(values[0], Dimension.Customer, values[1]), withDistributions: false, cancellationToken);
        var models = await ByHourAsync(
            period, null, [Dimension.Step, Dimension.Model], values => new StepPart(values[0], Dimension.Model, values[1]), withDistributions: false, cancellationToken);
        var released = await ReleasedAsync(from, to, cancellationToken);
        List<WatchedHour> hours = [];
        for (var hour = from; hour < to; hour += UnixNanos.PerHour)
        {
            hours.Add(new(hour, steps.GetValueOrDefault(hour) ?? [])
            {
                Parts = new Dictionary<StepPart, SpendMeasures>((customers.GetValueOrDefault(hour) ?? []).Concat(models.GetValueOrDefault(hour) ?? [])),
                Released = released.GetValueOrDefault(hour) ?? [],
            });
        }

        return hours;
    }

    /// <summary>The same of one step alone, without its parts.</summary>
    public async Task<IReadOnlyList<WatchedHour>> HoursOfStepAsync(string step, UnixNanos from, UnixNanos to, CancellationToken cancellationToken)
    {
        var period = new Period(from, to);
        var own = await ByHourAsync(period, step, [], _ => step, withDistributions: true, cancellationToken);
        var services = await ByHourAsync(period, step, [Dimension.Service], values => values[0], withDistributions: false, cancellationToken);
        HashSet<UnixNanos> released = [];
        for (var begin = from; begin < to; begin += UnixNanos.PerDay)
        {
            foreach (var deploy in await DeploysAsync(begin, new(Math.Min(to.Value, (begin + UnixNanos.PerDay).Value)), cancellationToken))
            {
                var hour = deploy.At.Floor(UnixNanos.PerHour);
                if (services.Any(one => one.Key >= hour && one.Key < hour + ReleasedFor && one.Value.ContainsKey(deploy.Service)))
                {
                    released.Add(hour);
                }
            }
        }

        List<WatchedHour> hours = [];
        for (var hour = from; hour < to; hour += UnixNanos.PerHour)
        {
            hours.Add(new(hour, own.GetValueOrDefault(hour) ?? []) { Released = released.Contains(hour) ? new HashSet<string>([step]) : [] });
        }

        return hours;
    }

    /// <param name="step">Null for all.</param>
    private async Task<Dictionary<UnixNanos, Dictionary<TKey, SpendMeasures>>> ByHourAsync<TKey>(
        Period period, string? step, IReadOnlyList<Dimension> by, Func<IReadOnlyList<string>, TKey> keyOf, bool withDistributions, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var answer = await spend.AskAsync(new(project, period.From, period.To, Grain.Hour, by, FiltersOf(step), WithDistributions: withDistributions), cancellationToken);
        var found = new Dictionary<UnixNanos, Dictionary<TKey, SpendMeasures>>();
        foreach (var row in answer.Rows)
        {
            // In zones that are half an hour off, an hour of the organisation begins within one of ours.
            var hour = row.Start.Floor(UnixNanos.PerHour);
            var values = found.TryGetValue(hour, out var known) ? known : found[hour] = [];
            var key = keyOf(row.Values);
            if (!values.TryAdd(key, row.Measures))
            {
                values[key].Add(row.Measures);
            }
        }

        return found;
    }

    /// <summary>What was told of the incidents that began since then.</summary>
    public static async Task<IReadOnlyCollection<WatchLesson>> LessonsAsync(
        IIncidentStore incidents, ProjectId project, UnixNanos since, CancellationToken cancellationToken)
    {
        List<WatchLesson> lessons = [];
        var question = new IncidentQuestion(project, [IncidentStatus.Acknowledged, IncidentStatus.Resolved, IncidentStatus.Expected], From: since);
        for (int? before = null; ;)
        {
            var page = await incidents.ListAsync(question, before, IncidentPage.MostRows, cancellationToken);
            foreach (var incident in page.Incidents.Where(one => one.Kind is IncidentKind.StepAnomaly or IncidentKind.SpendSpike))
            {
                if (incident.Status is IncidentStatus.Expected || await IsConfirmedAsync(incident))
                {
                    lessons.Add(new(
                        incident.Step,
                        incident.Since.Floor(UnixNanos.PerHour),
                        incident.ResolvedAt ?? new UnixNanos(long.MaxValue),
                        incident.Status is IncidentStatus.Expected));
                }
            }

            if (page.Next is null)
            {
                return lessons;
            }

            before = page.Next;
        }

        // What came and went by itself and nobody looked at may have been anything.
        async Task<bool> IsConfirmedAsync(IncidentSummary incident) => incident.Status is IncidentStatus.Acknowledged
            || (await incidents.HistoryAsync(incident.Id, cancellationToken)).Any(change =>
                change.Kind is IncidentChangeKind.Acknowledged || (change.Kind is IncidentChangeKind.Resolved && change.Actor != AuditActor.Program));
    }

    /// <summary>Why a step takes more since then, from the first hours of it.</summary>
    /// <param name="step">Null for the project as a whole.</param>
    public async Task<StepCause> WhyAsync(string? step, UnixNanos since, UnixNanos through, CancellationToken cancellationToken)
    {
        var happened = await events.ListAsync(project, since + -StepCause.ReleaseWithin, since + UnixNanos.PerHour, MostEvents, cancellationToken);
        List<ProjectEvent> deploys = [.. happened.Where(one => one.Kind == EventKind.Deploy)];
        var extent = await spend.GetExtentAsync(project, cancellationToken);
        var period = new Period(since, new(Math.Min(through.Value, (since + StepCause.ComparesFor).Value)));
        var baseline = SpikeBaseline.For(period, extent?.First, calendar);
        var answer = await spend.CompareAsync(new(project, period, baseline.Periods, FiltersOf(step)), cancellationToken);
        var hasReleases = answer.Cells.Any(cell => cell.Now.Calls > 0 && cell.Series.ValueOf(Dimension.Release).Length > 0);
        return StepCause.Of(SpikeReport.Of(period, baseline, answer), hasReleases, deploys);
    }

    /// <summary>The dearest traces with calls of the step in an hour.</summary>
    public Task<IReadOnlyList<TraceId>> TracesAsync(string? step, UnixNanos hour, CancellationToken cancellationToken) =>
        traces.FindExamplesAsync(project, hour, hour + UnixNanos.PerHour, FiltersOf(step), cancellationToken);

    private async Task<Dictionary<UnixNanos, HashSet<string>>> ReleasedAsync(UnixNanos from, UnixNanos to, CancellationToken cancellationToken)
    {
        var released = new Dictionary<UnixNanos, HashSet<string>>();
        foreach (var deploy in await DeploysAsync(from, to, cancellationToken))
        {
            var hour = deploy.At.Floor(UnixNanos.PerHour);
            var answer = await spend.AskAsync(
                new(project, hour, hour + ReleasedFor, Grain.Total, [Dimension.Step], [new(Dimension.Service, [deploy.Service])], WithDistributions: false), cancellationToken);
            var steps = released.TryGetValue(hour, out var known) ? known : released[hour] = new(StringComparer.Ordinal);
            steps.UnionWith(answer.Rows.Select(row => row.Values[0]));
        }

        return released;
    }

    private async Task<IEnumerable<ProjectEvent>> DeploysAsync(UnixNanos from, UnixNanos to, CancellationToken cancellationToken) =>
        (await events.ListAsync(project, from, to, MostEvents, cancellationToken)).Where(one => one.Kind == EventKind.Deploy && one.Service.Length > 0);

    private static List<SpendFilter> FiltersOf(string? step) => step is null ? [] : [new(Dimension.Step, [step])];
}
