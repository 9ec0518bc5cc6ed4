using System.ComponentModel;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Events;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>What is told about an event. A retry with the same content, or with the same Idempotency-Key, changes nothing.</summary>
internal sealed record EventSent(
    [property: Description("deploy (default) or event.")] string? Kind = null,
    [property: Description("Of a deploy: the version, as spans state it in service.version.")] string? Version = null,
    [property: Description("Of an event: what happened, in a few words.")] string? Name = null,
    [property: Description("As spans state it in service.name; a deploy needs it.")] string? Service = null,
    [property: Description("Environment, such as production. Default: none in particular.")] string? Environment = null,
    [property: Description("ISO-8601 with an offset. Default: now; a retry without it needs an Idempotency-Key.")] string? Time = null,
    [property: Description("An http(s) address that tells more. It is shown as a link and never fetched.")] string? Url = null);

/// <summary>What happened at a moment.</summary>
/// <param name="Kind">deploy or event.</param>
/// <param name="Name">Of a deploy its version.</param>
/// <param name="Source">reported, or seen: the version was first stated by a span then.</param>
internal sealed record EventBody(string Kind, string Name, string Service, string Environment, string Time, string? Url, string Source)
{
    internal static EventBody Of(ProjectEvent e) => new(
        e.Kind is EventKind.Deploy ? EventsEndpoint.Deploy : EventsEndpoint.Other,
        e.Name,
        e.Service,
        e.Environment,
        AnswerText.Moment(e.At),
        e.Url,
        e.IsReported ? "reported" : "seen");
}

internal sealed record EventsBody(string From, string To, IReadOnlyList<EventBody> Events);

/// <summary>Of which time events are asked.</summary>
internal sealed record EventsParameters(
    [property: FromQuery(Name = "from"), Description("Beginning, inclusive; ISO-8601. Default: 30 days before to.")] string? From,
    [property: FromQuery(Name = "to"), Description("End, exclusive; ISO-8601. Default: now.")] string? To,
    [property: FromQuery(Name = "project"), Description("Name or number of a project. A key sees its own only; without it, somebody signed in sees all.")] string? Project,
    [property: FromQuery(Name = "limit"), Description("Most events, 1 to 500; of more the latest. Default: 50.")] string? Limit)
{
    internal static IReadOnlyList<string> Names { get; } = ["from", "to", "project", "limit"];
}

/// <summary>POST and GET /api/v1/events: what happened beside what spans say, and the deploys that spans show.</summary>
internal static class EventsEndpoint
{
    internal const string Deploy = "deploy";
    internal const string Other = "event";

    private const string IdempotencyKey = "Idempotency-Key";
    private const int MostBodyBytes = 16 * 1024;
    private const int DefaultLimit = 50;
    private const int MostRows = 500;
    private const long DefaultPeriod = 30 * UnixNanos.PerDay;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    internal static async Task<Results<Created<EventBody>, Ok<EventBody>>> TakeAsync(
        HttpContext http, IEventStore events, IAccessStore access, OrganisationCalendar calendar, TimeProvider clock, CancellationToken cancellationToken)
    {
        var scope = await ProjectScope.ReadAsync(http.User, null, access, cancellationToken);
        var project = scope.Project?.Id ?? throw new QueryMistake("key", "Events are taken from a project's API key.", StatusCodes.Status403Forbidden);
        var key = http.Request.Headers[IdempotencyKey].ToString();
        if (key.Length > EventRules.LongestIdempotencyKey)
        {
            throw new QueryMistake(IdempotencyKey, $"It has {key.Length} characters: at most {EventRules.LongestIdempotencyKey} are possible.");
        }

        var sent = await ReadAsync(http, cancellationToken);
        var now = UnixNanos.From(clock.GetUtcNow());
        var kind = QueryText.Choice("kind", sent.Kind, EventKind.Deploy, [new(Deploy, EventKind.Deploy), new(Other, EventKind.Other)]);
        var reported = new ProjectEvent(
            project,
            kind,
            (kind is EventKind.Deploy ? sent.Version ?? sent.Name : sent.Name)?.Trim() ?? "",
            sent.Service?.Trim() ?? "",
            sent.Environment?.Trim() ?? "",
            QueryText.Time("time", sent.Time, calendar) ?? now,
            string.IsNullOrEmpty(sent.Url) ? null : sent.Url);
        if (EventRules.WhyNot(reported, now) is { } wrong)
        {
            throw new QueryMistake(wrong.Field, wrong.Reason);
        }

        return await events.AddAsync(reported, key.Length == 0 ? null : key, cancellationToken) switch
        {
            (EventOutcome.Added, { } kept) => TypedResults.Created((string?)null, EventBody.Of(kept)),
            (EventOutcome.Known, { } kept) => TypedResults.Ok(EventBody.Of(kept)),
            (EventOutcome.KeyIsTaken, _) => throw new QueryMistake(
                IdempotencyKey, "Another event was sent with this key. Send a new event with a key of its own, and a retry unchanged.", StatusCodes.Status409Conflict),
            _ => throw new QueryMistake(
                "time", $"The project has {EventRules.MostPerDay} events on that day: no more are kept. Send what explains spend, not every occurrence.", StatusCodes.Status409Conflict),
        };
    }

    internal static async Task<Ok<EventsBody>> AnswerAsync(
        HttpContext http,
        [AsParameters] EventsParameters parameters,
        IEventStore events,
        IAccessStore access,
        OrganisationCalendar calendar,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, EventsParameters.Names);
        var scope = await ProjectScope.ReadAsync(http.User, parameters.Project, access, cancellationToken);
        var to = QueryText.Time("to", parameters.To, calendar) ?? UnixNanos.From(clock.GetUtcNow());
        var from = QueryText.Time("from", parameters.From, calendar) ?? to + -DefaultPeriod;
        if (from >= to)
        {
            throw new QueryMistake("from", "It is not before 'to': the period is empty.");
        }

        var limit = QueryText.Whole("limit", parameters.Limit, DefaultLimit, 1, MostRows);
        var found = await events.ListAsync(scope.Project?.Id, from, to, limit, cancellationToken);
        return TypedResults.Ok(new EventsBody(AnswerText.Moment(from), AnswerText.Moment(to), [.. found.Select(EventBody.Of)]));
    }

    // Read here and not by binding, so that what cannot be read gets an answer that says what to send.
    private static async Task<EventSent> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > MostBodyBytes)
            {
                throw new QueryMistake("body", $"It is longer than {MostBodyBytes} bytes. Send one event in a request.", StatusCodes.Status413PayloadTooLarge);
            }

            body.Write(buffer, 0, read);
        }

        try
        {
            return JsonSerializer.Deserialize<EventSent>(body.ToArray(), s_json) ?? throw new JsonException();
        }
        catch (JsonException error)
        {
            var field = error.Path is ['$', '.', .. var path] ? path : "body";
            throw new QueryMistake(
                field, "It cannot be read. Send a JSON object with texts such as {\"kind\":\"deploy\",\"service\":\"api\",\"version\":\"2.8.1\"}; the fields are kind, version, name, service, environment, time and url.");
        }
    }
}
