using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Traces;

/// <summary>Addresses of traces, with the way back.</summary>
internal static class TraceLink
{
    /// <summary>The address of a trace from a page; it knows the page it was opened from.</summary>
    public static string To(TraceKey trace, PageContext from, SpanId? span = null) => Bare(trace, span).Add("via", from.Here()).ToString();

    public static UrlText Bare(TraceKey trace, SpanId? span = null) => new UrlText("/traces/" + trace.Trace)
        .Add("project", NumberOf(trace.Project))
        .Add("span", span?.ToString());

    /// <summary>The trace, or one span of it, as the API answers it: <c>""</c> in our words, <c>"/otlp"</c> as OTLP.</summary>
    public static string Api(TraceKey trace, string what, SpanId? span = null) => new UrlText($"/api/v1/traces/{trace.Trace}{what}")
        .Add("project", NumberOf(trace.Project))
        .Add("span", span?.ToString())
        .ToString();

    /// <summary>A project as addresses name it.</summary>
    public static string NumberOf(ProjectId project) => project.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The page that a page was opened from, where the address names one of ours; never an address of somebody else.</summary>
    public static string? Back(UrlQuery query) =>
        query.Text("via") is { } via && (via == "/" || s_pages.Any(page => via.StartsWith(page, StringComparison.Ordinal))) && !via.Contains('\\', StringComparison.Ordinal)
            ? via
            : null;

    /// <summary>What the page is called that a way back leads to.</summary>
    public static string NameOf(string back) =>
        back.StartsWith("/spend/spike", StringComparison.Ordinal) ? "Report"
        : back.StartsWith("/spend", StringComparison.Ordinal) ? "Spend"
        : back.StartsWith("/steps/step", StringComparison.Ordinal) ? "Step"
        : back.StartsWith("/steps", StringComparison.Ordinal) ? "Steps"
        : back.StartsWith("/correlation", StringComparison.Ordinal) ? "Correlation"
        : back.StartsWith("/traces/compare", StringComparison.Ordinal) ? "Comparison"
        : back.StartsWith("/sessions/users/", StringComparison.Ordinal) ? "User"
        : back.StartsWith("/sessions/", StringComparison.Ordinal) ? "Session"
        : back.StartsWith("/incidents", StringComparison.Ordinal) ? "Incident"
        : back.StartsWith("/insights", StringComparison.Ordinal) ? "Insights"
        : back.StartsWith("/environments", StringComparison.Ordinal) ? "Environments"
        : back.StartsWith("/features", StringComparison.Ordinal) ? "Features"
        : "Overview";

    private static readonly string[] s_pages = ["/?", "/spend?", "/spend/differences?", "/spend/spike?", "/steps?", "/steps/step?", "/correlation?", "/traces?", "/traces/compare?", "/sessions/", "/insights?", "/incidents/", "/environments?", "/features?"];
}
