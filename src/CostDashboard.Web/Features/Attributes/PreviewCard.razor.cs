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

    private string Sentence => Changed.Count == 0
        ? "all would keep the values that they have."
        : $"other values of {Listed(isChanged: true)}{(Changed.Count < Preview.Fields.Count ? $"; the same of {Listed(isChanged: false)}" : "")}.";

    private string Listed(bool isChanged) => string.Join(", ", Preview.Fields.Where(one => one.IsChanged == isChanged).Select(WordOf));

    private static string WordOf(PreviewField field) => field.IsTag ? $"tag {field.Name}" : field.Name.ToLowerInvariant();

    private static string Count(int values) => values == 1 ? "1 value" : $"{NumberText.Count(values)} values";

    private string Share(PreviewFigures figures) => NumberText.Percent(Preview.Total.Spans == 0 ? 0 : (double)figures.Spans / Preview.Total.Spans);
}
