using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace CostDashboard.Web.Ui.Layout;

/// <summary>The frame of every page for people who are signed in: navigation, top bar, and the page with its context.</summary>
public sealed partial class MainLayout : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private PageContext? _context;

    [Inject]
    private PageContexts Contexts { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    // A link of a fragment alone would go to the document's base, which is the start page. A page that stands in for another one
    // is shown under the address of that one.
    private string Here => Http?.Features.Get<IStatusCodeReExecuteFeature>() is { } stoodIn
        ? stoodIn.OriginalPath + stoodIn.OriginalQueryString
        : new Uri(Address.Uri).PathAndQuery;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync() => _context = await Contexts.ReadAsync(Address.Uri, _left.Token);
}
