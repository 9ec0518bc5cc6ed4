using CostDashboard.Core.Content;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Content;

/// <summary>The form of a project's content settings; its fields are those of <see cref="ContentForm"/>.</summary>
public sealed partial class ContentEditor
{
    private const int EmptyRows = 2;

    [Parameter, EditorRequired]
    public ContentSettings Settings { get; set; } = null!;

    /// <summary>The version that the person began with.</summary>
    [Parameter, EditorRequired]
    public int Version { get; set; }

    /// <summary>The text that the rules are tried on.</summary>
    [Parameter]
    public string Sample { get; set; } = "";

    /// <summary>What they made of it; null where they were not tried.</summary>
    [Parameter]
    public string? Tested { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnSubmit { get; set; }
}
