using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui;

/// <summary>How much a figure changed against another period. Red is what needs a person: more cost, more latency, more errors.</summary>
public sealed partial class Delta
{
    [Parameter, EditorRequired]
    public double Now { get; set; }

    /// <summary>Null where there was nothing to compare with.</summary>
    [Parameter, EditorRequired]
    public double? Before { get; set; }

    [Parameter]
    public bool IsUpBad { get; set; } = true;

    [Parameter]
    public string? Title { get; set; }

    private double? Change => Before switch
    {
        null => null,
        0 => Now == 0 ? 0 : double.PositiveInfinity,
        { } before => (Now - before) / before,
    };
}
