using System.Globalization;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Timeline;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>
/// The trace as a waterfall: a row for each span, in the order of the tree, with its bar in time. Of a long one only the rows in sight and some
/// around them are drawn; the script keeps what is drawn in sight while the next ones come, so that there is never nothing.
/// </summary>
public sealed partial class TimelineTab : TraceTab, IAsyncDisposable
{
    /// <summary>Rows that are drawn at once: a screen of them, and as many before and behind.</summary>
    private const int MostDrawn = 160;

    /// <summary>Rows whose events are remembered; with more, it begins anew.</summary>
    private const int MostRemembered = 1_000;

    /// <summary>Levels that the list offers one by one.</summary>
    private const int MostLevels = 12;

    private const string AllLevels = "all", ErrorLevels = "errors", OtherLevels = "other", IsOn = "1", Adjust = "adjust";

    private readonly CancellationTokenSource _left = new();
    private WaterfallState _state = null!;
    private ElementReference _tree;
    private int _first;
    private bool _reveals;
    private IJSObjectReference? _script;
    private IJSObjectReference? _follower;
    private DotNetObjectReference<TimelineTab>? _self;

    // Of the rows that are drawn, and of few others: what happened in them, and which rows were asked for.
    private readonly Dictionary<int, SpanMoments> _moments = [];
    private readonly HashSet<int> _asked = [];

    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private bool IsWindowed => _state.Visible.Count > MostDrawn;

    private bool IsAdjusted => _state.Waterfall != Sight.Waterfall;

    private string Opened => _state.Folding switch
    {
        { IsByErrors: true } => ErrorLevels,
        var folding when folding.OpenDepth + 1 >= _state.Waterfall.Levels || folding.OpenDepth == int.MaxValue => AllLevels,
        var folding when folding.OpenDepth < MostLevels => (folding.OpenDepth + 1).ToString(CultureInfo.InvariantCulture),
        _ => OtherLevels,
    };

    // What the filter asks, each with the filter without it.
    private IEnumerable<(string Text, RowFilter Without)> Limits
    {
        get
        {
            var filter = _state.Filter;
            if (filter.Step is { } step)
            {
                yield return ($"step {step}", filter with { Step = null });
            }

            if (filter.Service is { } service)
            {
                yield return ($"service {service}", filter with { Service = null });
            }

            if (filter.Kind is { } kind)
            {
                yield return (WaterfallHue.NameOf(kind), filter with { Kind = null });
            }

            if (filter.IsError is { } isError)
            {
                yield return (isError ? "failed" : "not failed", filter with { IsError = null });
            }

            if (filter.MinCostNanoUsd is { } least)
            {
                yield return ($"at least {MoneyText.Of(least)}", filter with { MinCostNanoUsd = null });
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        await ScriptParts.DisposeAsync(_follower, _script);
        _self?.Dispose();
    }

    /// <summary>Called by the script when what is drawn comes to its end.</summary>
    /// <param name="middle">Position of the row in the middle of what is in sight.</param>
    [JSInvokable]
    public void DrawAround(int middle)
    {
        Draw(middle);
        StateHasChanged();
    }

    /// <summary>Called by the script for keys that are pressed elsewhere on the page.</summary>
    [JSInvokable]
    public async Task PressAsync(string key)
    {
        await ChangeAsync(_state.Press(key));
        StateHasChanged();
    }

    protected override void OnInitialized()
    {
        _state = WaterfallAddress.Read(Address, Address.Flag(Adjust) ? Sight.Adjusted : Sight.Waterfall, Selected.Id);

        // The first row is in view as it is; whoever has scrolled on before the script came is not taken back to it.
        _reveals = _state.SelectedAt > 0;
        if (RendererInfo.IsInteractive)
        {
            Draw(_state.SelectedAt);
        }
    }

    // Another view, or the panel, may have selected the span.
    protected override void OnParametersSet()
    {
        if (_state.Selected?.Index != Selected.Index)
        {
            _state = _state.Select(Selected.Index);
            _reveals = true;
            Draw(_state.SelectedAt);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _script = await Browser.InvokeAsync<IJSObjectReference>("import", _left.Token, "./js/waterfall.js");
            _self = DotNetObjectReference.Create(this);
            _follower = await _script.InvokeAsync<IJSObjectReference>("follow", _left.Token, _tree, _self, WaterfallKeys.Anywhere);
        }

        if (_reveals && _follower is not null)
        {
            _reveals = false;
            await _follower.InvokeVoidAsync("reveal", _left.Token, _state.SelectedAt);
        }

        await ReadMomentsAsync();
    }

    // Rows are drawn first; what happened in them is read afterwards, and only for those that are drawn.
    private async Task ReadMomentsAsync()
    {
        if (_asked.Count > MostRemembered)
        {
            _asked.Clear();
            _moments.Clear();
        }

        var drawn = _state.Visible.Skip(_first).Take(MostDrawn).Where(row => _asked.Add(row.Index)).ToDictionary(row => row.Id, row => row.Index);
        if (drawn.Count == 0)
        {
            return;
        }

        var found = await Traces.GetMomentsAsync(Sight.Summary.Key, [.. drawn.Keys], _left.Token);
        foreach (var moments in found)
        {
            _moments[drawn[moments.Span]] = moments;
        }

        if (found.Count > 0)
        {
            StateHasChanged();
        }
    }

    private async Task ChangeAsync(WaterfallState state)
    {
        if (ReferenceEquals(state, _state))
        {
            return;
        }

        var before = _state;
        _state = state;
        var isOtherRow = state.Selected?.Index != before.Selected?.Index;
        if (isOtherRow || !ReferenceEquals(state.Visible, before.Visible))
        {
            _reveals = true;
            Draw(IsDrawn(state.SelectedAt) ? _first + (MostDrawn / 2) : state.SelectedAt);
        }

        await WaterfallAddress.WriteAsync(Address, state);
        if (isOtherRow && state.Selected is { } selected)
        {
            await OnSelect.InvokeAsync(Sight.Waterfall.Rows[selected.Index]);
        }
    }

    private async Task AdjustAsync()
    {
        var adjusts = !IsAdjusted;
        await ChangeAsync(_state.With(adjusts ? Sight.Adjusted : Sight.Waterfall));
        await Address.SetAsync((Adjust, adjusts ? IsOn : null));
    }

    private Task OpenAsync(ChangeEventArgs args) => (args.Value as string) switch
    {
        AllLevels => ChangeAsync(_state.OpenAll()),
        ErrorLevels => ChangeAsync(_state.OpenErrors()),
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var levels) => ChangeAsync(_state.OpenLevels(levels)),
        _ => Task.CompletedTask,
    };

    private Task KeyAsync(KeyboardEventArgs args) => args.CtrlKey || args.MetaKey || args.AltKey ? Task.CompletedTask : ChangeAsync(_state.Press(args.Key));

    private Task FindAsync(ChangeEventArgs args) => ChangeAsync(_state.Find(args.Value as string ?? ""));

    private Task FindKeyAsync(KeyboardEventArgs args) => args.Key is "Enter" ? ChangeAsync(_state.FindNext(args.ShiftKey ? -1 : 1)) : Task.CompletedTask;

    private bool IsDrawn(int at) => at >= _first && at < _first + MostDrawn;

    private void Draw(int middle) => _first = Math.Clamp(middle - (MostDrawn / 2), 0, Math.Max(0, _state.Visible.Count - MostDrawn));

    private string TickAt(int quarter)
    {
        var at = _state.Window.From + (_state.Window.Length / 4 * quarter);
        return at == 0 ? "0" : NumberText.Duration(at);
    }

    private static string RowId(WaterfallRow row) => "span-" + row.Id;

    private string LinkTo(WaterfallRow row) => TraceLink.Bare(Sight.Summary.Key, row.Id).ToString();
}
