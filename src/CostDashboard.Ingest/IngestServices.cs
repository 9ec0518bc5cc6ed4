using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Ingest.Access;
using CostDashboard.Ingest.Attributes;
using CostDashboard.Ingest.CodingAgents;
using CostDashboard.Ingest.Content;
using CostDashboard.Ingest.Demo;
using CostDashboard.Ingest.Json;
using CostDashboard.Ingest.Langfuse;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Otlp.Json;
using CostDashboard.Ingest.Pipeline;
using CostDashboard.Ingest.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Ingest;

/// <summary>Puts the doors for spans into an application.</summary>
public static class IngestServices
{
    /// <summary>
    /// Registers the way of a span. The application provides <c>ISpanStore</c>, <c>ITraceQueries</c>, <c>IAccessStore</c>, <c>IMappingStore</c>, <c>IContentSettingsStore</c>, <c>ISourceStore</c>, <c>ILangfuseEvents</c>, <c>CurrentPrices</c> and <c>TimeProvider</c>;
    /// on stop, what was taken in is committed and answered before the host ends.
    /// </summary>
    public static IServiceCollection AddIngest(this IServiceCollection services, IngestOptions? options = null)
    {
        services.AddSingleton(options ?? new IngestOptions());
        services.AddSingleton<KeyRing>();
        services.AddSingleton<ProjectMappings>();
        services.AddSingleton<ProjectContents>();
        services.AddSingleton(provider =>
        {
            // A call gets its model before it is decided which signal of its session is charged.
            ISpanStore sources = ActivatorUtilities.CreateInstance<OneSourcePerSession>(provider, provider.GetRequiredService<ISpanStore>());
            ISpanStore models = ActivatorUtilities.CreateInstance<ModelsFromAbove>(provider, sources);
            return ActivatorUtilities.CreateInstance<GroupCommit>(provider, models);
        });
        services.AddHostedService(provider => provider.GetRequiredService<GroupCommit>());
        services.AddSingleton<SpanPipeline>();
        services.AddSingleton<BodyBudget>();
        services.AddSingleton<IntakeTally>();
        services.AddSingleton<IIntake>(provider => provider.GetRequiredService<IntakeTally>());
        services.AddSingleton<ISpanTail>(provider => provider.GetRequiredService<IntakeTally>().Tail);
        services.AddHostedService<SourceWriter>();
        services.AddSingleton<OtlpReceiver>();
        services.AddSingleton<JsonReceiver>();
        services.AddSingleton<LangfuseWeaver>();
        services.AddSingleton<LangfuseReceiver>();
        services.AddHostedService<LangfuseSweeper>();
        services.AddSingleton<ISpanDoor, SpanDoor>();
        services.AddSingleton<IOtlpWriter, JsonSpanWriter>();
        services.AddSingleton<DemoLoader>();
        return services;
    }

    /// <summary>Maps OTLP over HTTP (<c>/v1/…</c>) and over gRPC, which needs an endpoint that speaks HTTP/2.</summary>
    public static IEndpointRouteBuilder MapOtlp(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/v1/traces", OtlpHttpDoor.For(OtlpSignal.Traces));
        Map(routes, "/v1/logs", OtlpHttpDoor.For(OtlpSignal.Logs));
        Map(routes, "/v1/metrics", OtlpHttpDoor.For(OtlpSignal.Metrics));
        Map(routes, "/opentelemetry.proto.collector.trace.v1.TraceService/Export", OtlpGrpcDoor.For(OtlpSignal.Traces));
        Map(routes, "/opentelemetry.proto.collector.logs.v1.LogsService/Export", OtlpGrpcDoor.For(OtlpSignal.Logs));
        Map(routes, "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", OtlpGrpcDoor.For(OtlpSignal.Metrics));
        return routes;
    }

    /// <summary>Maps plain JSON (<c>/api/v1/spans</c>, <c>/api/v1/traces</c>).</summary>
    public static IEndpointRouteBuilder MapJson(this IEndpointRouteBuilder routes)
    {
        var json = routes.MapGroup("").AllowAnonymous().WithTags("Sending")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        json.MapPost(JsonDoor.SpansPath, (Delegate)JsonDoor.TakeSpansAsync).WithName("SendSpans")
            .WithSummary("Send spans as plain JSON: one, a list, or one on each line of a stream of any length")
            .WithDescription("What is answered as taken is stored. The body is read only as fast as it is stored; a bad span costs its neighbours nothing and is told with its line, its field and the remedy. Spans that come again under their ids replace themselves; for spans without ids, an Idempotency-Key makes the same request again charge nothing twice. At most 4 MiB a span.")
            .Accepts<JsonSpan[]>(JsonDoor.Json, JsonDoor.Lines)
            .Produces<JsonDoorAnswer>();
        json.MapPost(JsonDoor.TracesPath, (Delegate)JsonDoor.TakeTracesAsync).WithName("SendTraces")
            .WithSummary("Send traces as plain JSON, with spans that have children")
            .WithDescription("As spans; at most 16 MiB a trace. Spans may also be sent one by one, in any order, with trace_id and parent_id.")
            .Accepts<JsonTrace[]>(JsonDoor.Json, JsonDoor.Lines)
            .Produces<JsonDoorAnswer>();
        return routes;
    }

    /// <summary>Maps what clients of Langfuse send to and ask (<c>/api/public/…</c>), with a key's public and secret half by Basic authentication.</summary>
    public static IEndpointRouteBuilder MapLangfuse(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/api/public/otel/v1/traces", OtlpHttpDoor.For(OtlpSignal.Traces, Door.Langfuse));
        Map(routes, "/api/public/otel/v1/metrics", OtlpHttpDoor.For(OtlpSignal.Metrics, Door.Langfuse));
        routes.MapGet("/api/public/health", LangfuseEndpoints.Health).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/api/public/projects", LangfuseEndpoints.ProjectsAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(LangfuseIngestion.Path, (Delegate)LangfuseIngestion.TakeAsync).AllowAnonymous().WithTags("Sending").WithName("SendLangfuseBatch")
            .WithSummary("Send a batch of Langfuse's ingestion API")
            .WithDescription("What Langfuse's SDKs send before OpenTelemetry (JavaScript 3, Python 2) and LiteLLM. Events of a trace or an observation are put together in any order; each event is answered by itself. At most 4.5 MB a batch and 256 KiB an event beside input and output.")
            .Accepts<object>("application/json")
            .Produces<LangfuseResults>(StatusCodes.Status207MultiStatus);
        routes.MapMethods("/api/public/{**rest}", [HttpMethods.Get, HttpMethods.Post, HttpMethods.Patch, HttpMethods.Delete], LangfuseIngestion.NotKept).AllowAnonymous().ExcludeFromDescription();
        return routes;
    }

    // The doors check API keys themselves: the cookies and policies of the pages do not hold here.
    private static void Map(IEndpointRouteBuilder routes, string path, RequestDelegate door) =>
        routes.Map(path, door).AllowAnonymous().ExcludeFromDescription();
}
