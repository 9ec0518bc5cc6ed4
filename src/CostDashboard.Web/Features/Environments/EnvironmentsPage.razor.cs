using System.Globalization;
using CostDashboard.Core.Environments;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Environments;

/// <summary>Spend outside production: how much, on which models, and when nobody works. Everybody sees it; administrators say what production is.</summary>
public sealed partial class EnvironmentsPage
{
    private StoredEnvironmentRules? _stored;
    private string? _refusal;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private EnvironmentAdministration Rules { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync() =>
        _stored = Context.Project is { } project ? await Rules.GetAsync(project, Http.RequestAborted) : null;

    private async Task SaveAsync()
    {
        if (!decimal.TryParse(Posted("factor"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor))
        {
            _refusal = "Premium: write a number such as 2 or 2.5.";
            return;
        }

        var rules = new EnvironmentRules
        {
            Production = [.. (Posted("production") ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)],
            CountsUnnamed = Posted("unnamed") != "outside",
            PremiumFactor = factor,
            WorkFrom = Whole("from"),
            WorkTo = Whole("to"),
        };
        _refusal = rules.FindMistake();
        if (_refusal is not null)
        {
            return;
        }

        if (await Rules.SaveAsync(Context.Project!, rules, Whole("version"), Http.User.Actor(), Http.RequestAborted))
        {
            Navigation.NavigateTo(Context.Here(("saved", "1")));
        }
        else
        {
            _refusal = "Somebody else has changed these rules since you opened the page. Nothing was saved: open the page again to see theirs, then make your change.";
        }
    }

    private int Whole(string field) => int.TryParse(Posted(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private string? Posted(string field) => Http.Request.HasFormContentType && Http.Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;
}
