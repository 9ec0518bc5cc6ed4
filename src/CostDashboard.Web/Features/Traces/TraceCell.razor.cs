using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>What a column of the list shows of a trace.</summary>
public sealed partial class TraceCell
{
    // Longer ids and names are cut; the trace's own page shows them whole.
    private const int LongestText = 300;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public TraceColumn Column { get; set; } = null!;

    [Parameter, EditorRequired]
    public TraceSummary Trace { get; set; } = null!;

    private long TokensOf(string column) => column switch
    {
        "input" => Trace.Usage.TotalInput,
        "cached" => Trace.Usage.CacheRead,
        "output" => Trace.Usage.Output,
        _ => Trace.Usage.Total,
    };

    private string? TextOf(string column)
    {
        var text = column switch
        {
            "customer" => Trace.Attribution.Customer,
            "feature" => Trace.Attribution.Feature,
            "user" => Trace.Attribution.User,
            "session" => Trace.Attribution.Session,
            "environment" => Trace.Attribution.Environment,
            _ => Trace.Service,
        };
        return text is { Length: > LongestText } ? text[..LongestText] + "…" : text;
    }
}
