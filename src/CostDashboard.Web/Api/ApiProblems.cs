using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>Whatever goes wrong under <c>/api</c> is answered as problem details (RFC 9457) that say what to do.</summary>
internal static partial class ApiProblems
{
    private const string Path = "/api";

    internal static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase);

    /// <summary>To be used before everything that can fail: exceptions and bare statuses of the API become problems.</summary>
    internal static void UseApiProblems(this WebApplication app) => app.UseWhen(IsApi, api =>
    {
        api.Use(AnswerMistakes);
        api.UseStatusCodePages(context => Write(
            context.HttpContext, context.HttpContext.Response.StatusCode, Remedy(context.HttpContext.Response.StatusCode)));
    });

    internal static Task Write(HttpContext http, int status, string detail, string? parameter = null)
    {
        var problem = new ProblemDetails { Status = status, Title = Title(status), Detail = detail };
        if (parameter is not null)
        {
            problem.Extensions["parameter"] = parameter;
        }

        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", http.RequestAborted);
    }

    private static async Task AnswerMistakes(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (QueryMistake mistake) when (!http.Response.HasStarted)
        {
            await Write(http, mistake.Status, mistake.Message, mistake.Parameter);
        }
        catch (UnanswerableException unanswerable) when (!http.Response.HasStarted)
        {
            await Write(http, StatusCodes.Status422UnprocessableEntity, unanswerable.Message);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await Write(http, bad.StatusCode, bad.Message);
        }
        catch (StoreUnavailableException) when (!http.Response.HasStarted)
        {
            http.Response.Headers.RetryAfter = "2";
            await Write(http, StatusCodes.Status503ServiceUnavailable, "The database does not answer now. Nothing was changed: ask again in a moment.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !http.Response.HasStarted)
        {
            LogFailure(http.RequestServices.GetRequiredService<ILogger<ReadApi.Questions>>(), failure, http.Request.Path);
            await Write(http, StatusCodes.Status500InternalServerError, "That is our fault, and it is in the log. Nothing was changed: asking again does no harm.");
        }
    }

    private static string Title(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The question cannot be read",
        StatusCodes.Status401Unauthorized => "Who is asking?",
        StatusCodes.Status403Forbidden => "Not allowed",
        StatusCodes.Status404NotFound => "Not found",
        StatusCodes.Status405MethodNotAllowed => "Not in this way",
        StatusCodes.Status409Conflict => "It cannot be kept",
        StatusCodes.Status413PayloadTooLarge => "Too much at once",
        StatusCodes.Status415UnsupportedMediaType => "Not in this form",
        StatusCodes.Status422UnprocessableEntity => "The totals cannot answer that exactly",
        StatusCodes.Status429TooManyRequests => "Too many questions at once",
        StatusCodes.Status503ServiceUnavailable => "Not now",
        _ => "Something went wrong",
    };

    private static string Remedy(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address. The API is described at /openapi/v1.json.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take that method. The API is described at /openapi/v1.json.",
        StatusCodes.Status403Forbidden => "Your role does not allow that.",
        StatusCodes.Status415UnsupportedMediaType => "Send JSON as application/json; where spans and traces are sent also as application/x-ndjson, with one on each line.",
        _ => "The API is described at /openapi/v1.json.",
    };

    [LoggerMessage(LogLevel.Error, "A question to {Path} failed")]
    private static partial void LogFailure(ILogger log, Exception failure, string path);
}
