using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Web.Features.Incidents;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.AlertRules;

/// <summary>The alert rules of a project, and what one would have done lately. Everybody sees them; administrators make, try, change and delete them.</summary>
public sealed partial class AlertRulesPage
{
    internal const string Path = "/alert-rules";

    private const string New = "new";

    private IReadOnlyList<AlertRule> _rules = [];
    private IReadOnlyList<IncidentSummary> _firing = [];
    private AlertRule? _edited;
    private AlertRule? _shown;
    private string? _refusal;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private IAlertRuleStore Rules { get; set; } = null!;

    [Inject]
    private IIncidentStore Found { get; set; } = null!;

    [Inject]
    private AlertRuleKeeping Keeping { get; set; } = null!;

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsOpen => _edited is not null || Context.Query.Text("edit") == New;

    private string Incidents => new UrlText(IncidentsView.Path)
        .Add("project", Context.ProjectId.Value.ToString(CultureInfo.InvariantCulture)).Add("about", IncidentWords.CodeOf(IncidentKind.AlertRule)).ToString();

    protected override async Task OnInitializedAsync()
    {
        if (Context.Project is null)
        {
            return;
        }

        _rules = await Rules.ListAsync(Context.ProjectId, Http.RequestAborted);
        _firing = (await Found.ListAsync(new(Context.ProjectId, IncidentQuestion.Active, IncidentKind.AlertRule), null, IncidentPage.MostRows, Http.RequestAborted)).Incidents;
        _edited = int.TryParse(Context.Query.Text("edit"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? _rules.FirstOrDefault(rule => rule.Id == id) : null;
    }

    private async Task SubmitAsync()
    {
        var form = Http.Request.Form;
        var (draft, wrong) = AlertRuleForm.Read(form, await Access.GetKeysAsync(Context.ProjectId, Http.RequestAborted));
        if (draft is null)
        {
            _refusal = wrong;
            return;
        }

        var (rule, _, mistake) = draft.Read(Context.ProjectId, Context.Now, _edited);
        if (rule is null)
        {
            _refusal = mistake;
            return;
        }

        _shown = rule;
        if (form[AlertRuleForm.Action] != AlertRuleForm.Save)
        {
            return;
        }

        // The version that the person saw, and not the one that is stored by now.
        switch (await Keeping.SaveAsync(_edited is null ? rule : rule with { Version = AlertRuleForm.VersionOf(form) }, Http.User, Http.RequestAborted))
        {
            case AlertRuleOutcome.Saved:
                Navigation.NavigateTo(Link(null) + "&saved=1");
                break;
            case AlertRuleOutcome.Refused(var reason):
                _refusal = reason;
                break;
        }
    }

    private async Task DeleteAsync()
    {
        _refusal = _edited is null ? "This rule is not there any more." : await Keeping.DeleteAsync(_edited, Http.User, Http.RequestAborted);
        if (_refusal is null)
        {
            Navigation.NavigateTo(Link(null));
        }
    }

    private string Link(string? edit) =>
        new UrlText(Path).Add("project", Context.ProjectId.Value.ToString(CultureInfo.InvariantCulture)).Add("edit", edit).ToString();

    private string? KeyName(Dimension dimension, string value) => dimension is Dimension.ApiKey ? Context.Names.Of(new(dimension), value) : null;

    private static string Count(int rules) => rules == 1 ? "1 rule" : $"{NumberText.Count(rules)} rules";
}
