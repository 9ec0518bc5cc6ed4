using CostDashboard.Core.Attributes;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Attributes;

/// <summary>What a mapping would make of the last spans, beside what they have: only the fields and tags that it changes.</summary>
public sealed partial class PreviewCard
{
    [Parameter, EditorRequired]
    public MappingPreview Preview { get; set; } = null!;

    private IReadOnlyList<PreviewField> Changed => [.. Preview.Fields.Where(one => one.IsChanged)];

    private string Sentence => (Changed.Count, Preview.Fields.Count - Changed.Count) switch
    {
        (0, _) => "they would have exactly the values that they have.",
        (_, 0) => "all fields and tags would have other values.",
        (_, _) => $"{string.Join(", ", Preview.Fields.Where(one => !one.IsChanged).Select(one => one.Name))} would stay as they are.",
    };

    private static string Count(int values) => values == 1 ? "1 value" : $"{NumberText.Count(values)} values";

    private string Share(PreviewFigures figures) => NumberText.Percent(Preview.Total.Spans == 0 ? 0 : (double)figures.Spans / Preview.Total.Spans);
}
