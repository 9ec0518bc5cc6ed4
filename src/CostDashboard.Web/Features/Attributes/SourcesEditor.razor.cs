using CostDashboard.Core.Attributes;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Attributes;

/// <summary>The sources of one field or tag, in order, as inputs; behind them always some empty ones.</summary>
public sealed partial class SourcesEditor
{
    private const int EmptyRows = 2;

    private static readonly (AttributePlace Place, string Words)[] s_places =
        [(AttributePlace.Either, "span, else resource"), (AttributePlace.Span, "span"), (AttributePlace.Resource, "resource")];

    /// <summary>The first part of the inputs' names.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public ValueSources From { get; set; } = ValueSources.Known;

    [Parameter, EditorRequired]
    public string KnownWords { get; set; } = "";

    private int Rows => Math.Min(From.Sources.Count + EmptyRows, ValueSources.MostSources);
}
