using CostDashboard.Core.Access;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Unpriced;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Arrivals;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Jobs.Scheduling;

namespace CostDashboard.Jobs.Work;

/// <summary>
/// Reports what is wrong with what arrives: a project that usually gets spans and gets none, and models that are called without a price. It reads totals
/// alone: of a project three weeks of hours and a month of days, whatever the number of its spans.
/// </summary>
public sealed class ArrivalWork(
    IAccessStore access, ISpendQueries spend, IUnpricedQueries unpriced, ITraceQueries traces, IIncidentStore incidents, CurrentPrices prices, OrganisationCalendar calendar)
    : IJobWork
{
    // What an hour came to is known a few minutes after its end. Of hours that were missed only the last says how things are.
    public static JobDefinition Job { get; } = new(
        "arrivals",
        "Watching of arrivals",
        "Reports projects to which spans stopped to come, and models without a price.",
        new JobRhythm.Windows(UnixNanos.PerHour, Settles: 5 * UnixNanos.PerMinute, MostBehind: 24, MostAtOnce: 24),
        Reads: "projects looked at",
        Writes: "reports made");

    /// <exception cref="StoreUnavailableException">The database takes no writes now; the same window is looked at again.</exception>
    public async Task RunAsync(JobPass pass, CancellationToken cancellationToken)
    {
        var at = pass.Window.To;
        foreach (var project in await access.GetProjectsAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await spend.GetExtentAsync(project.Id, cancellationToken) is not { } extent || extent.First >= at)
            {
                continue;
            }

            pass.Read(1);
            await LookForSilenceAsync(project.Id, pass, at, cancellationToken);
            await LookForModelsAsync(project.Id, pass, at, cancellationToken);
        }
    }

    private async Task LookForSilenceAsync(ProjectId project, JobPass pass, UnixNanos at, CancellationToken cancellationToken)
    {
        var from = at + (-IngestionSilence.Looks * UnixNanos.PerHour);
        var answer = await spend.AskAsync(new(project, from, at, Grain.Hour, [], [], WithDistributions: false), cancellationToken);
        var spans = new long[IngestionSilence.Looks];
        foreach (var row in answer.Rows)
        {
            // In zones that are half an hour off, an hour of the organisation begins within one of ours.
            spans[Math.Max(0, (row.Start - from) / UnixNanos.PerHour)] += row.Measures.Spans;
        }

        // Where no key is left that could send, as in a project of demonstration data, silence is what is meant.
        var isOpen = (await access.GetKeysAsync(project, cancellationToken)).Any(key => key.IsActive);
        if (isOpen && IngestionSilence.Find(spans, at) is { } silence)
        {
            await ReportAsync(silence.ToReport(project, at, calendar), pass, at, cancellationToken);
        }
        else if (spans[^1] > 0 || !isOpen)
        {
            await ReportAsync(IncidentReport.Over(project, IncidentKind.IngestionStopped, IngestionSilence.Subject, at), pass, at, cancellationToken);
        }
    }

    private async Task LookForModelsAsync(ProjectId project, JobPass pass, UnixNanos at, CancellationToken cancellationToken)
    {
        var book = prices.Book;
        var today = calendar.Floor(at + -1, Grain.Day);
        var traffic = await unpriced.GetAsync(project, calendar.AddDays(today, 1 - UnpricedModelFinding.Days), calendar.Next(today, Grain.Day), cancellationToken);
        foreach (var model in UnpricedModelFinding.Of(traffic, book, calledSince: calendar.AddDays(today, -1)))
        {
            var report = UnpricedModelFinding.ToReport(project, model, book, await TracesAsync(project, model, at, cancellationToken), at, calendar);
            await ReportAsync(report, pass, at, cancellationToken);
        }

        // Priced by now, or priced again: the incident is over, and does not wait for a day of silence.
        var open = UnpricedModelFinding.Of(traffic, book, calledSince: default).Select(UnpricedModelFinding.SubjectOf).ToHashSet(StringComparer.Ordinal);
        var known = await OpenFindings.ReadAsync(incidents, project, [IncidentKind.UnpricedModel], cancellationToken);
        foreach (var (kind, subject) in known.Keys.Where(finding => finding.Kind is IncidentKind.UnpricedModel && !open.Contains(finding.Subject)))
        {
            await ReportAsync(IncidentReport.Over(project, kind, subject, at), pass, at, cancellationToken);
        }
    }

    private Task<IReadOnlyList<TraceId>> TracesAsync(ProjectId project, UnpricedTraffic model, UnixNanos at, CancellationToken cancellationToken) => traces.FindExamplesAsync(
        project,
        at + -UnixNanos.PerDay,
        at,
        [new(Dimension.Model, [model.Model]), new(Dimension.Provider, [model.Provider])],
        cancellationToken,
        TraceSort.Start);

    private async Task ReportAsync(IncidentReport report, JobPass pass, UnixNanos at, CancellationToken cancellationToken)
    {
        if (await incidents.ReportAsync(report, at, cancellationToken) is not null)
        {
            pass.Wrote(1);
        }
    }
}
