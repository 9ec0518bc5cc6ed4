using System.Globalization;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Web.Features.Incidents;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.AlertRules;

/// <summary>The form of an alert rule; its fields are those of <see cref="AlertRuleForm"/>. What was typed stays in it after a preview and after a mistake.</summary>
public sealed partial class AlertRuleEditor
{
    private const int UsualWindow = 60;

    /// <summary>Null for a new one.</summary>
    [Parameter]
    public AlertRule? Edited { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnSubmit { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnDelete { get; set; }

    /// <summary>The address of the page without it.</summary>
    [Parameter, EditorRequired]
    public string Close { get; set; } = "";

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    private List<(string By, string Value, bool Not)> Filters =>
        [.. (Edited?.Filters ?? []).SelectMany(filter => filter.Values.Select(value => (AlertRuleForm.CodeOf(filter.Dimension), value, filter.IsExclude)))];

    private string? TagKey => Edited?.By?.TagKey ?? Edited?.Filters.Select(filter => filter.TagKey).FirstOrDefault(key => key is not null);

    private string WindowValue => Value(AlertRuleForm.Window, (Edited?.WindowMinutes ?? UsualWindow).ToString(CultureInfo.InvariantCulture))!;

    private string SeverityValue => Value(AlertRuleForm.Severity, IncidentWords.CodeOf(Edited?.Severity ?? IncidentSeverity.Warning))!;

    private bool IsPosted => Http.Request.HasFormContentType && Http.Request.Form.ContainsKey(AlertRuleForm.Limit);

    private string? Value(string field, string? stored) => IsPosted ? Http.Request.Form[field].ToString() : stored;

    private bool IsChecked(string field, bool stored) => IsPosted ? Http.Request.Form.ContainsKey(field) : stored;
}
