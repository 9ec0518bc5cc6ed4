using System.Globalization;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Mcp.Asking;

namespace CostDashboard.Mcp.Tools;

/// <summary>What is wrong, or was.</summary>
internal sealed class ListIncidentsTool(IIncidentStore incidents) : DashboardTool(Properties)
{
    private const int UsualRows = 10;
    private const int MostRows = 50;

    private const string Properties = """
        "state": {"type": "string", "enum": ["active", "open", "acknowledged", "snoozed", "resolved", "expected", "all"], "description": "active (default) are those that are not over."},
        "limit": {"type": "integer", "minimum": 1, "maximum": 50, "description": "Incidents in the answer, the latest found first. Default: 10."},
        "cursor": {"type": "string", "description": "'next' of the answer before, with all other arguments as they were."}
        """;

    private static readonly IReadOnlyList<KeyValuePair<string, IReadOnlyList<IncidentStatus>>> s_states =
    [
        new("active", IncidentQuestion.Active),
        .. Enum.GetValues<IncidentStatus>().Select(status => KeyValuePair.Create<string, IReadOnlyList<IncidentStatus>>(AnswerText.CodeOf(status), [status])),
        new("all", []),
    ];

    internal override string Name => "list_incidents";

    internal override string Title => "Incidents";

    internal override string Description =>
        "What is unusual or broken with the project's LLM spend: cost anomalies of steps, spend spikes, budgets, broken limits of agents, models without a price, spans that stopped to come. "
        + "Each with its sentence, since when, and dollars per hour. Read the resource costdashboard://incidents/{id} for evidence and example traces.";

    internal override async Task<object> AnswerAsync(Arguments given, McpCaller caller, CancellationToken cancellationToken)
    {
        int? before = given.Text("cursor") is null ? null : given.Whole("cursor", 1, 1, int.MaxValue);
        var page = await incidents.ListAsync(
            new(caller.Project, given.Choice("state", IncidentQuestion.Active, s_states)), before, given.Whole("limit", UsualRows, 1, MostRows), cancellationToken);
        return new IncidentsAnswer(
            [.. page.Incidents.Select(incident => IncidentLine.Of(incident, caller))],
            page.Next?.ToString(CultureInfo.InvariantCulture),
            Note.ForeignNames,
            PageLinks.Page(caller, "incidents"));
    }
}

/// <param name="Next">The cursor of the next ones; null where these are the last.</param>
internal sealed record IncidentsAnswer(IReadOnlyList<IncidentLine> Incidents, string? Next, string Note, string Link);

/// <param name="UsdPerHour">An estimate; null where it is unknown, which is not zero.</param>
internal sealed record IncidentLine(
    int Id, string Kind, string Severity, string Status, ForeignSentence Sentence, string Since, string LastSeen, string? UsdPerHour, string? UsdSoFar, string Link)
{
    internal static IncidentLine Of(IncidentSummary i, McpCaller caller) => new(
        i.Id,
        AnswerText.CodeOf(i.Kind),
        AnswerText.CodeOf(i.Severity),
        AnswerText.CodeOf(i.Status),
        i.Sentence,
        AnswerText.Moment(i.Since),
        AnswerText.Moment(i.LastSeen),
        i.MoneyPerHour is { } hour ? AnswerText.Usd(hour) : null,
        i.MoneySoFar is { } sum ? AnswerText.Usd(sum) : null,
        PageLinks.Incident(caller, i.Id));
}

/// <summary>An incident with what speaks for it.</summary>
internal sealed record IncidentAnswer(
    int Id,
    string Kind,
    string Severity,
    string Status,
    ForeignSentence Sentence,
    string Since,
    string LastSeen,
    IReadOnlyList<EvidenceLine> Evidence,
    IReadOnlyList<string> Traces,
    string Note,
    string Link)
{
    internal static IncidentAnswer Of(Incident i, McpCaller caller) => new(
        i.Id,
        AnswerText.CodeOf(i.Kind),
        AnswerText.CodeOf(i.Severity),
        AnswerText.CodeOf(i.Status),
        i.Sentence,
        AnswerText.Moment(i.Since),
        AnswerText.Moment(i.LastSeen),
        [.. i.Lead.Evidence.Select(line => new EvidenceLine(line.Label, line.Value))],
        [.. i.Traces.Select(trace => PageLinks.Trace(caller, trace))],
        Tools.Note.ForeignNames,
        PageLinks.Incident(caller, i.Id));
}

internal sealed record EvidenceLine(ForeignText Label, ForeignText Value);
