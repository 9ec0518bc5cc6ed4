using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Ingest.Otlp;
using Microsoft.AspNetCore.Http;

namespace CostDashboard.Ingest.Langfuse;

/// <summary>What clients of Langfuse ask beside sending: whether the server is there, and whether their keys are right.</summary>
/// <remarks>https://api.reference.langfuse.com/ (health, projects)</remarks>
internal static class LangfuseEndpoints
{
    private static readonly string s_version = typeof(LangfuseEndpoints).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    internal static IResult Health() => TypedResults.Ok(new { status = "OK", version = s_version });

    /// <summary>The project of the key, alone in a list.</summary>
    internal static async Task<IResult> ProjectsAsync(HttpContext context, OtlpReceiver receiver, IAccessStore access, CancellationToken cancellationToken)
    {
        var (key, refused) = await receiver.AuthenticateAsync(context.Request.Headers, cancellationToken);
        if (key is null)
        {
            if (refused!.IsForLater)
            {
                context.Response.Headers.RetryAfter = Math.Ceiling(receiver.Options.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            var status = refused.IsForLater ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status401Unauthorized;
            return TypedResults.Json(new { message = refused.Message }, statusCode: status);
        }

        var name = (await access.GetProjectsAsync(cancellationToken)).FirstOrDefault(project => project.Id == key.Project)?.Name ?? "";
        return TypedResults.Ok(new
        {
            data = new[] { new { id = key.Project.Value.ToString(CultureInfo.InvariantCulture), name, metadata = new { } } },
        });
    }
}
