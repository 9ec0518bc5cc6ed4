using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui;

/// <summary>The document around every page.</summary>
public sealed partial class App
{
    [CascadingParameter]
    private HttpContext? Http { get; set; }

    // A cookie, and not the browser's storage: so the first paint has the right colours, and no script has to run before it.
    private string? Theme => Http?.Request.Cookies["theme"] is ("light" or "dark") and var theme ? theme : null;
}
