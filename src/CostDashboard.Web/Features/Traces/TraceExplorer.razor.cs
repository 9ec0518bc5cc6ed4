using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Traces.Timeline;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CostDashboard.Web.Features.Traces;

/// <summary>A trace to walk through: one of its views, and the span that is selected in it. Rendered once without a circuit, so that it is read at once.</summary>
public sealed partial class TraceExplorer : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly Dictionary<string, string?> _unwritten = new(StringComparer.Ordinal);
    private Load<TraceSight> _trace = new Load<TraceSight>.Waiting();
    private LinkedTraces _linked = null!;
    private TraceAddress _address = null!;
    private TraceTabEntry _tab = TraceTabs.All[0];
    private WaterfallRow _selected = null!;
    private Load<PricedSpan> _span = new Load<PricedSpan>.Waiting();
    private bool _isPanelOpen;
    private IJSObjectReference? _script;

    /// <summary>Number of the project.</summary>
    [Parameter, EditorRequired]
    public int Project { get; set; }

    /// <summary>32 hexadecimal digits.</summary>
    [Parameter, EditorRequired]
    public string Trace { get; set; } = "";

    /// <summary>The query of the page's address, which says what to show.</summary>
    [Parameter]
    public string Query { get; set; } = "";

    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    [Inject]
    private ILinkedTraces Links { get; set; } = null!;

    [Inject]
    private OrganisationCalendar Calendar { get; set; } = null!;

    [Inject]
    private TraceSights Sights { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private TraceKey Key => TraceId.TryParse(Trace, out var id) ? new(new(Project), id) : default;

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        await ScriptParts.DisposeAsync(_script);
    }

    protected override async Task OnInitializedAsync()
    {
        _address = new(UrlQuery.Of(Query), WriteAddressAsync);
        if (await Sights.GetAsync(Key, _left.Token) is not { } sight || await Links.GetAsync(Key, _left.Token) is not { } linked)
        {
            _trace = new Load<TraceSight>.Missing($"There is no trace {Trace} in this project. It may have passed its retention, or belong to another project.");
            return;
        }

        var rows = sight.Waterfall.Rows;
        _linked = linked;
        _tab = TraceTabs.Of(_address.Text(TraceAddress.View));
        _selected = rows[SpanId.TryParse(_address.Text(TraceAddress.Span), out var span) ? sight.Waterfall.IndexOf(span) ?? 0 : 0];
        _trace = new Load<TraceSight>.Ready(sight);
        await LoadSpanAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _script = await Browser.InvokeAsync<IJSObjectReference>("import", _left.Token, "./js/trace-page.js");
            await WriteAddressAsync(_unwritten);
        }
    }

    private async Task OpenAsync(TraceTabEntry tab)
    {
        _tab = tab;
        await _address.SetAsync((TraceAddress.View, tab == TraceTabs.All[0] ? null : tab.Name));
    }

    private async Task SelectAsync(WaterfallRow row)
    {
        // On a phone the panel is a sheet over the rows, which comes with a selection.
        _isPanelOpen = true;
        if (row.Index != _selected.Index)
        {
            _selected = row;
            await _address.SetAsync((TraceAddress.Span, row.Id.ToString()));
            await LoadSpanAsync();
        }
    }

    private async Task LoadSpanAsync()
    {
        var row = _selected;
        var span = await Traces.GetSpanAsync(new(Key.Project, Key.Trace, row.Id), _left.Token);

        // While it was read, another row may have been selected.
        if (_selected.Index == row.Index)
        {
            _span = span is null ? new Load<PricedSpan>.Missing("This span has passed its retention.") : new Load<PricedSpan>.Ready(span);
        }
    }

    // What changes before the script is there is written when it is.
    private async Task WriteAddressAsync(IReadOnlyDictionary<string, string?> changes)
    {
        if (_script is not null)
        {
            await _script.InvokeVoidAsync("address", _left.Token, changes);
            return;
        }

        foreach (var (key, value) in changes)
        {
            _unwritten[key] = value;
        }
    }

    private Dictionary<string, object> ForTab(TraceSight sight) => new(StringComparer.Ordinal)
    {
        [nameof(TraceTab.Sight)] = sight,
        [nameof(TraceTab.Selected)] = _selected,
        [nameof(TraceTab.OnSelect)] = EventCallback.Factory.Create<WaterfallRow>(this, SelectAsync),
        [nameof(TraceTab.Linked)] = _linked,
        [nameof(TraceTab.Address)] = _address,
    };

    private string LinkTo(TraceTabEntry tab) => TraceLink.Bare(Key, _selected.Id).Add(TraceAddress.View, tab.Name).ToString();
}
