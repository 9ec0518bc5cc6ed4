using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>One trace. The page is the frame and the way back; the trace itself is an interactive island.</summary>
public sealed partial class TraceDetailPage
{
    [Parameter]
    public string Id { get; set; } = "";

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Asked => new Uri(Navigation.Uri).Query;

    // From the chart over the list to here, as far as the address knows it.
    private IEnumerable<(string Label, string Href)> Crumbs
    {
        get
        {
            if (TraceLink.Back(Context.Query) is not { } back)
            {
                return [("Traces", Context.Question.Url("/traces", withFilters: false).ToString())];
            }

            var before = TraceLink.Back(UrlQuery.Of(back));
            return before is null ? [(Name(back), back)] : [(Name(before), before), (Name(back), back)];
        }
    }

    private static string Name(string url) =>
        url.StartsWith("/spend", StringComparison.Ordinal) ? "Spend"
        : url.StartsWith("/traces", StringComparison.Ordinal) ? "Traces"
        : url.StartsWith("/sessions/", StringComparison.Ordinal) ? TraceLink.NameOf(url)
        : "Overview";
}
