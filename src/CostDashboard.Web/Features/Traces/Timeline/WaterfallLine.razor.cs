using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>A row of the waterfall.</summary>
public sealed partial class WaterfallLine
{
    // Deeper rows stay where they are: an agent of a hundred levels would leave no room for its names.
    private const int DeepestIndent = 16;

    private const int LongestName = 200, LongestTitle = 1000;

    [Parameter, EditorRequired]
    public WaterfallRow Row { get; set; } = null!;

    /// <summary>Nano-dollars of the whole trace, for the row's share.</summary>
    [Parameter]
    public long Total { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    [Parameter]
    public bool IsFound { get; set; }

    /// <summary>It is outside of what is looked at, or here only because a row below it was asked for.</summary>
    [Parameter]
    public bool IsPale { get; set; }

    /// <summary>Position among the visible rows.</summary>
    [Parameter]
    public int At { get; set; }

    [Parameter]
    public bool IsCollapsed { get; set; }

    /// <summary>Rows below it that can be opened or closed; without any it has no arrow.</summary>
    [Parameter]
    public int Below { get; set; }

    /// <summary>How many of these failed.</summary>
    [Parameter]
    public int ErrorsBelow { get; set; }

    /// <summary>It is on the cost path, and that is shown.</summary>
    [Parameter]
    public bool IsCostly { get; set; }

    /// <summary>The waterfall whose critical path is shown; null hides it.</summary>
    [Parameter]
    public TraceWaterfall? Critical { get; set; }

    /// <summary>What happened in the span; null until it is read, and where nothing did.</summary>
    [Parameter]
    public SpanMoments? Moments { get; set; }

    /// <summary>Nanoseconds of the whole trace.</summary>
    [Parameter]
    public long Trace { get; set; }

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>Selects the row where there is no circuit.</summary>
    [Parameter, EditorRequired]
    public string Href { get; set; } = "";

    [Parameter]
    public EventCallback OnSelect { get; set; }

    [Parameter]
    public EventCallback OnToggle { get; set; }

    // A name may have ten thousand characters; the row shows some dozens, its title enough to tell it by, the panel all of it.
    private string Name => Row.Name.Length == 0 ? "(no name)" : Cut(Row.Name, LongestName);

    private string Title => Cut(Row.Name, LongestTitle);

    // "chat gpt-4o" names the model "gpt-4o-2024-08-06" well enough: OpenTelemetry calls a span "{operation} {request.model}".
    private bool NamesModel =>
        Row.Name.Contains(Row.Model, StringComparison.OrdinalIgnoreCase)
        || (Row.Name.LastIndexOf(' ') is > 0 and var cut && Row.Model.StartsWith(Row.Name[(cut + 1)..], StringComparison.OrdinalIgnoreCase));

    // As a share of the trace, like the bar it stands in.
    private double? FirstToken => Row.TimeToFirstToken is > 0 and var nanos && Row.Duration > nanos
        ? Row.StartShare + (Row.DurationShare * nanos / Row.Duration)
        : null;

    // As shares of the trace. They stand where the bar is, also when the bar is shown with an adjusted clock.
    private IEnumerable<(double At, string Title, bool IsBad)> Events =>
        from moment in Trace > 0 ? Moments?.Events ?? [] : []
        let offset = moment.Time - Row.Start
        select (Row.StartShare + ((double)offset / Trace), $"{Cut(moment.Name, LongestName)}, after {NumberText.Duration(offset)}", moment.Name is "exception");

    // Never between the two halves of a character.
    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), "…");

    private IEnumerable<(string Label, string Title, string Css)> Tags
    {
        get
        {
            if (Row.IsError)
            {
                yield return ("failed", "The span's status is an error", "bad");
            }

            if (Row.IsWrapper)
            {
                yield return ("wrapper", "Repeats the tokens of the spans below it, and is charged nothing", "");
            }

            if (Row.ChargedInstead is not null)
            {
                yield return ("same call", "Another span tells of the same call and is charged for it; this one is charged nothing", "");
            }

            if (Row.IsProvisional)
            {
                yield return ("provisional", "Charged for now; spans below it may still come and take its place", "warn");
            }

            if (!Row.Unattributed.IsZero)
            {
                yield return ("+" + NumberText.Short(Row.Unattributed.Total) + " unattributed", "It states more tokens than the spans below it; the difference is shown and not charged", "warn");
            }

            if (Row.IsOrphan)
            {
                yield return ("parent missing", "It names a parent that is not here: late, lost or sampled away", "warn");
            }

            if (Row.IsCycle)
            {
                yield return ("cycle", "Its parents lead back to itself; it stands as a root", "warn");
            }
        }
    }
}
