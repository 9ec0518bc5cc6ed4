using System.Globalization;
using CostDashboard.Core.Traces.Timeline;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>What rows of a trace may be asked to be, in a sheet that opens under its button.</summary>
public sealed partial class FilterSheet
{
    // An option is as wide as its text, and names come from outside.
    private const int LongestShown = 60;

    [Parameter, EditorRequired]
    public RowValues Values { get; set; } = null!;

    [Parameter, EditorRequired]
    public RowFilter Filter { get; set; } = RowFilter.None;

    [Parameter]
    public EventCallback<RowFilter> OnAsk { get; set; }

    private int Asked =>
        (Filter.Step is null ? 0 : 1) + (Filter.Service is null ? 0 : 1) + (Filter.Kind is null ? 0 : 1) + (Filter.IsError is null ? 0 : 1) + (Filter.MinCostNanoUsd is null ? 0 : 1);

    private string Cost => Filter.MinCostNanoUsd is { } nanos ? Usd.FromNanos(nanos).Amount.ToString("0.#########", CultureInfo.InvariantCulture) : "";

    private Task AskAsync(RowFilter filter) => OnAsk.InvokeAsync(filter);

    private static string? Text(ChangeEventArgs args) => args.Value as string is { Length: > 0 } text ? text : null;

    // A link may ask for a value that the trace does not have: it is shown as what it is.
    private static IEnumerable<RowValue> Listed(IReadOnlyList<RowValue> values, string? asked) =>
        asked is null || values.Any(v => v.Text == asked) ? values : values.Prepend(new(asked, 0));

    private static string Short(RowValue value) =>
        $"{(value.Text.Length <= LongestShown ? value.Text : value.Text[..LongestShown] + "…")} ({NumberText.Count(value.Rows)})";
}
