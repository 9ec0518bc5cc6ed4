using CostDashboard.Core.Delivery;
using CostDashboard.Core.Spend;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Delivery;

/// <summary>One message: what it tells, and each of its tries.</summary>
public sealed partial class MessageCard
{
    [Parameter, EditorRequired]
    public DeliveryDetail Detail { get; set; } = null!;

    [Parameter, EditorRequired]
    public string RouteName { get; set; } = "";

    [Parameter, EditorRequired]
    public OrganisationCalendar Calendar { get; set; } = null!;

    /// <summary>The address of the log without it.</summary>
    [Parameter, EditorRequired]
    public string Close { get; set; } = "";

    [Parameter, EditorRequired]
    public EventCallback OnReplay { get; set; }

    /// <summary>The form has the field <see cref="DeliveryLogPage.Why"/>.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnDismiss { get; set; }

    private static string Says(DeliveryAttempt attempt) => attempt.Outcome is AttemptOutcome.Begun
        ? "Under way; or the program ended during it, and it is made again in two minutes."
        : attempt.Detail;
}
