using System.Globalization;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Timeline;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>What keys do in the waterfall: arrows as in every tree, letters as in Jaeger's trace view. The help overlay is written from the same list.</summary>
internal static class WaterfallKeys
{
    private const int RowsOfAPage = 20;

    // Of the window's length; with Shift the fast one.
    private const double Step = 0.1, Leap = 0.5;

    private const double Closer = 0.8;

    /// <summary>For the overlay that <c>?</c> opens: the keys, and what they do.</summary>
    public static IReadOnlyList<(string[] Keys, string What)> Help { get; } =
    [
        (["↑", "↓"], "span before, span behind"),
        (["←", "→"], "close and open; go up and down the tree"),
        (["w", "s"], "a page of spans up, down"),
        (["Home", "End"], "first and last span"),
        (["[", "]"], "open all, close all"),
        (["o", "p"], "one level more, one less"),
        (["1", "9"], "so many levels"),
        (["e"], "open only what leads to errors"),
        (["+", "−"], "zoom in and out around the span"),
        (["a", "d"], "pan left and right; with Shift faster"),
        (["z"], "zoom to the span"),
        (["x"], "hide spans outside of the zoom"),
        (["c"], "critical path"),
        (["m"], "cost path: what made most of the money"),
        (["f"], "find"),
        (["n", "N"], "next match, match before"),
        (["Esc"], "clear the search, then the zoom"),
    ];

    /// <summary>Letters that work wherever the focus is on the page. The others, which have a meaning elsewhere, need it in the waterfall.</summary>
    public static IReadOnlyList<string> Anywhere { get; } =
        ["w", "s", "[", "]", "o", "p", "e", "+", "=", "-", "a", "d", "A", "D", "z", "x", "c", "m", "n", "N", "Escape", .. Enumerable.Range(1, 9).Select(n => n.ToString(CultureInfo.InvariantCulture))];

    public static WaterfallState Press(this WaterfallState state, string key)
    {
        if (state.Selected is not { } row)
        {
            return state;
        }

        return key switch
        {
            "ArrowDown" => state.Move(1),
            "ArrowUp" => state.Move(-1),
            "PageDown" or "s" => state.Move(RowsOfAPage),
            "PageUp" or "w" => state.Move(-RowsOfAPage),
            "Home" => state.Move(-state.Visible.Count),
            "End" => state.Move(state.Visible.Count),
            "ArrowRight" when state.IsClosed(row) => state.Toggle(row),
            "ArrowRight" when state.IsOpen(row) => state.Move(1),
            "ArrowLeft" when state.IsOpen(row) => state.Toggle(row),
            "ArrowLeft" when row.Parent >= 0 => state.Select(row.Parent),
            "Enter" or " " => state.Toggle(row),
            "[" => state.OpenAll(),
            "]" => state.CloseAll(),
            "o" => state.OpenLevelsBy(1),
            "p" => state.OpenLevelsBy(-1),
            "e" => state.OpenErrors(),
            "c" => state with { ShowsCriticalPath = !state.ShowsCriticalPath },
            "m" => state with { ShowsCostPath = !state.ShowsCostPath },
            "n" => state.FindNext(1),
            "N" => state.FindNext(-1),
            "Escape" when state.FindText.Length > 0 => state.Mark(""),
            ['1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9'] => state.OpenLevels(key[0] - '0'),
            _ => Zoom(state, row, key),
        };
    }

    private static WaterfallState Zoom(WaterfallState state, WaterfallRow row, string key)
    {
        var window = state.Window;
        var middle = row.StartOffset + (row.Duration / 2);
        return key switch
        {
            "+" or "=" => state.LookAt(window.Scaled(Closer, middle)),
            "-" => state.LookAt(window.Scaled(1 / Closer, middle)),
            "a" => state.LookAt(window.Panned(-Step)),
            "d" => state.LookAt(window.Panned(Step)),
            "A" => state.LookAt(window.Panned(-Leap)),
            "D" => state.LookAt(window.Panned(Leap)),
            "z" => state.LookAt(TimeWindow.Of(row.StartOffset, row.StartOffset + row.Duration, window.Whole)),
            "x" => state.HideOutside(!state.HidesOutside),
            "Escape" => state.LookAt(TimeWindow.All(window.Whole)),
            _ => state,
        };
    }
}
