using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Web.Features.Incidents;

/// <summary>How incidents are called, for people and in addresses.</summary>
internal static class IncidentWords
{
    public static string Of(IncidentKind kind) => kind switch
    {
        IncidentKind.StepAnomaly => "Step anomaly",
        IncidentKind.SpendSpike => "Spend spike",
        IncidentKind.BudgetForecast => "Budget forecast",
        IncidentKind.BudgetReached => "Budget reached",
        IncidentKind.TraceOverLimit => "Trace over limit",
        IncidentKind.GuardrailBroken => "Guardrail broken",
        IncidentKind.UnpricedModel => "Model without a price",
        IncidentKind.IngestionStopped => "Ingestion stopped",
        IncidentKind.AlertRule => "Alert rule",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>step-anomaly.</summary>
    public static string CodeOf<T>(T value)
        where T : struct, Enum =>
        AnswerText.CodeOf(value);

    /// <summary>The value of a code; null where there is none.</summary>
    public static T? Parse<T>(string? code)
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => (T?)value).FirstOrDefault(value => string.Equals(CodeOf(value!.Value), code, StringComparison.OrdinalIgnoreCase));

    public static string ClassOf(IncidentSeverity severity) => severity switch
    {
        IncidentSeverity.Critical => "bad",
        IncidentSeverity.Warning => "warn",
        _ => "",
    };

    /// <summary>As an entry of the history begins: "Ada acknowledged it".</summary>
    public static string Of(IncidentChangeKind kind) => kind switch
    {
        IncidentChangeKind.Opened => "Found",
        IncidentChangeKind.Worsened => "Became more severe",
        IncidentChangeKind.Joined => "Another series shows it",
        IncidentChangeKind.Acknowledged => "Acknowledged",
        IncidentChangeKind.Snoozed => "Snoozed until",
        IncidentChangeKind.Woke => "The snooze is over and it goes on",
        IncidentChangeKind.Assigned => "Assigned to",
        IncidentChangeKind.Commented => "Comment",
        IncidentChangeKind.Resolved => "Resolved",
        IncidentChangeKind.MarkedExpected => "Marked as expected",
        IncidentChangeKind.Reopened => "Came back",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
