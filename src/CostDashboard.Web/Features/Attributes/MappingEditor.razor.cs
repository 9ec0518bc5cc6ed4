using CostDashboard.Core.Attributes;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Attributes;

/// <summary>The form of a mapping; its fields are those of <see cref="MappingForm"/>.</summary>
public sealed partial class MappingEditor
{
    [Parameter, EditorRequired]
    public AttributeMapping Mapping { get; set; } = null!;

    /// <summary>The version that the person began with.</summary>
    [Parameter, EditorRequired]
    public int Version { get; set; }

    /// <summary>Keys to choose from.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Keys { get; set; } = [];

    [Parameter, EditorRequired]
    public EventCallback OnSubmit { get; set; }

    private static string KnownWordsOf(TagMapping? tag) => tag?.Name == TagMapping.ListName
        ? $"then '{TagMapping.ListName}' and the lists of tags of Langfuse, OpenInference, LangSmith and the Vercel AI SDK"
        : "then the attribute of the tag's own name";
}
