using System.Security.Claims;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using CostDashboard.Core.Access;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CostDashboard.Web.Api;

/// <summary>The API that answers questions: what it costs, and why. For a project's key, and for whoever is signed in.</summary>
internal static class ReadApi
{
    /// <summary>Names the policy: a key, or anybody who is signed in.</summary>
    private const string Reader = nameof(Reader);

    /// <summary>Names the policy: a key alone, for whoever sends something. A cookie would let other sites send in a person's name.</summary>
    internal const string Sender = nameof(Sender);

    /// <summary>Names the policy: administrators who are signed in. A key stands in the settings of every sender and must not say where incidents are told.</summary>
    private const string Administrator = "ApiAdministrator";

    /// <summary>Names the policy: see <see cref="RuleCall"/>.</summary>
    private const string RuleChanger = nameof(RuleChanger);

    /// <summary>Names the limit.</summary>
    internal const string Limit = nameof(ReadApi);

    /// <summary>Names the limit of verdicts: an agent that waits for one does not stand behind reports that read a month.</summary>
    private const string VerdictLimit = nameof(VerdictLimit);

    private const string KeyOrCookie = nameof(KeyOrCookie);

    // A question may read a month of totals: a few at a time is what the database can do for one caller beside taking spans in.
    private const int MostAtOnce = 8;
    private const int MostWaiting = 200;

    // A verdict reads a few rows by key.
    private const int MostVerdictsAtOnce = 16;

    internal static void AddReadApi(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, ApiKeySignIn>(ApiKeySignIn.SchemeName, _ => { })
            .AddPolicyScheme(KeyOrCookie, displayName: null, policy =>
                policy.ForwardDefaultSelector = http => ApiKeySignIn.NamesKey(http) || http.Request.Cookies.Count == 0
                    ? ApiKeySignIn.SchemeName
                    : IdentityConstants.ApplicationScheme);
        services.AddAuthorizationBuilder().AddPolicy(Reader, new AuthorizationPolicyBuilder(KeyOrCookie).RequireAuthenticatedUser().Build());
        services.AddAuthorizationBuilder().AddPolicy(
            Sender, new AuthorizationPolicyBuilder(ApiKeySignIn.SchemeName).RequireAuthenticatedUser().RequireClaim(ProjectScope.ProjectClaim).Build());
        services.AddAuthorizationBuilder().AddPolicy(Administrator, new AuthorizationPolicyBuilder(KeyOrCookie).RequireRole(nameof(Role.Administrator)).Build());
        services.AddAuthorizationBuilder().AddPolicy(
            RuleChanger, new AuthorizationPolicyBuilder(KeyOrCookie).RequireAuthenticatedUser().RequireAssertion(context => RuleCall.IsAllowed(context.User)).Build());
        services.Configure<RateLimiterOptions>(limits => limits.AddPolicy(Limit, http => Questions.Of(http, MostAtOnce)));
        services.Configure<RateLimiterOptions>(limits => limits.AddPolicy(VerdictLimit, http => Questions.Of(http, MostVerdictsAtOnce)));

        // Without it the description says of every number that it may also be text.
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddOpenApi("v1", OpenApiText.Configure);
    }

    internal static void MapReadApi(this IEndpointRouteBuilder routes)
    {
        var api = Group(routes, Reader);

        api.MapGet("/spend", SpendEndpoint.AnswerAsync).WithName("GetSpend").WithTags("Spend")
            .WithSummary("Spend by time and dimension")
            .WithDescription("Every answer equals the sum over the spans behind it, to the nano-dollar. Calls without a known price are counted beside the cost, never as zero.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/outcomes", OutcomesEndpoint.AnswerAsync).WithName("GetOutcomes").WithTags("Spend")
            .WithSummary("How charged calls ended, by step and model, and what they cost")
            .WithDescription("Failed calls, retries, answers that a limit cut off or a filter stopped, and chats without a limit. The query of traces finds the calls of each: call:failed, call:repeated, finish:length, finish:content_filter, call:unlimited.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/traces", TracesEndpoint.AnswerAsync).WithName("ListTraces").WithTags("Traces")
            .WithSummary("Traces of a period, a page at a time")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/traces/{traceId}", TraceEndpoint.AnswerAsync).WithName("GetTrace").WithTags("Traces")
            .WithSummary("A whole trace: its tree, what each span cost, and by which prices")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/traces/{traceId}/run", AgentRunEndpoint.AnswerAsync).WithName("GetAgentRun").WithTags("Traces")
            .WithSummary("What the agents of a trace did: their turns, what each cost and why, their tools, their loops, and the limits they broke")
            .WithDescription("Every charge of the trace is in one place: in a turn or the rest of a run that no other run set off, or outside. A trace without agents has no runs.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        Group(routes, Reader, VerdictLimit).MapGet("/traces/{traceId}/verdict", VerdictEndpoint.AnswerAsync).WithName("GetVerdict").WithTags("Traces")
            .WithSummary("Whether an agent may go on: the trace's running totals against the limits of its project")
            .WithDescription("To be asked before a step. Reads the trace's totals and none of its spans. A trace that is not known yet is go, with zero totals and isKnown false. What has no known price is not counted as zero: costUsd is then at least that much, or null.");
        Group(routes, Sender, VerdictLimit).MapPost("/traces/{traceId}/verdict", VerdictEndpoint.AnswerWithAsync).WithName("GetVerdictWithPendingSpans").WithTags("Traces")
            .WithSummary("The same, with spans that are not exported yet or not begun")
            .WithDescription("For a key of the project. The spans are read and priced as if they were sent, and not stored; one that is stored meanwhile under the same id counts once. At most 100 spans and 256 KiB, beside at most 5,000 stored ones.")
            .Accepts<PendingSpansBody>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(PendingSpansBody.MostBytes))
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/traces/{traceId}/otlp", TraceEndpoint.AnswerOtlpAsync).WithName("ExportTrace").WithTags("Traces")
            .WithSummary("A whole trace, or one span of it, as OTLP/JSON")
            .WithDescription("One ExportTraceServiceRequest: any OTLP endpoint takes it on /v1/traces, ours too. Prompts and answers are in it by the names of their attributes alone.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/traces/{traceId}/content", TraceContentEndpoint.AnswerAsync).WithName("GetTraceContent").WithTags("Traces")
            .WithSummary("What was said in a trace: prompts, completions and tools' payloads")
            .WithDescription("Kept only where the project turned it on, and redacted by its rules. For keys that were let to read content, and for people whose role may; every answer is in the audit log.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/traces/{traceId}/linked", LinkedEndpoint.AnswerAsync).WithName("GetLinkedTraces").WithTags("Traces")
            .WithSummary("What a trace comes to with the traces that it started")
            .WithDescription("A linked trace counts where a span link joins its root to a span of a trace that is in the total, and it began later: once, and only where all that started it is in the total. Totals of spend hold each trace by itself.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/sessions", SessionsEndpoint.AnswerAsync).WithName("ListSessions").WithTags("Sessions")
            .WithSummary("Sessions of a period, a page at a time")
            .WithDescription("Each with the figures of its traces that began in the period and pass the filters. A trace belongs to the session that it states now. Of users GET /spend?by=user tells.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/sessions/{id}", SessionEndpoint.AnswerAsync).WithName("GetSession").WithTags("Sessions")
            .WithSummary("One session: its traces in order with running cost, and what it cost by step and model")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/prices", PricesEndpoint.Answer).WithName("ListPrices").WithTags("Prices")
            .WithSummary("The price book in force, a page at a time, as of any day")
            .WithDescription("What ships with the program, what was imported, and the organisation's own prices and discounts over it.");
        api.MapGet("/prices/match", ModelPriceEndpoint.Answer).WithName("MatchPrice").WithTags("Prices")
            .WithSummary("The price that a call gets, and its history")
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/incidents", IncidentsEndpoint.ListAsync).WithName("ListIncidents").WithTags("Incidents")
            .WithSummary("What is wrong, or was, the latest found first");
        api.MapGet("/incidents/{id:int}", IncidentsEndpoint.GetAsync).WithName("GetIncident").WithTags("Incidents")
            .WithSummary("An incident with its evidence, its traces and its history")
            .ProducesProblem(StatusCodes.Status404NotFound);
        Group(routes, RuleChanger).MapPost("/incidents/{id:int}/actions", IncidentsEndpoint.ActAsync).WithName("ActOnIncident").WithTags("Incidents")
            .WithSummary("Acknowledge, snooze, assign, comment, resolve or mark as expected")
            .WithDescription(RuleCall.Who + "The same again changes nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

        BudgetsEndpoint.Map(api, Group(routes, RuleChanger));
        AlertRulesEndpoint.Map(api, Group(routes, Sender), Group(routes, RuleChanger));
        RoutesEndpoint.Map(Group(routes, Administrator));
        JobsEndpoint.Map(Group(routes, Administrator));

        api.MapGet("/events", EventsEndpoint.AnswerAsync).WithName("ListEvents").WithTags("Events")
            .WithSummary("What happened in a period: deploys that spans show, and what was reported");
        Group(routes, Sender).MapPost("/events", EventsEndpoint.TakeAsync).WithName("ReportEvent").WithTags("Events")
            .WithSummary("Tell of a deploy or of anything else that may explain spend")
            .WithDescription("Deploys are also seen by themselves, where spans state service.version. The same event again changes nothing; an Idempotency-Key names one that has no time of its own.")
            .Accepts<EventSent>("application/json")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

        Group(routes, Sender).MapPost("/feature-values", FeatureValuesEndpoint.SaveAsync).WithName("SaveFeatureValues").WithTags("Features")
            .WithSummary("Record what features brought: revenue or units of a period")
            .WithDescription("For a key of the project. A value whose feature, period, kind and unit are recorded already replaces the amount; the same again changes nothing. Two values of one feature and unit cannot share a day. At most 1,000 values and 1 MiB; all are recorded, or none.")
            .Accepts<FeatureValuesBody>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(FeatureValuesEndpoint.MostBytes))
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

        // So that what is not there is said as a problem too, and only to those who may ask.
        routes.Map("/api/{**rest}", Missing).RequireAuthorization(Reader).ExcludeFromDescription().WithOrder(int.MaxValue);
        routes.MapOpenApi().AllowAnonymous();
    }

    /// <summary>Why a key is refused, and what to do; it has the project, and not the right.</summary>
    internal static string WhyNoKeyMay(HttpContext http) =>
        (http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>() ?? []).Any(data => data.Policy == RuleChanger)
            ? "This key sends spans and asks for costs. An administrator can let it change budgets, alert rules and incidents, on the page Keys."
            : "A key may not do that: it is for administrators who are signed in.";

    private static RouteGroupBuilder Group(IEndpointRouteBuilder routes, string policy, string limit = Limit) => routes.MapGroup("/api/v1")
        .RequireAuthorization(policy)
        .RequireRateLimiting(limit)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static StatusCodeHttpResult Missing(HttpContext http) =>
        TypedResults.StatusCode(HttpMethods.IsGet(http.Request.Method) ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed);

    /// <summary>Whose questions wait for each other: those of one key, of one person, or of strangers at one address.</summary>
    internal sealed class Questions
    {
        internal static RateLimitPartition<string> Of(HttpContext http, int mostAtOnce) => RateLimitPartition.GetConcurrencyLimiter(
            CallerOf(http),
            _ => new ConcurrencyLimiterOptions { PermitLimit = mostAtOnce, QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

        // The limit comes before authorization, where keys are looked up: a key counts by what it says it is. One that is made up
        // gets its caller no further than a refusal.
        private static string CallerOf(HttpContext http) =>
            http.User.FindFirstValue(ClaimTypes.NameIdentifier)
            ?? (ApiKeySignIn.SecretOf(http) is { } secret ? OneTimeToken.Hash(secret) : http.Connection.RemoteIpAddress?.ToString() ?? "");
    }
}
