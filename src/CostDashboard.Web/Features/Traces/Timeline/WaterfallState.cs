using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Timeline;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>What a person has made of a waterfall: what is open, asked for, looked at, selected and searched. Each action gives the next state; nothing is drawn here.</summary>
internal sealed record WaterfallState
{
    private WaterfallState(TraceWaterfall waterfall) => (Waterfall, Window) = (waterfall, TimeWindow.All(waterfall.Duration));

    public TraceWaterfall Waterfall { get; private init; }

    public WaterfallFolding Folding { get; private init; } = WaterfallFolding.AllOpen;

    public RowFilter Filter { get; private init; } = RowFilter.None;

    /// <summary>The part of the trace's time that the lanes show.</summary>
    public TimeWindow Window { get; private init; }

    /// <summary>Rows wholly outside of the window are left out, and not only pale.</summary>
    public bool HidesOutside { get; private init; }

    /// <summary>What filter and window leave; null where they ask nothing.</summary>
    public KeptRows? Kept { get; private init; }

    /// <summary>The rows that are to be seen, in order.</summary>
    public IReadOnlyList<WaterfallRow> Visible { get; private init; } = [];

    /// <summary>The selected row; a visible one unless a filter leaves it out. Null in a trace without rows.</summary>
    public WaterfallRow? Selected { get; private init; }

    public string FindText { get; private init; } = "";

    /// <summary>Indices of the rows, folded away or not, that hold the text and that the filter keeps.</summary>
    public IReadOnlyList<int> Found { get; private init; } = [];

    /// <summary>Which of the found rows is the selected one, counted from 1; 0 where none is.</summary>
    public int FoundAt => Selected is { } row ? IndexIn(Found, row.Index) + 1 : 0;

    public bool ShowsCriticalPath { get; init; } = true;

    /// <summary>The rows that made most of the cost are marked (<see cref="CostPath"/>).</summary>
    public bool ShowsCostPath { get; init; }

    /// <summary>Position among the visible rows of the selected one, else of the row behind it.</summary>
    public int SelectedAt => Selected is { } row ? Position(row.Index) : -1;

    /// <summary>The selected row stands among the visible ones.</summary>
    public bool ShowsSelected => SelectedAt >= 0 && SelectedAt < Visible.Count && Visible[SelectedAt].Index == Selected?.Index;

    /// <param name="span">The span that a link names; made visible and selected where the trace has it, else the first row is.</param>
    public static WaterfallState Of(TraceWaterfall waterfall, SpanId? span)
    {
        var start = new WaterfallState(waterfall) { Selected = waterfall.Rows.Count > 0 ? waterfall.Rows[0] : null }.Fold(waterfall.DefaultFolding());
        return span is { } id && waterfall.IndexOf(id) is { } index ? start.Select(index) : start;
    }

    public bool IsFound(WaterfallRow row) => Found.Count > 0 && IndexIn(Found, row.Index) >= 0;

    /// <summary>The row is here only because a row below it is: the filter does not ask for it.</summary>
    public bool IsOnTheWay(WaterfallRow row) => Kept?.IsMatch(row) is false;

    public bool IsOutside(WaterfallRow row) => !Window.IsWhole && !Window.Touches(row);

    /// <summary>Rows below this one that are to be seen when it is open: those that the filter leaves out cannot be opened.</summary>
    public int Below(WaterfallRow row) => Kept?.Below(row) ?? row.SubtreeSize - 1;

    /// <summary>How many of these failed.</summary>
    public int ErrorsBelow(WaterfallRow row) => Kept?.ErrorsBelow(row) ?? row.ErrorsBelow;

    /// <summary>The row can be opened, and is closed.</summary>
    public bool IsClosed(WaterfallRow row) => Below(row) > 0 && Folding.IsCollapsed(row);

    /// <summary>The row can be closed, and is open.</summary>
    public bool IsOpen(WaterfallRow row) => Below(row) > 0 && !Folding.IsCollapsed(row);

    /// <summary>The same rows with other times.</summary>
    public WaterfallState With(TraceWaterfall waterfall) =>
        (this with
        {
            Waterfall = waterfall,
            Window = Window.IsWhole ? TimeWindow.All(waterfall.Duration) : TimeWindow.Of(Window.From, Window.To, waterfall.Duration),
            Selected = Selected is { } row ? waterfall.Rows[row.Index] : null,
        }).Keep();

    /// <summary>Selects a row, and opens what hides it.</summary>
    public WaterfallState Select(int index)
    {
        var revealed = Waterfall.Reveal(Folding, index);
        return (revealed == Folding ? this : Fold(revealed)) with { Selected = Waterfall.Rows[index] };
    }

    public WaterfallState Toggle(WaterfallRow row) => Below(row) > 0 ? Fold(Folding.Toggle(row.Id)) : this;

    public WaterfallState OpenAll() => Fold(WaterfallFolding.AllOpen);

    /// <summary>Only the roots and what stands directly below them.</summary>
    public WaterfallState CloseAll() => OpenLevels(2);

    /// <summary>The first levels, counted from 1 for the roots alone.</summary>
    public WaterfallState OpenLevels(int levels) => Fold(WaterfallFolding.AllOpen with { OpenDepth = Math.Max(0, levels - 1) });

    public WaterfallState OpenErrors() => Fold(WaterfallFolding.ToErrors);

    /// <summary>One level more or less than now.</summary>
    public WaterfallState OpenLevelsBy(int change) =>
        OpenLevels(Math.Clamp((Folding.IsByErrors ? 1 : Math.Min(Folding.OpenDepth + 1, Waterfall.Levels)) + change, 1, Waterfall.Levels));

    public WaterfallState Fold(WaterfallFolding folding)
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

        return this with { Folding = folding, Visible = Waterfall.Visible(folding, Kept), Selected = selected };
    }

    /// <summary>Shows the rows that match, with those above them, and opens them all: a match that is folded away would look like none.</summary>
    public WaterfallState Ask(RowFilter filter)
    {
        var asked = (this with { Filter = filter, Folding = filter == RowFilter.None ? Waterfall.DefaultFolding() : WaterfallFolding.AllOpen }).Keep();
        if (asked.Selected is not { } selected)
        {
            return asked;
        }

        // The selection goes to what was asked for; without an answer it stays.
        return asked.Kept is { } kept && !kept.IsMatch(selected)
            ? asked with { Selected = asked.Visible.FirstOrDefault(kept.IsMatch) ?? selected }
            : asked.Fold(asked.Folding);
    }

    public WaterfallState LookAt(TimeWindow window) => HidesOutside ? (this with { Window = window }).Keep() : this with { Window = window };

    public WaterfallState HideOutside(bool hides) => (this with { HidesOutside = hides }).Keep();

    /// <summary>Searches, and goes to the first row found at or behind the selected one.</summary>
    public WaterfallState Find(string text)
    {
        var state = Mark(text);
        if (state.Found.Count == 0)
        {
            return state;
        }

        var from = Selected?.Index ?? 0;
        return state.Select(state.Found.FirstOrDefault(i => i >= from, state.Found[0]));
    }

    /// <summary>Searches, and stays where it is.</summary>
    public WaterfallState Mark(string text)
    {
        var found = Waterfall.Find(text);
        return this with { FindText = text, Found = Kept is { } kept ? [.. found.Where(i => kept.Keeps(Waterfall.Rows[i]))] : found };
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

    /// <summary>So many visible rows further; it stops at the first and the last.</summary>
    public WaterfallState Move(int by) =>
        Visible.Count == 0 ? this : this with { Selected = Visible[Math.Clamp(SelectedAt + by, 0, Visible.Count - 1)] };

    private WaterfallState Keep()
    {
        var kept = KeptRows.Of(Waterfall, Filter, HidesOutside ? Window : null);
        var state = this with { Kept = kept, Visible = Waterfall.Visible(Folding, kept) };
        return FindText.Length == 0 ? state : state.Mark(FindText);
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
