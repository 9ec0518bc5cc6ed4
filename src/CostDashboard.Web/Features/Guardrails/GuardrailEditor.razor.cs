using CostDashboard.Core.Guardrails;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Guardrails;

/// <summary>The form of a project's limits; its fields are those of <see cref="GuardrailForm"/>.</summary>
public sealed partial class GuardrailEditor
{
    private const int EmptyRows = 2;

    [Parameter, EditorRequired]
    public GuardrailSettings Settings { get; set; } = null!;

    /// <summary>The version that the person began with.</summary>
    [Parameter, EditorRequired]
    public int Version { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnSubmit { get; set; }

    private List<GuardrailLimit> Agents => [.. Settings.Limits.Where(limit => limit.Agent.Length > 0)];

    private static string Hint(GuardrailKind kind) => kind switch
    {
        GuardrailKind.StepsPerTrace => "calls of a model with which agents took a step",
        GuardrailKind.CallsOfOneTool => "of the tool that was called most",
        GuardrailKind.CostPerTrace => "what the whole trace is charged",
        GuardrailKind.CostPerSpan => "what its dearest span is charged",
        _ => "read by all calls together, cached ones too",
    };
}
