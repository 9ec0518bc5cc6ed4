using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>When the focus of a report became what it is.</summary>
/// <param name="Since">Null where no moment stands out.</param>
/// <param name="Seen">The first call of each new model and release, as they stand in <see cref="SpikePart.Novelties"/>; null where it is not known.</param>
public sealed record SpikeTimes(UnixNanos? Since, IReadOnlyList<UnixNanos?> Seen);

/// <summary>Asks what the panels of one report all need, once for all of them.</summary>
internal sealed class SpikeReading(ISpendQueries spend, ITraceQueries traces)
{
    private readonly Lock _lock = new();
    private (SpikeView View, Task<SpikeReport> Report)? _asked;

    public async Task<SpikeReport> ReportAsync(SpikeView view, CancellationToken cancellationToken)
    {
        Task<SpikeReport> report;
        lock (_lock)
        {
            if (_asked is not { } asked || asked.View.Context != view.Context)
            {
                _asked = asked = (view, AskAsync(view, cancellationToken));
            }

            report = asked.Report;
        }

        return await report;
    }

    /// <summary>Since when the part that the report looks at is as it is.</summary>
    public async Task<SpikeTimes> TimesAsync(SpikeView view, CancellationToken cancellationToken)
    {
        var report = await ReportAsync(view, cancellationToken);
        var focus = report.Focus;
        if (!report.IsCompared || focus.Now.Calls == 0)
        {
            return new(null, []);
        }

        var since = focus.Usual.Calls == 0
            ? await FirstCallAsync(view, report, focus.Values, cancellationToken)
            : focus.Factor is SpikeFactor.Volume
                ? await VolumeSinceAsync(view, report, cancellationToken)
                : await LevelSinceAsync(view, report, focus.Values, focus.Factor, cancellationToken);
        var seen = new List<UnixNanos?>();
        foreach (var novelty in focus.Novelties)
        {
            seen.Add(await FirstCallAsync(view, report, [.. focus.Values.Where(v => v.Dimension != novelty.Value.Dimension), novelty.Value], cancellationToken));
        }

        return new(since, seen);
    }

    /// <summary>Since when a call of a step costs what it does.</summary>
    public async Task<UnixNanos?> UnitCostSinceAsync(SpikeView view, string step, CancellationToken cancellationToken)
    {
        var report = await ReportAsync(view, cancellationToken);
        return await LevelSinceAsync(view, report, [new(Dimension.Step, step)], SpikeFactor.Mix, cancellationToken);
    }

    /// <summary>What could be done, with what it would save.</summary>
    public async Task<SpikeAction> ActionAsync(SpikeView view, string name, CancellationToken cancellationToken)
    {
        var report = await ReportAsync(view, cancellationToken);
        var focus = report.Focus;
        var dayEnd = report.Period.To;
        var day = await spend.AskAsync(
            view.TotalsOf(focus.Values, new(new(view.Context.Calendar.AddDays(dayEnd, -1), dayEnd), Grain.Total)), cancellationToken);
        return SpikeAction.For(
            focus, name, await CallsPerTraceAsync(view, report, cancellationToken), SpikeAction.PeriodsPerDay(focus, report.Period, day.Total.Calls));
    }

    /// <summary>What a trace of each name usually spends on the focus: of the latest period of the baseline.</summary>
    public async Task<IReadOnlyList<TraceName>> UsualNamesAsync(SpikeView view, SpikeReport report, CancellationToken cancellationToken) =>
        report.ComparedWith.Periods is [var latest, ..]
            ? await traces.GetNamesAsync(view.Question(report.Focus.Values, latest), cancellationToken)
            : [];

    private async Task<SpikeReport> AskAsync(SpikeView view, CancellationToken cancellationToken)
    {
        var context = view.Context;
        var extent = await spend.GetExtentAsync(context.ProjectId, cancellationToken);
        var baseline = SpikeBaseline.For(view.Period, extent?.First, context.Calendar);
        var answer = await spend.CompareAsync(
            new(context.ProjectId, view.Period, baseline.Periods, context.Question.Filters.ToSpendFilters()), cancellationToken);
        return SpikeReport.Of(view.Period, baseline, answer);
    }

    // Only asked where the calls themselves are more: in other cases nothing follows from it.
    private async Task<(decimal Now, decimal Usual)?> CallsPerTraceAsync(SpikeView view, SpikeReport report, CancellationToken cancellationToken)
    {
        if (report.Focus.Factor is not SpikeFactor.Volume || report.Drivers.DifferenceNanoUsd <= 0)
        {
            return null;
        }

        var now = await traces.GetNamesAsync(view.Question(report.Focus.Values, report.Period), cancellationToken);
        return (TraceName.CallsPerTrace(now), TraceName.CallsPerTrace(await UsualNamesAsync(view, report, cancellationToken)));
    }

    private async Task<UnixNanos?> LevelSinceAsync(
        SpikeView view, SpikeReport report, IReadOnlyList<DimensionValue> values, SpikeFactor factor, CancellationToken cancellationToken)
    {
        UnixNanos? since = null;
        for (OnsetWindow? window = SpikeOnset.First(report.ComparedWith, report.Period.To, view.Context.Calendar); window is { } looked;)
        {
            var answer = await spend.AskAsync(view.TotalsOf(values, looked), cancellationToken);
            if (SpikeOnset.Since(SpikeOnset.Points(answer, factor)) is not { } shift)
            {
                break;
            }

            since = shift;
            window = SpikeOnset.Closer(looked, shift);
        }

        return since;
    }

    private async Task<UnixNanos?> VolumeSinceAsync(SpikeView view, SpikeReport report, CancellationToken cancellationToken)
    {
        var (now, usual) = SpikeOnset.OfVolume(report.Period, report.ComparedWith);
        var answer = await spend.AskAsync(view.TotalsOf(report.Focus.Values, now), cancellationToken);
        var answers = new List<SpendAnswer>();
        foreach (var window in usual)
        {
            answers.Add(await spend.AskAsync(view.TotalsOf(report.Focus.Values, window), cancellationToken));
        }

        return SpikeOnset.Since(SpikeOnset.Points(now, answer, usual, answers, view.Context.Calendar));
    }

    // By the day, then the hour, then the minute: each time only the span that the coarser answer named.
    private async Task<UnixNanos?> FirstCallAsync(
        SpikeView view, SpikeReport report, IReadOnlyList<DimensionValue> values, CancellationToken cancellationToken)
    {
        var calendar = view.Context.Calendar;
        var begin = calendar.Floor(report.ComparedWith.Periods.Min(p => p.From), Grain.Day);
        UnixNanos? first = null;
        var period = new Period(begin, report.Period.To);
        foreach (var grain in (Grain[])[Grain.Day, Grain.Hour, Grain.Minute])
        {
            if (SpikeOnset.FirstCall(await spend.AskAsync(view.TotalsOf(values, new(period, grain)), cancellationToken)) is not { } found)
            {
                break;
            }

            first = found;
            var next = grain is Grain.Minute ? found : calendar.Next(found, grain);
            period = new(found > period.From ? found : period.From, next < period.To ? next : period.To);
        }

        return first;
    }
}
