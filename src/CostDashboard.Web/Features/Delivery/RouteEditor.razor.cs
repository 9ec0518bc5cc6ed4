using CostDashboard.Core.Delivery;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Delivery;

/// <summary>The form of a route; its fields are those of <see cref="DeliveryForm"/>. It never holds a secret.</summary>
public sealed partial class RouteEditor
{
    [Parameter, EditorRequired]
    public DeliveryRoute Route { get; set; } = null!;

    /// <summary>Names the zone in which quiet hours are.</summary>
    [Parameter, EditorRequired]
    public string Zone { get; set; } = "";

    [Parameter, EditorRequired]
    public EventCallback OnSubmit { get; set; }

    private bool IsStored => Route.Id > 0;

    private string Placeholder => Route.Channel switch
    {
        DeliveryChannel.Slack => "https://hooks.slack.com/services/…",
        DeliveryChannel.Teams => "https://….api.powerplatform.com/…",
        _ => "https://example.org/incidents",
    };
}
