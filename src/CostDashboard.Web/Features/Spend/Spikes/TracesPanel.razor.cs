using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>The traces of the part that the report looks at: those that cost most, that took longest, or those in the middle.</summary>
public sealed partial class TracesPanel
{
    private const int Rows = 10;

    [Parameter, EditorRequired]
    public SpikeView View { get; set; } = null!;

    [Inject]
    private SpikeReading Reading { get; set; } = null!;

    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    private string Explanation => View.Traces switch
    {
        SpikeTraces.Slowest => "Longest first.",
        SpikeTraces.Typical => "The middle of all of them by cost.",
        _ => "Most first.",
    };

    private string Latest { get; set; } = "the time before";

    protected override async Task<Load<SpikeTraceList>> AskAsync(CancellationToken cancellationToken)
    {
        var report = await Reading.ReportAsync(View, cancellationToken);
        // What is gone has no traces in the period; then all of them are shown.
        var values = report.Focus.Now.Calls == 0 ? [] : report.Focus.Values;
        var question = View.Question(values, View.Period) with { Limit = Rows };

        // Side by side: SQLite's driver answers on the thread that asks.
        var usual = Task.Run(() => Reading.UsualNamesAsync(View, report, cancellationToken), cancellationToken);
        var page = await Traces.ListAsync(View.Traces is SpikeTraces.Slowest ? question with { Sort = TraceSort.Latency } : question, cancellationToken);
        var usualNames = await usual;
        if (page.Count == 0)
        {
            return new Load<SpikeTraceList>.Missing("No trace spent anything in this period.");
        }

        if (View.Traces is SpikeTraces.Typical && page.Count > Rows)
        {
            page = page with { Rows = await Traces.GetFirstAsync(question with { Skip = (int)((page.Count - Rows) / 2) }, cancellationToken) };
        }

        if (report.ComparedWith.Periods is [var latest, ..])
        {
            Latest = TimeText.Period(latest.From, latest.To, Context.Calendar);
        }

        return new Load<SpikeTraceList>.Ready(new(page, values, usualNames));
    }
}
