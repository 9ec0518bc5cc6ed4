using CostDashboard.Core.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CostDashboard.Web.Hosting;

/// <summary>Two questions of whoever runs us: does the process answer, and can it work.</summary>
internal static partial class Health
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("").AllowAnonymous().WithMetadata(AnswersAtEveryDoor.Instance).ExcludeFromDescription();
        health.MapGet("/healthz", IsAlive);
        health.MapGet("/readyz", IsReadyAsync);
    }

    private static ContentHttpResult IsAlive() => TypedResults.Text("alive");

    private static async Task<ContentHttpResult> IsReadyAsync(IAccessStore access, ILogger<Readiness> log, CancellationToken cancellationToken)
    {
        try
        {
            await access.GetProjectsAsync(cancellationToken).WaitAsync(s_patience, cancellationToken);
            return TypedResults.Text("ready");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotReady(log, failure);
            return TypedResults.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not ready: the database does not answer")]
    private static partial void LogNotReady(ILogger log, Exception failure);

    /// <summary>Names the log.</summary>
    internal sealed class Readiness;
}
