using CostDashboard.Core.Watching.Budgets;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Budgets;

/// <summary>The form of a budget; its fields are those of <see cref="BudgetForm"/>. What was typed stays in it after a mistake.</summary>
public sealed partial class BudgetEditor
{
    /// <summary>Null for a new one.</summary>
    [Parameter]
    public Budget? Edited { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnSave { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnDelete { get; set; }

    /// <summary>The address of the page without it.</summary>
    [Parameter, EditorRequired]
    public string Close { get; set; } = "";

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    private string Period => Posted(BudgetForm.Period) ?? BudgetDraft.CodeOf(Edited?.Period ?? BudgetPeriod.Month);

    private string For => Posted(BudgetForm.For) ?? (Edited?.Scope is { } scope ? BudgetForm.CodeOf(scope.Dimension) : "");

    private bool CarriesOver => IsPosted ? Posted(BudgetForm.CarriesOver) is not null : Edited?.CarriesOver is true;

    private bool IsPosted => Http.Request.HasFormContentType && Http.Request.Form.ContainsKey(BudgetForm.Amount);

    private string? Posted(string field) => IsPosted && Http.Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;
}
