using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>The whole trace in a few pixels. Dragging over it, or its two handles, choose the part of the time that the lanes show.</summary>
public sealed partial class Minimap : IAsyncDisposable
{
    // Of the whole trace; with Shift, Page Up and Page Down the larger one.
    private const double SmallStep = 0.01, LargeStep = 0.1;

    private readonly CancellationTokenSource _left = new();
    private ElementReference _map;
    private IJSObjectReference? _script;
    private DotNetObjectReference<Minimap>? _self;

    [Parameter, EditorRequired]
    public TraceSight Sight { get; set; } = null!;

    [Parameter, EditorRequired]
    public WaterfallRow Selected { get; set; } = null!;

    [Parameter, EditorRequired]
    public TimeWindow Window { get; set; }

    [Parameter]
    public EventCallback<TimeWindow> OnLookAt { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private IEnumerable<(bool IsEnd, string Label, double At)> Handles =>
        [(false, "Begin of what is in sight", Window.Start), (true, "End of what is in sight", Window.Start + Window.Size)];

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        await ScriptParts.DisposeAsync(_script);
        _self?.Dispose();
    }

    /// <summary>Called by the script when a drag ends.</summary>
    /// <param name="from">Share of the trace, 0 to 1; whatever comes is brought inside the trace.</param>
    /// <returns>The window that it became, as shares: begin and size.</returns>
    [JSInvokable]
    public async Task<double[]> LookAtAsync(double from, double to)
    {
        var window = double.IsFinite(from) && double.IsFinite(to)
            ? TimeWindow.Of((long)(Math.Clamp(from, 0, 1) * Window.Whole), (long)(Math.Clamp(to, 0, 1) * Window.Whole), Window.Whole)
            : Window;
        await OnLookAt.InvokeAsync(window);
        return [window.Start, window.Size];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _script = await Browser.InvokeAsync<IJSObjectReference>("import", _left.Token, "./js/minimap.js");
            _self = DotNetObjectReference.Create(this);
            await _script.InvokeVoidAsync("drag", _left.Token, _map, _self);
        }
    }

    private Task KeyAsync(KeyboardEventArgs args, bool isEnd)
    {
        var step = args.ShiftKey ? LargeStep : SmallStep;
        var by = args.Key switch
        {
            "ArrowLeft" or "ArrowDown" => -step,
            "ArrowRight" or "ArrowUp" => step,
            "PageDown" => -LargeStep,
            "PageUp" => LargeStep,
            "Home" => -1,
            "End" => 1,
            _ => 0,
        };
        if (by == 0)
        {
            return Task.CompletedTask;
        }

        // A handle stops at the other one.
        var nanos = (long)(Window.Whole * by);
        var (from, to) = isEnd
            ? (Window.From, Math.Clamp(Window.To + nanos, Window.From, Window.Whole))
            : (Math.Clamp(Window.From + nanos, 0, Window.To), Window.To);
        return OnLookAt.InvokeAsync(TimeWindow.Of(from, to, Window.Whole));
    }
}
