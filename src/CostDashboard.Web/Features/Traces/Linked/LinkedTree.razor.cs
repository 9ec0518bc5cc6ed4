using System.Globalization;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces.Linked;

/// <summary>A linked trace opened in place: its rows, read when it is opened, within a boundary, and in the time of the trace around it where the two overlap.</summary>
public sealed partial class LinkedTree : IDisposable
{
    /// <summary>Rows that are shown in place; its own page has all.</summary>
    internal const int MostRows = 500;

    private const int DeepestIndent = 12;
    private const int LongestName = 200;

    private readonly CancellationTokenSource _left = new();
    private readonly HashSet<TraceId> _opened = [];
    private Load<TraceSight> _sight = new Load<TraceSight>.Waiting();
    private IReadOnlyList<WaterfallRow> _rows = [];

    [Parameter, EditorRequired]
    public LinkedTrace Trace { get; set; } = null!;

    /// <summary>All that is linked to the trace of the page.</summary>
    [Parameter, EditorRequired]
    public LinkedTraces Linked { get; set; } = null!;

    /// <summary>The trace of the page.</summary>
    [Parameter, EditorRequired]
    public TraceSight Sight { get; set; } = null!;

    [Inject]
    private TraceSights Sights { get; set; } = null!;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (await Sights.GetAsync(Trace.Summary.Key, _left.Token) is not { } sight)
        {
            _sight = new Load<TraceSight>.Missing("This trace has passed its retention.");
            return;
        }

        // Deep levels of a long trace begin folded away, as on its own page.
        _rows = [.. sight.Waterfall.Visible(sight.Waterfall.DefaultFolding()).Take(MostRows)];
        _sight = new Load<TraceSight>.Ready(sight);
    }

    private IReadOnlyList<WaterfallRow> Rows(TraceSight _) => _rows;

    private LinkedScale Scale(TraceSight sight) => LinkedScale.Of(Sight.Summary, sight.Summary);

    private IEnumerable<LinkedTrace> Under(WaterfallRow row) => Linked.Found.Where(t => t.Parent == Trace.Id && t.Starters.Any(s => s.Trace == Trace.Id && s.Span == row.Id));

    private void Toggle(LinkedTrace trace)
    {
        if (!_opened.Remove(trace.Id))
        {
            _opened.Add(trace.Id);
        }
    }

    private static string Cut(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";

    private static string Part(double share) => share.ToString("0.#####", CultureInfo.InvariantCulture);
}
