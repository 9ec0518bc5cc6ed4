using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;

namespace CostDashboard.Web.Ui;

internal static class UiServices
{
    /// <summary>What the frame of the pages needs; it asks for the organisation's calendar, the clock and the access store.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services) =>
        services.AddScoped<PageContexts>().AddScoped<Panels>();
}
