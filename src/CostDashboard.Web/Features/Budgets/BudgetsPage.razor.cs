using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Budgets;

/// <summary>The budgets of a project: which will not last, and when. Everybody sees them; administrators make, change and delete them.</summary>
public sealed partial class BudgetsPage
{
    internal const string Path = "/budgets";

    private const string New = "new";

    private Budget? _edited;
    private string? _refusal;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private IBudgetStore Budgets { get; set; } = null!;

    [Inject]
    private BudgetKeeping Keeping { get; set; } = null!;

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsOpen => _edited is not null || Context.Query.Text("edit") == New;

    protected override async Task OnInitializedAsync()
    {
        if (Context.Project is not null && int.TryParse(Context.Query.Text("edit"), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            _edited = (await Budgets.ListAsync(Context.ProjectId, Http.RequestAborted)).FirstOrDefault(budget => budget.Id == id);
        }
    }

    private async Task SaveAsync()
    {
        var form = Http.Request.Form;
        var (scope, wrong) = BudgetForm.ScopeOf(form, await Access.GetKeysAsync(Context.ProjectId, Http.RequestAborted));
        if (wrong is not null)
        {
            _refusal = wrong;
            return;
        }

        var (budget, _, mistake) = BudgetForm.DraftOf(form, scope).Read(Context.ProjectId, Context.Calendar.DayOf(Context.Now), _edited);
        if (budget is null)
        {
            _refusal = mistake;
            return;
        }

        // The version that the person saw, and not the one that is stored by now.
        switch (await Keeping.SaveAsync(_edited is null ? budget : budget with { Version = BudgetForm.VersionOf(form) }, Http.User, Http.RequestAborted))
        {
            case BudgetOutcome.Saved:
                Navigation.NavigateTo(Link(null) + "&saved=1");
                break;
            case BudgetOutcome.Refused(var reason):
                _refusal = reason;
                break;
        }
    }

    private async Task DeleteAsync()
    {
        _refusal = _edited is null ? "This budget is not there any more." : await Keeping.DeleteAsync(_edited, Http.User, Http.RequestAborted);
        if (_refusal is null)
        {
            Navigation.NavigateTo(Link(null));
        }
    }

    private string Link(string? edit) => LinkTo(Context, edit);

    internal static string LinkTo(PageContext context, string? edit) =>
        new UrlText(Path).Add("project", context.ProjectId.Value.ToString(CultureInfo.InvariantCulture)).Add("edit", edit).ToString();
}
