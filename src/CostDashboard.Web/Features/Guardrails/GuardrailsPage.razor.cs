using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Web.Features.Access;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Guardrails;

/// <summary>The limits of a project's agents, and what they would have done lately. Everybody sees them; administrators change them.</summary>
public sealed partial class GuardrailsPage
{
    private Project? _project;
    private GuardrailSettings _stored = GuardrailSettings.Usual;
    private GuardrailSettings _shown = GuardrailSettings.Usual;
    private int _version;
    private string? _refusal;
    private string? _done;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "project")]
    public int? ProjectNumber { get; set; }

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    [Inject]
    private GuardrailAdministration Guardrails { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Sentence
    {
        get
        {
            string[] limits = [.. _stored.On.Where(limit => limit.Agent.Length == 0).Select(limit => limit.Kind switch
            {
                GuardrailKind.StepsPerTrace => GuardrailText.Amount(limit.Kind, limit.Most) + " steps",
                GuardrailKind.CallsOfOneTool => GuardrailText.Amount(limit.Kind, limit.Most) + " calls of one tool",
                GuardrailKind.CostPerTrace => GuardrailText.Amount(limit.Kind, limit.Most) + " for a trace",
                GuardrailKind.CostPerSpan => GuardrailText.Amount(limit.Kind, limit.Most) + " for one span",
                _ => GuardrailText.Amount(limit.Kind, limit.Most) + " tokens read in all",
            })];
            var agents = _stored.On.Where(limit => limit.Agent.Length > 0).Select(limit => limit.Agent).Distinct(StringComparer.Ordinal).Count();
            var own = agents == 0 ? "" : agents == 1 ? "the limits of its own that one agent has" : $"the limits of their own that {agents} agents have";
            return string.Join(limits.Length > 0 && own.Length > 0 ? "; " : "", string.Join(", ", limits), own);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _project = ChosenProject.Of(await Access.GetProjectsAsync(Http.RequestAborted), ProjectNumber);
        if (_project is not null)
        {
            (_stored, _version) = await Guardrails.GetAsync(_project, Http.RequestAborted);
            _shown = _stored;
        }
    }

    /// <summary>Steps per trace.</summary>
    internal static string Label(GuardrailKind kind) => GuardrailText.NameOf(kind) is var name ? char.ToUpperInvariant(name[0]) + name[1..] : "";

    private async Task SubmitAsync()
    {
        var form = Http.Request.Form;
        var (settings, version) = (GuardrailForm.Parse(form), GuardrailForm.VersionOf(form));
        _refusal = settings.FindMistake();
        if (_refusal is not null)
        {
            // What was typed stays in the form; limits that cannot hold are not previewed.
            (_shown, _version) = (settings, version);
            return;
        }

        var current = _version;
        (_shown, _version) = (settings, version);
        if (form[GuardrailForm.Action] != GuardrailForm.Save)
        {
            return;
        }

        if (settings == _stored && version == current)
        {
            _done = "Saved.";
        }
        else if (await Guardrails.SaveAsync(_project!, settings, version, Http.User.Actor(), Http.RequestAborted))
        {
            (_stored, _version) = (settings, version + 1);
            _done = "Saved. It holds for the next verdict, and for what arrives from now on.";
        }
        else
        {
            _refusal = "Somebody else has changed these limits since you opened the page. Nothing was saved: open the page again to see theirs, then make your change.";
        }
    }
}
