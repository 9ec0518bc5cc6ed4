using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Traces.Comparing;

/// <summary>What the page of a comparison is asked.</summary>
/// <param name="First">Null asks for a typical trace of the second one's name.</param>
/// <param name="Mistake">A text that was to be an id and is none; null for none.</param>
/// <param name="ShowsAll">Also the rows in which nothing differs.</param>
internal sealed record CompareView(TraceId? First, TraceId? Second, string? Mistake, bool ShowsAll)
{
    /// <summary>Names two traces that were marked in a list, by a browser that runs no scripts.</summary>
    internal const string Marked = "marked";

    internal static CompareView From(UrlQuery query)
    {
        var marked = query.All(Marked);
        var (a, b) = marked.Count == 2 ? (marked[0], marked[1]) : (query.Text("a"), query.Text("b"));
        return new(Read(a), Read(b), a is not null && Read(a) is null ? a : b is not null && Read(b) is null ? b : null, query.Text("rows") is "all");
    }

    /// <summary>The address of a comparison.</summary>
    /// <param name="first">Null for a typical one.</param>
    internal static string Link(string project, TraceId? first, TraceId second) => new UrlText("/traces/compare")
        .Add("project", project)
        .Add("a", first?.ToString())
        .Add("b", second.ToString())
        .ToString();

    private static TraceId? Read(string? text) => text is not null && TraceId.TryParse(text, out var id) ? id : null;
}
