using CostDashboard.Ingest;

namespace CostDashboard.Web.Hosting;

/// <summary>The doors for spans. OTLP and what clients of Langfuse send are taken at OTLP's own two ports, and at the port of the pages too.</summary>
internal static class IngestDoors
{
    internal static void AddIngest(this WebApplicationBuilder builder) =>
        builder.Services.AddIngest(builder.Configuration.GetSection(IngestOptions.Section).Get<IngestOptions>());

    internal static void MapOtlpAtEveryDoor(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithMetadata(AnswersAtEveryDoor.Instance).MapOtlp().MapLangfuse();

    internal static void MapJsonDoor(this IEndpointRouteBuilder routes) => routes.MapJson();
}
