using System.ComponentModel;
using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Features.Delivery;
using CostDashboard.Web.Features.Incidents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>Everything under /api/v1/routes: where incidents are told. For administrators, as the page is.</summary>
internal static class RoutesEndpoint
{
    internal const int MostBytes = 64 * 1024;

    private const string Who = "For administrators who are signed in; a key may not, since it stands in the settings of every sender. ";

    internal static void Map(RouteGroupBuilder administrators)
    {
        administrators.MapGet("/routes", ListAsync).WithName("ListRoutes").WithTags("Routes")
            .WithSummary("Where incidents are told")
            .WithDescription(Who + "Secrets are in no answer.");
        administrators.MapPost("/routes", AddAsync).WithName("AddRoute").WithTags("Routes")
            .WithSummary("Add a route")
            .WithDescription(Who + "The audit log names them.")
            .Accepts<RouteSent>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        administrators.MapPut("/routes/{id:int}", ChangeAsync).WithName("ChangeRoute").WithTags("Routes")
            .WithSummary("Change a route")
            .WithDescription(Who + "What is left out is as in a new route; but where messages go, and what signs them, is kept.")
            .Accepts<RouteSent>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        administrators.MapDelete("/routes/{id:int}", DeleteAsync).WithName("DeleteRoute").WithTags("Routes")
            .WithSummary("Delete a route")
            .WithDescription(Who + "What waits for it is not told: it is dead, and in the delivery log.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        administrators.MapPost("/routes/{id:int}/test", TestAsync).WithName("TestRoute").WithTags("Routes")
            .WithSummary("Send a test on a route, whatever it takes")
            .WithDescription(Who + "Send application/json. The delivery log says what became of it.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<Ok<RoutesBody>> ListAsync(
        HttpContext http,
        [FromQuery(Name = "project"), Description("Name or number of a project. Default: all.")] string? project,
        DeliveryAdministration delivery,
        IAccessStore access,
        OrganisationCalendar calendar,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, ["project"]);
        var scope = await ProjectScope.ReadAsync(http.User, project, access, cancellationToken);
        var found = new List<RouteBody>();
        foreach (var one in scope.Projects)
        {
            found.AddRange((await delivery.GetRoutesAsync(one.Id, cancellationToken)).Select(route => RouteBody.Of(route, one.Name)));
        }

        return TypedResults.Ok(new RoutesBody(calendar.Zone.Id, found));
    }

    private static async Task<Created<RouteBody>> AddAsync(
        HttpContext http,
        [FromQuery(Name = "project"), Description("Name or number of the project; may be left out where there is one.")] string? project,
        DeliveryAdministration delivery,
        IAccessStore access,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, ["project"]);
        AdministratorCall.RefuseForms(http.Request);
        var scope = await ProjectScope.ReadAsync(http.User, project, access, cancellationToken);
        var chosen = scope.Projects is [var only] ? only : throw new QueryMistake("project", "Name the project that the route is of.");
        var sent = await BodyAsync(http.Request, cancellationToken);
        var channel = ChoiceOf<DeliveryChannel>("channel", sent.Channel, null);
        var route = await SaveAsync(http, delivery, chosen, DeliveryForm.New(chosen.Id, channel), sent, cancellationToken);
        return TypedResults.Created(string.Create(CultureInfo.InvariantCulture, $"/api/v1/routes/{route.Id}"), route);
    }

    private static async Task<Ok<RouteBody>> ChangeAsync(HttpContext http, int id, DeliveryAdministration delivery, IAccessStore access, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        AdministratorCall.RefuseForms(http.Request);
        var (route, project) = await FindAsync(http, id, delivery, access, cancellationToken);
        var sent = await BodyAsync(http.Request, cancellationToken);
        return ChoiceOf("channel", sent.Channel, (DeliveryChannel?)route.Channel) == route.Channel
            ? TypedResults.Ok(await SaveAsync(http, delivery, project, route with { Version = sent.Version ?? route.Version }, sent, cancellationToken))
            : throw new QueryMistake("channel", "A route keeps its channel. Add another one, and delete this.");
    }

    private static async Task<NoContent> DeleteAsync(HttpContext http, int id, DeliveryAdministration delivery, IAccessStore access, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        var (route, project) = await FindAsync(http, id, delivery, access, cancellationToken);
        return await delivery.DeleteAsync(project, route, http.User.Actor(), cancellationToken) ? TypedResults.NoContent() : throw NotThere(id);
    }

    private static async Task<Accepted<RouteTestBody>> TestAsync(HttpContext http, int id, DeliveryAdministration delivery, IAccessStore access, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        AdministratorCall.RefuseForms(http.Request);
        var (route, project) = await FindAsync(http, id, delivery, access, cancellationToken);
        var messages = await delivery.TestAsync(project, route, http.User.Actor(), cancellationToken);
        return messages.Count == 0
            ? throw NotThere(id)
            : TypedResults.Accepted((string?)null, new RouteTestBody([.. messages.Select(message => message.ToString("N"))]));
    }

    private static async Task<RouteBody> SaveAsync(
        HttpContext http, DeliveryAdministration delivery, Project project, DeliveryRoute before, RouteSent sent, CancellationToken cancellationToken)
    {
        var (to, isMail) = (sent.To ?? [], before.Channel is DeliveryChannel.Mail);
        if (!isMail && to.Count > 1)
        {
            throw new QueryMistake("to", "A hook has one address. Add a route for each.");
        }

        // One that we made would have to be in the answer, and so in the caller's log.
        if (before.Id == 0 && before.Channel.IsSigned() && string.IsNullOrEmpty(sent.Secret))
        {
            throw new QueryMistake("secret", $"Send what signs the messages: {RouteRules.LeastSecret} to {RouteRules.LongestSecret} visible characters of ASCII.");
        }

        var saved = await delivery.SaveAsync(
            project, Read(sent, before) with { Recipients = isMail && (sent.To is not null || before.Id == 0) ? to : before.Recipients },
            isMail || to.Count == 0 ? "" : to[0], sent.Secret ?? "", http.User.Actor(), cancellationToken);
        return saved switch
        {
            { Route: { } route } => RouteBody.Of(route, project.Name),
            { Mistake: { } mistake } => throw new QueryMistake(mistake.Field, mistake.Text),
            _ => throw new QueryMistake(before.Id == 0 ? "project" : "version", saved.Conflict!, StatusCodes.Status409Conflict),
        };
    }

    private static DeliveryRoute Read(RouteSent sent, DeliveryRoute before) => before with
    {
        Name = sent.Name?.Trim() ?? "",
        IsOn = sent.IsOn,
        Kinds = [.. (sent.Kinds ?? []).Select((kind, i) => ChoiceOf<IncidentKind>(string.Create(CultureInfo.InvariantCulture, $"kinds[{i}]"), kind, null)).Distinct()],
        LeastSeverity = ChoiceOf("leastSeverity", sent.LeastSeverity, (IncidentSeverity?)IncidentSeverity.Warning),
        TellsResolved = sent.TellsResolved,
        Quiet = sent.Quiet is { } quiet ? new(TimeOf("quiet.from", quiet.From), TimeOf("quiet.until", quiet.Until), quiet.CriticalComesAtOnce) : null,
        Digest = ChoiceOf("digest", sent.Digest, (DigestInterval?)DigestInterval.None),
        MostPerHour = sent.MostPerHour,
        Template = before.Channel is DeliveryChannel.Template ? sent.Template ?? before.Template
            : string.IsNullOrEmpty(sent.Template) ? ""
            : throw new QueryMistake("template", "Only a route of the channel template has one."),
    };

    private static async Task<(DeliveryRoute Route, Project Project)> FindAsync(
        HttpContext http, int id, DeliveryAdministration delivery, IAccessStore access, CancellationToken cancellationToken)
    {
        foreach (var project in (await ProjectScope.ReadAsync(http.User, null, access, cancellationToken)).Projects)
        {
            if ((await delivery.GetRoutesAsync(project.Id, cancellationToken)).FirstOrDefault(route => route.Id == id) is { } found)
            {
                return (found, project);
            }
        }

        throw NotThere(id);
    }

    private static T ChoiceOf<T>(string field, string? code, T? otherwise)
        where T : struct, Enum =>
        (string.IsNullOrEmpty(code) ? otherwise : IncidentWords.Parse<T>(code))
        ?? throw new QueryMistake(field, $"Send one of: {string.Join(", ", Enum.GetValues<T>().Select(IncidentWords.CodeOf))}.");

    private static TimeOnly TimeOf(string field, string? text) =>
        TimeOnly.TryParseExact(text, DeliveryForm.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new QueryMistake(field, "Send a time of the day such as 22:00.");

    private static Task<RouteSent> BodyAsync(HttpRequest request, CancellationToken cancellationToken) => JsonBody.ReadAsync<RouteSent>(
        request,
        "Send a JSON object such as {\"name\":\"on call\",\"channel\":\"mail\",\"to\":[\"ada@example.org\"],\"leastSeverity\":\"critical\"}.",
        cancellationToken);

    private static QueryMistake NotThere(int id) => new("id", $"There is no route {id}. GET /api/v1/routes lists them.", StatusCodes.Status404NotFound);
}
