using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>All that is known of one span. Every text of it came from outside and is shown as text.</summary>
public sealed partial class SpanPanel
{
    [Parameter, EditorRequired]
    public WaterfallRow Row { get; set; } = null!;

    [Parameter, EditorRequired]
    public Load<PricedSpan> Span { get; set; } = null!;

    [Parameter, EditorRequired]
    public OrganisationCalendar Calendar { get; set; } = null!;

    private IEnumerable<(string Label, string Value)> Facts(PricedSpan span)
    {
        var normalized = span.Span;
        var call = normalized.Call;
        var who = Row.Attribution;
        (string Label, string? Value)[] facts =
        [
            ("span id", span.Key.Span.ToString()),
            ("kind", WaterfallHue.NameOf(normalized.Kind)),
            ("step", Row.Step),
            ("service", normalized.Service + (normalized.ServiceVersion is { } version ? " " + version : "")),
            ("start", TimeText.Moment(normalized.Source.Start, Calendar)),
            ("duration", NumberText.Duration(Row.Duration)),
            ("waited for by the trace", Row.CriticalNanos > 0 ? NumberText.Duration(Row.CriticalNanos) : null),
            ("ends after its parent by", Row.OutlivesParentBy > 0 ? NumberText.Duration(Row.OutlivesParentBy) : null),
            ("time to first token", call?.TimeToFirstToken is { } first ? NumberText.Duration(first) : null),
            ("requested model", call?.RequestModel is { } requested && requested != call.Model ? requested : null),
            ("service tier", call?.ServiceTier),
            ("max tokens", call is null ? null : call.MaxTokens is { } most ? NumberText.Count(most) : "not set"),
            ("finish reason", call?.FinishReason),
            ("tool", normalized.ToolName),
            ("customer", who.Customer),
            ("feature", who.Feature),
            ("environment", who.Environment),
            ("user", who.User),
            ("session", who.Session),
        ];
        return facts.Where(f => f.Value is { Length: > 0 }).Select(f => (f.Label, f.Value!));
    }
}
