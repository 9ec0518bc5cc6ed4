using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;

namespace CostDashboard.Web.Ui;

internal static class UiServices
{
    /// <summary>What the frame of the pages needs; it asks for the organisation's calendar, the clock, the access store and the totals.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services) =>
        services.AddScoped<PageContexts>().AddScoped<Panels>().AddSingleton<LastingHues>();
}
