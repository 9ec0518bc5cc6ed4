using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Start;

/// <summary>What a project without spans shows, at an address of its own.</summary>
public sealed partial class StartPage
{
    [SupplyParameterFromQuery(Name = "project")]
    public int? ProjectNumber { get; set; }
}
