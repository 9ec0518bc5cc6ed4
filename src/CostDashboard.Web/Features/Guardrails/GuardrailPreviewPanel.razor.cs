using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Guardrails;

/// <summary>What limits would have done lately: counted from the totals that are stored with each trace, and not from spans.</summary>
public sealed partial class GuardrailPreviewPanel
{
    private const int Days = 7;

    [Parameter, EditorRequired]
    public Project Project { get; set; } = null!;

    [Parameter, EditorRequired]
    public GuardrailSettings Settings { get; set; } = null!;

    /// <summary>The limits are those that hold.</summary>
    [Parameter]
    public bool IsStored { get; set; }

    [Inject]
    private IGuardrailQueries Guardrails { get; set; } = null!;

    protected override async Task<Load<GuardrailPreview>> AskAsync(CancellationToken cancellationToken)
    {
        if (Settings.FindMistake() is not null)
        {
            return new Load<GuardrailPreview>.Missing("These limits cannot hold, so there is nothing to preview.");
        }

        return new Load<GuardrailPreview>.Ready(await Guardrails.PreviewAsync(Project.Id, Settings, Context.Now + (-Days * UnixNanos.PerDay), Context.Now, cancellationToken));
    }

    private static string Traces(long traces) => traces == 1 ? "1 trace" : $"{NumberText.Count(traces)} traces";
}
