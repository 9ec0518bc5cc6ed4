using CostDashboard.Core.Traces;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>The trace as a waterfall: a row for each span, in the order of the tree, with its bar in time.</summary>
public sealed partial class TimelineTab : TraceTab, IAsyncDisposable
{
    /// <summary>More rows than these are drawn only where they are looked at.</summary>
    private const int StaticRows = 200;

    private readonly CancellationTokenSource _left = new();
    private WaterfallState _state = null!;
    private ElementReference _tree;
    private bool _reveals = true;
    private IJSObjectReference? _script;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

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

    protected override void OnInitialized() => _state = WaterfallState.Of(Sight.Waterfall, Selected.Id);

    // Another view, or the panel, may have selected the span.
    protected override void OnParametersSet()
    {
        if (_state.Selected?.Index != Selected.Index)
        {
            _state = _state.Select(Selected.Index);
            _reveals = true;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _script = await Browser.InvokeAsync<IJSObjectReference>("import", _left.Token, "./js/waterfall.js");
        }

        if (_reveals && _script is not null)
        {
            _reveals = false;
            await _script.InvokeVoidAsync("reveal", _left.Token, _tree, _state.SelectedAt);
        }
    }

    private async Task ChangeAsync(WaterfallState state)
    {
        var before = _state.Selected;
        _state = state;
        if (state.Selected is { } selected && selected.Index != before?.Index)
        {
            _reveals = true;
            await OnSelect.InvokeAsync(selected);
        }
    }

    private Task KeyAsync(KeyboardEventArgs args) => args.CtrlKey || args.MetaKey || args.AltKey ? Task.CompletedTask : ChangeAsync(_state.Press(args.Key));

    private Task FindAsync(ChangeEventArgs args) => ChangeAsync(_state.Find(args.Value as string ?? ""));

    private Task FindKeyAsync(KeyboardEventArgs args) => args.Key is "Enter" ? ChangeAsync(_state.FindNext(args.ShiftKey ? -1 : 1)) : Task.CompletedTask;

    private static string RowId(WaterfallRow row) => "span-" + row.Id;

    private string LinkTo(WaterfallRow row) => TraceLink.Bare(Sight.Summary.Key, row.Id).ToString();
}
