using CostDashboard.Ingest;

namespace CostDashboard.Web.Hosting;

/// <summary>The doors for spans. OTLP is taken at its own two ports, and at the port of the pages too.</summary>
internal static class IngestDoors
{
    internal static void AddIngest(this WebApplicationBuilder builder) =>
        builder.Services.AddIngest(builder.Configuration.GetSection(IngestOptions.Section).Get<IngestOptions>());

    internal static void MapOtlpAtEveryDoor(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithMetadata(AnswersAtEveryDoor.Instance).MapOtlp();

    internal static void MapJsonDoor(this IEndpointRouteBuilder routes) => routes.MapJson();
}
