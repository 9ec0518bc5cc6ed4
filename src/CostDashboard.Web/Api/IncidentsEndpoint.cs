using System.ComponentModel;
using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Web.Features.Incidents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>Which incidents are asked for.</summary>
internal sealed record IncidentsParameters(
    [property: FromQuery(Name = "state"), Description("active (default), open, acknowledged, snoozed, resolved, expected or all.")] string? State,
    [property: FromQuery(Name = "project"), Description("Name or number of a project. A key sees its own only; without it, somebody signed in sees all.")] string? Project,
    [property: FromQuery(Name = "cursor"), Description("The page after: 'next' of the page before.")] string? Cursor,
    [property: FromQuery(Name = "limit"), Description("Incidents on a page, 1 to 200. Default: 50.")] string? Limit)
{
    internal static IReadOnlyList<string> Names { get; } = ["state", "project", "cursor", "limit"];
}

/// <summary>GET /api/v1/incidents, GET /api/v1/incidents/{id} and POST /api/v1/incidents/{id}/actions.</summary>
internal static class IncidentsEndpoint
{
    internal static async Task<Ok<IncidentsBody>> ListAsync(
        HttpContext http, [AsParameters] IncidentsParameters parameters, IIncidentStore incidents, IAccessStore access, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, IncidentsParameters.Names);
        var scope = await ProjectScope.ReadAsync(http.User, parameters.Project, access, cancellationToken);
        var statuses = QueryText.Choice(
            "state", parameters.State, IncidentQuestion.Active, [.. IncidentsView.States.Select(state => KeyValuePair.Create(state.Code, state.Statuses))]);
        int? before = string.IsNullOrEmpty(parameters.Cursor) ? null : QueryText.Whole("cursor", parameters.Cursor, 1, 1, int.MaxValue);
        var page = await incidents.ListAsync(
            new(scope.Project?.Id, statuses), before, QueryText.Whole("limit", parameters.Limit, IncidentsView.Rows, 1, IncidentPage.MostRows), cancellationToken);
        return TypedResults.Ok(new IncidentsBody(
            [.. page.Incidents.Select(incident => IncidentBody.Of(incident, NameOf(scope, incident.Project)))], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    internal static async Task<Ok<IncidentDetailBody>> GetAsync(HttpContext http, int id, IIncidentStore incidents, IAccessStore access, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        var scope = await ProjectScope.ReadAsync(http.User, null, access, cancellationToken);
        var incident = await FindAsync(scope, id, incidents, cancellationToken);
        return TypedResults.Ok(IncidentDetailBody.Of(incident, NameOf(scope, incident.Project), await incidents.HistoryAsync(id, cancellationToken)));
    }

    internal static async Task<Ok<IncidentDetailBody>> ActAsync(
        HttpContext http, int id, IncidentActionBody action, IIncidentStore incidents, IAccessStore access, TimeProvider clock, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        RuleCall.RefuseForms(http);
        var scope = await ProjectScope.ReadAsync(http.User, null, access, cancellationToken);
        var incident = await FindAsync(scope, id, incidents, cancellationToken);
        var now = UnixNanos.From(clock.GetUtcNow());
        var wanted = IncidentForm.Read(action.Action, action.Text, action.Hours?.ToString(CultureInfo.InvariantCulture), now)
            ?? throw (action.Action is "snooze"
                ? new QueryMistake("hours", $"Send for how many hours it is snoozed: a whole number from 1 to {IncidentForm.MostHours}.")
                : new QueryMistake("action", "Send acknowledge, snooze, assign, comment, resolve or expect."));
        var answer = await incidents.ActAsync(id, wanted, RuleCall.Actor(http), now, cancellationToken);
        return answer switch
        {
            { Step: { } step } => TypedResults.Ok(IncidentDetailBody.Of(step.Incident, NameOf(scope, step.Incident.Project), await incidents.HistoryAsync(id, cancellationToken))),
            { Mistake: { } mistake } => throw MistakeOf(wanted, incident, mistake),
            _ => throw NotThere(id),
        };
    }

    private static async Task<Incident> FindAsync(ProjectScope scope, int id, IIncidentStore incidents, CancellationToken cancellationToken) =>
        await incidents.GetAsync(id, cancellationToken) is { } incident && scope.Projects.Any(project => project.Id == incident.Project) ? incident : throw NotThere(id);

    // What was sent is wrong, or it is right and comes too late.
    private static QueryMistake MistakeOf(IncidentAction wanted, Incident incident, string mistake) => wanted switch
    {
        IncidentAction.Snooze when incident.IsActive => new("hours", mistake),
        IncidentAction.Comment { Text: var text } when string.IsNullOrWhiteSpace(text) || text.Length > IncidentRules.LongestComment => new("text", mistake),
        IncidentAction.Resolve { Note.Length: > IncidentRules.LongestComment } or IncidentAction.MarkExpected { Note.Length: > IncidentRules.LongestComment }
            or IncidentAction.Assign { To.Length: > AuditActor.LongestName } => new("text", mistake),
        _ => new("action", mistake, StatusCodes.Status409Conflict),
    };

    private static QueryMistake NotThere(int id) => new("id", $"There is no incident {id}, or it belongs to another project.", StatusCodes.Status404NotFound);

    private static string NameOf(ProjectScope scope, ProjectId project) => scope.Projects.FirstOrDefault(p => p.Id == project)?.Name ?? "";
}
