using System.Globalization;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Flames;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CostDashboard.Web.Features.Traces.Flame;

/// <summary>The trace as a flame graph, by time or by cost: <c>?view=flame&amp;by=cost&amp;frame=SPAN&amp;hue=step&amp;table=1&amp;find=TEXT</c>.</summary>
public sealed partial class FlameTab : TraceTab, IAsyncDisposable
{
    private const string By = "by", Frame = "frame", Hue = "hue", Table = "table", Find = "find";
    private const string ByCost = "cost", ByStep = "step", IsOn = "1";

    // A narrower frame has no room for two letters.
    private const double LeastReadable = 0.015;

    // Of a long way down the first steps and the last are named.
    private const int MostCrumbs = 5;

    private const int MostInLegend = 12;

    private readonly CancellationTokenSource _left = new();
    private FlameState _state = null!;
    private Hues _steps = null!;
    private bool _isByStep;
    private bool _isTable;
    private bool _reveals;
    private ElementReference _flame;
    private IJSObjectReference? _script;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private string Unknown => Sight.Summary switch
    {
        { Calls: 0 } => "There is no model call in this trace, so nothing costs anything. By time it is all here.",
        { UnpricedCalls: > 0 } summary => $"What this costs is not known: {(summary.UnpricedCalls == 1 ? "1 model call has" : $"{NumberText.Count(summary.UnpricedCalls)} model calls have")} no known price. By time it is all here.",
        _ => "Nothing of what is shown is charged anything. By time it is all here.",
    };

    private IEnumerable<string> Notes
    {
        get
        {
            var graph = _state.Graph;
            if (graph.Merged > 0)
            {
                var least = graph.Measure is FlameMeasure.Time ? NumberText.Duration(graph.Least) : MoneyText.Of(graph.Least);
                yield return graph.Merged == 1
                    ? $"1 span is narrower than {least} and drawn with what stands beside or above it. Zoom in to see it."
                    : $"{NumberText.Count(graph.Merged)} spans are narrower than {least} and drawn together. Zoom in to tell them apart.";
            }

            if (graph.Beyond > 0)
            {
                yield return $"{Spans(graph.Beyond)} below lane {FlameGraph.MostLanes} and not drawn. Zoom in to see them.";
            }

            if (graph.Measure is FlameMeasure.Cost && graph.Frames.Count > 0 && graph.WithoutWidth > 0)
            {
                yield return graph.WithoutWidth == 1
                    ? "1 span has no width: nothing at or below it is charged, or its price is not known."
                    : $"{NumberText.Count(graph.WithoutWidth)} spans have no width: nothing at or below them is charged, or its price is not known.";
            }

            var unpriced = graph.Top < 0 ? Sight.Summary.UnpricedCalls : _state.Waterfall.Rows[graph.Top].InclusiveUnpricedCalls;
            if (graph.Measure is FlameMeasure.Cost && graph.Frames.Count > 0 && unpriced > 0)
            {
                yield return unpriced == 1
                    ? "1 model call of unknown price has no width here. The spans above it are marked +?."
                    : $"{NumberText.Count(unpriced)} model calls of unknown price have no width here. The spans above them are marked +?.";
            }
        }
    }

    // What is left out between the first and the last has no row to go to.
    private IEnumerable<(string Label, int? Row)> Crumbs
    {
        get
        {
            yield return ("Whole trace", FlameGraph.WholeTrace);
            var above = _state.Above;
            for (var i = 0; i < above.Count; i++)
            {
                if (i > 0 && i < above.Count - MostCrumbs + 1)
                {
                    yield return ("…", null);
                    i = above.Count - MostCrumbs + 1;
                }

                yield return (FlameText.NameOf(above[i]), above[i].Index);
            }
        }
    }

    private IEnumerable<(string Hue, string Name)> Legend
    {
        get
        {
            var rows = _state.Graph.Frames.Where(frame => frame.Kind is FlameKind.Span).Select(frame => _state.Waterfall.Rows[frame.Row]);
            return rows.Select(row => _isByStep ? (_steps[row.Step], row.Step) : (WaterfallHue.Of(row.Kind), WaterfallHue.NameOf(row.Kind))).Distinct().Take(MostInLegend).Order();
        }
    }

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

    protected override void OnInitialized()
    {
        var measure = Address.Text(By) is ByCost ? FlameMeasure.Cost : FlameMeasure.Time;
        var top = SpanId.TryParse(Address.Text(Frame), out var span) ? Sight.Waterfall.IndexOf(span) : null;
        _state = FlameState.Of(Sight.Waterfall, measure, top ?? FlameGraph.WholeTrace, Selected.Index).Find(Address.Text(Find) ?? "");
        _isByStep = Address.Text(Hue) is ByStep;
        _isTable = Address.Flag(Table);
        _steps = Hues.Of(Sight.Waterfall.Rows.Select(row => row.Step).Distinct(StringComparer.Ordinal));
    }

    // The panel, or a link in it, may have selected the span.
    protected override void OnParametersSet()
    {
        if (_state.Row is { } row && row.Index != Selected.Index && _state.Graph.FrameOf(_state.Waterfall.Rows, Selected.Index) is >= 0 and var frame && frame != _state.Cursor)
        {
            _state = _state.Point(frame);
            _reveals = true;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _script = await Browser.InvokeAsync<IJSObjectReference>("import", _left.Token, "./js/flame.js");
        }

        if (_script is not null && !_isTable && _state.Cursor >= 0)
        {
            await _script.InvokeVoidAsync("attach", _left.Token, _flame, _reveals ? IdOf(_state.Cursor) : null);
            _reveals = false;
        }
    }

    private async Task ChangeAsync(FlameState state)
    {
        var before = _state.Row;
        _state = state;
        _reveals = true;
        var top = state.IsZoomed ? state.Waterfall.Rows[state.Graph.Top].Id.ToString() : null;
        await Address.SetAsync((By, state.Graph.Measure is FlameMeasure.Cost ? ByCost : null), (Frame, top), (Find, state.FindText));
        if (state.Row is { } row && row.Index != before?.Index)
        {
            await OnSelect.InvokeAsync(row);
        }
    }

    // A click selects, and goes in where there is more to see.
    private async Task ClickAsync(int at)
    {
        var frame = _state.Graph.Frames[at];
        var pointed = _state.Point(at);
        await ChangeAsync(frame.Above >= 0 && _state.CanZoom(frame) ? pointed.Zoom(frame.Row) : pointed);
    }

    private Task KeyAsync(KeyboardEventArgs args) => args.CtrlKey || args.MetaKey || args.AltKey ? Task.CompletedTask : ChangeAsync(_state.Press(args.Key));

    private Task FindAsync(ChangeEventArgs args) => ChangeAsync(_state.Find(args.Value as string ?? ""));

    private Task FindKeyAsync(KeyboardEventArgs args) => args.Key is "Enter" ? ChangeAsync(_state.FindNext(args.ShiftKey ? -1 : 1)) : Task.CompletedTask;

    private Task ColourAsync()
    {
        _isByStep = !_isByStep;
        return Address.SetAsync((Hue, _isByStep ? ByStep : null));
    }

    private Task TableAsync()
    {
        _isTable = !_isTable;
        return Address.SetAsync((Table, _isTable ? IsOn : null));
    }

    private string ClassOf(int at, FlameFrame frame)
    {
        var row = frame.Row < 0 ? null : _state.Waterfall.Rows[frame.Row];
        var hue = frame.Kind is FlameKind.Rest or FlameKind.Trace || row is null ? Hues.Other : _isByStep ? _steps[row.Step] : WaterfallHue.Of(row.Kind);
        var isQuiet = frame.Kind is FlameKind.Span && row is { Role: ChargeRole.Wrapper or ChargeRole.SameCall };
        return $"frame {hue} {frame.Kind.ToString().ToLowerInvariant()}{(isQuiet ? " wrapper" : "")}{(frame.Kind is FlameKind.Span && row is { IsError: true } ? " failed" : "")}"
            + $"{(_state.FoundFrames.Contains(at) ? " found" : _state.Found.Count > 0 ? " other" : "")}{(at == _state.Cursor ? " selected" : "")}";
    }

    private bool IsReadable(FlameFrame frame) => _state.Graph.Length == 0 || (double)frame.Length / _state.Graph.Length >= LeastReadable;

    private string Tick(int quarter)
    {
        var at = (_state.Graph.Length / 4 * quarter) + (_state.Graph.Measure is FlameMeasure.Time ? _state.Graph.From : 0);
        return at == 0 ? "0" : _state.Graph.Measure is FlameMeasure.Time ? NumberText.Duration(at) : MoneyText.Of(at);
    }

    private string LinkTo(FlameMeasure measure) => TraceLink.Bare(Sight.Summary.Key, Selected.Id).Add(TraceAddress.View, "flame").Add(By, NameOf(measure)).ToString();

    private static string NameOf(FlameMeasure measure) => measure is FlameMeasure.Cost ? ByCost : "time";

    private static string? IdOf(int frame) => frame < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"frame-{frame}");

    private static string Spans(int count) => count == 1 ? "1 span is" : $"{NumberText.Count(count)} spans are";

    private static string Part(long part, long whole) => whole <= 0 ? "0" : Math.Clamp((double)part / whole, 0, 1).ToString("0.######", CultureInfo.InvariantCulture);
}
