using System.Collections.Frozen;
using System.Globalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Timeline;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>
/// A waterfall's state as its address carries it:
/// <c>?zoom=120-450&amp;outside=hide&amp;open=3&amp;fold=id.id&amp;find=text&amp;only-step=plan&amp;only-status=failed&amp;only-cost=0.01&amp;path=off&amp;costpath=on</c>.
/// What is as it begins is left out.
/// </summary>
internal static class WaterfallAddress
{
    /// <summary>Rows that were opened or closed by hand and that an address remembers; more make it longer than some programs take.</summary>
    public const int MostToggled = 100;

    private const string All = "all", Errors = "errors", Failed = "failed", Fine = "fine", Hide = "hide", Off = "off", On = "on";

    /// <summary>The state that an address asks for. Whatever stands in it, there is one.</summary>
    public static WaterfallState Read(TraceAddress address, TraceWaterfall waterfall, SpanId selected)
    {
        var state = WaterfallState.Of(waterfall, span: null);
        var filter = FilterOf(address);
        if (filter != RowFilter.None)
        {
            state = state.Ask(filter);
        }

        state = state
            .LookAt(TimeWindow.Parse(address.Text("zoom"), waterfall.Duration))
            .HideOutside(address.Text("outside") is Hide)
            .Fold(FoldingOf(address, state.Folding))
            .Mark(address.Text("find") ?? "");
        state = state with { ShowsCriticalPath = address.Text("path") is not Off, ShowsCostPath = address.Text("costpath") is On };
        return waterfall.IndexOf(selected) is { } index ? state.Select(index) : state;
    }

    public static Task WriteAsync(TraceAddress address, WaterfallState state)
    {
        var filter = state.Filter;
        return address.SetAsync(
            ("zoom", state.Window.ToText()),
            ("outside", state.HidesOutside ? Hide : null),
            ("open", TextOf(state)),
            ("fold", string.Join('.', state.Folding.Toggled.Order().Take(MostToggled))),
            ("find", state.FindText),
            ("path", state.ShowsCriticalPath ? null : Off),
            ("costpath", state.ShowsCostPath ? On : null),
            ("only-step", filter.Step),
            ("only-service", filter.Service),
            ("only-kind", filter.Kind is { } kind ? NameOf(kind) : null),
            ("only-status", filter.IsError switch { true => Failed, false => Fine, null => null }),
            ("only-cost", filter.MinCostNanoUsd is { } nanos ? Usd.FromNanos(nanos).Amount.ToString("0.#########", CultureInfo.InvariantCulture) : null));
    }

    /// <summary>What an address and the filter's list call a kind.</summary>
    public static string NameOf(OperationKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The kind of a name; null for none.</summary>
    public static OperationKind? KindOf(string? name) =>
        Enum.TryParse<OperationKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && NameOf(kind) == name ? kind : null;

    /// <summary>Nano-dollars of a text such as <c>0.01</c>; null for what is no amount above zero.</summary>
    public static long? CostOf(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) && dollars is > 0 and < 1_000_000_000m
            ? new Usd(dollars).ToNanos()
            : null;

    private static RowFilter FilterOf(TraceAddress address) => new(
        address.Text("only-step"),
        address.Text("only-service"),
        KindOf(address.Text("only-kind")),
        address.Text("only-status") switch { Failed => true, Fine => false, _ => null },
        CostOf(address.Text("only-cost")));

    private static WaterfallFolding FoldingOf(TraceAddress address, WaterfallFolding begins)
    {
        var folding = address.Text("open") switch
        {
            All => WaterfallFolding.AllOpen,
            Errors => WaterfallFolding.ToErrors,
            { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var levels) => WaterfallFolding.AllOpen with { OpenDepth = Math.Max(0, levels - 1) },
            _ => begins,
        };
        var toggled = (address.Text("fold") ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries).Take(MostToggled);
        return folding with { Toggled = toggled.Select(id => SpanId.TryParse(id, out var span) ? span : default).Where(id => !id.IsZero).ToFrozenSet() };
    }

    private static string? TextOf(WaterfallState state)
    {
        var begins = state.Filter == RowFilter.None ? state.Waterfall.DefaultFolding() : WaterfallFolding.AllOpen;
        return state.Folding switch
        {
            { IsByErrors: true } => Errors,
            var folding when folding.OpenDepth == begins.OpenDepth => null,
            { OpenDepth: int.MaxValue } => All,
            var folding => (folding.OpenDepth + 1).ToString(CultureInfo.InvariantCulture),
        };
    }
}
