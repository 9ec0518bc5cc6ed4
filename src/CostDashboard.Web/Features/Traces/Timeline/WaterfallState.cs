using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>What a person has made of a waterfall: what is open, selected and searched for. Each action gives the next state; nothing is drawn here.</summary>
internal sealed record WaterfallState
{
    private const int RowsOfAPage = 20;

    private WaterfallState(TraceWaterfall waterfall) => Waterfall = waterfall;

    public TraceWaterfall Waterfall { get; }

    public WaterfallFolding Folding { get; private init; } = WaterfallFolding.AllOpen;

    /// <summary>The rows that are to be seen, in order.</summary>
    public IReadOnlyList<WaterfallRow> Visible { get; private init; } = [];

    /// <summary>The selected row; always a visible one. Null in a trace without rows.</summary>
    public WaterfallRow? Selected { get; private init; }

    public string FindText { get; private init; } = "";

    /// <summary>Indices of the rows, visible or not, that hold the text.</summary>
    public IReadOnlyList<int> Found { get; private init; } = [];

    /// <summary>Which of the found rows is the selected one, counted from 1; 0 where none is.</summary>
    public int FoundAt => Selected is { } row ? IndexIn(Found, row.Index) + 1 : 0;

    public bool ShowsCriticalPath { get; init; } = true;

    public int SelectedAt => Selected is { } row ? Position(row.Index) : -1;

    /// <param name="span">The span that a link names; made visible and selected where the trace has it, else the first row is.</param>
    public static WaterfallState Of(TraceWaterfall waterfall, SpanId? span)
    {
        var start = new WaterfallState(waterfall) { Selected = waterfall.Rows.Count > 0 ? waterfall.Rows[0] : null }.Fold(waterfall.DefaultFolding());
        return span is { } id && waterfall.IndexOf(id) is { } index ? start.Select(index) : start;
    }

    public bool IsFound(WaterfallRow row) => Found.Count > 0 && IndexIn(Found, row.Index) >= 0;

    /// <summary>Selects a row, and opens what hides it.</summary>
    public WaterfallState Select(int index)
    {
        var revealed = Waterfall.Reveal(Folding, index);
        return (revealed == Folding ? this : Fold(revealed)) with { Selected = Waterfall.Rows[index] };
    }

    public WaterfallState Toggle(WaterfallRow row) => row.HasChildren ? Fold(Folding.Toggle(row.Id)) : this;

    public WaterfallState OpenAll() => Fold(WaterfallFolding.AllOpen);

    /// <summary>Only the roots and what stands directly below them.</summary>
    public WaterfallState CloseAll() => Fold(WaterfallFolding.AllOpen with { OpenDepth = 1 });

    /// <summary>Searches, and goes to the first row found at or behind the selected one.</summary>
    public WaterfallState Find(string text)
    {
        var found = Waterfall.Find(text);
        var state = this with { FindText = text, Found = found };
        if (found.Count == 0)
        {
            return state;
        }

        var from = Selected?.Index ?? 0;
        return state.Select(found.FirstOrDefault(i => i >= from, found[0]));
    }

    /// <summary>The next found row in the given direction; behind the last comes the first.</summary>
    public WaterfallState FindNext(int direction)
    {
        if (Found.Count == 0)
        {
            return this;
        }

        var from = Selected?.Index ?? 0;
        return direction > 0
            ? Select(Found.FirstOrDefault(i => i > from, Found[0]))
            : Select(Found.LastOrDefault(i => i < from, Found[^1]));
    }

    /// <summary>What a key does, as in every tree: up and down go from row to row, left and right close and open.</summary>
    public WaterfallState Press(string key)
    {
        if (Selected is not { } row)
        {
            return this;
        }

        return key switch
        {
            "ArrowDown" => Move(1),
            "ArrowUp" => Move(-1),
            "PageDown" => Move(RowsOfAPage),
            "PageUp" => Move(-RowsOfAPage),
            "Home" => Move(-Visible.Count),
            "End" => Move(Visible.Count),
            "ArrowRight" when Folding.IsCollapsed(row) => Toggle(row),
            "ArrowRight" when row.HasChildren => Move(1),
            "ArrowLeft" when row.HasChildren && !Folding.IsCollapsed(row) => Toggle(row),
            "ArrowLeft" when row.Parent >= 0 => Select(row.Parent),
            "Enter" or " " => Toggle(row),
            "n" => FindNext(1),
            "N" => FindNext(-1),
            _ => this,
        };
    }

    private WaterfallState Move(int by) => this with { Selected = Visible[Math.Clamp(SelectedAt + by, 0, Visible.Count - 1)] };

    private WaterfallState Fold(WaterfallFolding folding)
    {
        var selected = Selected;
        for (var above = selected?.Parent ?? -1; above >= 0; above = Waterfall.Rows[above].Parent)
        {
            // A row that is folded away hands its selection to the row that hides it.
            if (folding.IsCollapsed(Waterfall.Rows[above]))
            {
                selected = Waterfall.Rows[above];
            }
        }

        return this with { Folding = folding, Visible = Waterfall.Visible(folding), Selected = selected };
    }

    // Visible rows and found indices both stand in the order of their index.
    private int Position(int index)
    {
        var (low, high) = (0, Visible.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Visible[middle].Index < index ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int IndexIn(IReadOnlyList<int> sorted, int value)
    {
        var (low, high) = (0, sorted.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return sorted.Count > 0 && sorted[low] == value ? low : -1;
    }
}
