using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CostDashboard.Web.Features.Traces;

/// <summary>A trace to walk through: the waterfall, and the span that is selected in it. Rendered once without a circuit, so that it is read at once.</summary>
public sealed partial class TraceExplorer : IAsyncDisposable
{
    /// <summary>More rows than these are drawn only where they are looked at.</summary>
    private const int StaticRows = 200;

    private readonly CancellationTokenSource _left = new();
    private Load<TraceSight> _trace = new Load<TraceSight>.Waiting();
    private WaterfallState _state = null!;
    private Load<PricedSpan> _span = new Load<PricedSpan>.Waiting();
    private ElementReference _tree;
    private IJSObjectReference? _script;

    /// <summary>Number of the project.</summary>
    [Parameter, EditorRequired]
    public int Project { get; set; }

    /// <summary>32 hexadecimal digits.</summary>
    [Parameter, EditorRequired]
    public string Trace { get; set; } = "";

    /// <summary>The span that the address names, 16 hexadecimal digits; null for none.</summary>
    [Parameter]
    public string? Span { get; set; }

    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    [Inject]
    private OrganisationCalendar Calendar { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private TraceKey Key => TraceId.TryParse(Trace, out var id) ? new(new(Project), id) : default;

    // Virtualize wants a collection that it may index and nobody changes.
    private ICollection<WaterfallRow> VisibleRows => _state.Visible as ICollection<WaterfallRow> ?? [.. _state.Visible];

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        if (_script is not null)
        {
            try
            {
                await _script.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The page was closed: its scripts are gone with it.
            }
        }
    }

    protected override async Task OnInitializedAsync()
    {
        var sight = TraceSight.Of(Key, await Traces.GetFactsAsync(Key, _left.Token), UnixNanos.From(Clock.GetUtcNow()));
        if (sight is null)
        {
            _trace = new Load<TraceSight>.Missing($"There is no trace {Trace} in this project. It may have passed its retention, or belong to another project.");
            return;
        }

        _state = WaterfallState.Of(sight.Waterfall, SpanId.TryParse(Span, out var span) ? span : null);
        _trace = new Load<TraceSight>.Ready(sight);
        await LoadSpanAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && _trace is Load<TraceSight>.Ready)
        {
            _script = await Browser.InvokeAsync<IJSObjectReference>("import", _left.Token, "./js/waterfall.js");
            await RevealAsync();
        }
    }

    private void Change(WaterfallState state) => _state = state;

    private async Task SelectAsync(WaterfallState state)
    {
        var isOther = state.Selected != _state.Selected;
        _state = state;
        await RevealAsync();
        if (isOther)
        {
            await LoadSpanAsync();
        }
    }

    private Task KeyAsync(KeyboardEventArgs args) => args.CtrlKey || args.MetaKey || args.AltKey ? Task.CompletedTask : SelectAsync(_state.Press(args.Key));

    private Task FindAsync(ChangeEventArgs args) => SelectAsync(_state.Find(args.Value as string ?? ""));

    private Task FindKeyAsync(KeyboardEventArgs args) => args.Key is "Enter" ? SelectAsync(_state.FindNext(args.ShiftKey ? -1 : 1)) : Task.CompletedTask;

    private async Task LoadSpanAsync()
    {
        if (_state.Selected is not { } row)
        {
            return;
        }

        var span = await Traces.GetSpanAsync(new(Key.Project, Key.Trace, row.Id), _left.Token);

        // While it was read, another row may have been selected.
        if (_state.Selected == row)
        {
            _span = span is null ? new Load<PricedSpan>.Missing("This span has passed its retention.") : new Load<PricedSpan>.Ready(span);
        }
    }

    private async Task RevealAsync()
    {
        if (_script is not null && _state.Selected is { } row)
        {
            await _script.InvokeVoidAsync("reveal", _left.Token, _tree, _state.SelectedAt, row.Id.ToString());
        }
    }

    private static string RowId(WaterfallRow row) => "span-" + row.Id;

    private string LinkTo(WaterfallRow row) => TraceLink.Bare(Key, row.Id).ToString();
}
