using System.Globalization;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Ingest.Langfuse;

/// <summary>Langfuse's batch protocol over HTTP: reads headers, writes statuses. What it takes in goes to <see cref="LangfuseReceiver"/>.</summary>
/// <remarks>https://api.reference.langfuse.com/#tag/ingestion/POST/api/public/ingestion</remarks>
internal static class LangfuseIngestion
{
    internal const string Path = "/api/public/ingestion";

    /// <summary>Bytes of a batch after decompression, as Langfuse has it; its clients send at most 3.5 MB.</summary>
    internal const int MostBytes = 4_500_000;

    internal static async Task TakeAsync(HttpContext http)
    {
        LangfuseAnswer answer;
        try
        {
            answer = await ReceiveAsync(http);
        }
        catch (BadHttpRequestException e)
        {
            // The sender broke HTTP itself (a chunk without a length, a body that is too slow).
            answer = new LangfuseAnswer.Refused(Refusal.Undecodable, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        await WriteAsync(http, answer);
    }

    /// <summary>What else clients ask (prompts, data sets, media): nothing of it is kept here, and they are told so in their form.</summary>
    internal static IResult NotKept(HttpRequest request, string rest) => request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase) ? NoBatch(request) : TypedResults.Json(
        new { message = $"CostDashboard does not keep what '/api/public/{LangfuseEnvelopes.Cut(rest)}' is about. It takes traces, observations and scores; keep prompts, data sets and media in Langfuse.", error = "LangfuseNotFoundError" },
        statusCode: StatusCodes.Status404NotFound);

    // What is sent to the batches' own address in another way ends here too.
    private static IResult NoBatch(HttpRequest request) => TypedResults.Json(
        new { message = "Send batches by POST, with Content-Type: application/json.", error = "InvalidRequestError" },
        statusCode: HttpMethods.IsPost(request.Method) ? StatusCodes.Status415UnsupportedMediaType : StatusCodes.Status405MethodNotAllowed);

    private static async Task<LangfuseAnswer> ReceiveAsync(HttpContext http)
    {
        var otlp = http.RequestServices.GetRequiredService<OtlpReceiver>();
        if (OtlpHttpDoor.CompressionOf(http.Request) is not { } isGzip)
        {
            return new LangfuseAnswer.Refused(Refusal.Unsupported, "the content encoding must be gzip or identity");
        }

        var (key, refused) = await otlp.AuthenticateAsync(http.Request.Headers, http.RequestAborted);
        if (key is null)
        {
            return new LangfuseAnswer.Refused(refused!.Reason, refused.Message);
        }

        // Our limit holds after decompression and is answered in the protocol's manner; the server's own would come before it.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } serverLimit)
        {
            serverLimit.MaxRequestBodySize = null;
        }

        (var body, refused) = await OtlpBody.ReadAsync(http.Request.Body, isGzip, http.Request.ContentLength, MostBytes, otlp.Budget, http.RequestAborted);
        return body is null
            ? new LangfuseAnswer.Refused(refused!.Reason, refused.Message)
            : await http.RequestServices.GetRequiredService<LangfuseReceiver>()
                .ReceiveAsync(body, new(Door.Langfuse, key.Project, key.Id, OtlpHttpDoor.ClientOf(http.Request.Headers)), http.RequestAborted);
    }

    private static Task WriteAsync(HttpContext http, LangfuseAnswer answer)
    {
        switch (answer)
        {
            case LangfuseAnswer.Taken taken:
                http.Response.StatusCode = StatusCodes.Status207MultiStatus;
                return http.Response.WriteAsJsonAsync(
                    new LangfuseResults(
                        [.. taken.Successes.Select(id => new LangfuseSuccess(id, StatusCodes.Status201Created))],
                        [.. taken.Mistakes.Select(wrong => new LangfuseError(wrong.Id, StatusCodes.Status400BadRequest, $"{wrong.Field}: {wrong.Reason}. {wrong.Remedy}", "InvalidRequestError"))]),
                    http.RequestAborted);
            case LangfuseAnswer.Refused refused:
                http.Response.StatusCode = OtlpHttpDoor.StatusOf(refused.Reason);
                if (refused.Reason is Refusal.Throttled or Refusal.Unavailable)
                {
                    var wait = http.RequestServices.GetRequiredService<IngestOptions>().RetryAfter;
                    http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                }

                return http.Response.WriteAsJsonAsync(new { message = refused.Message, error = NameOf(refused.Reason), errors = new[] { refused.Message } }, http.RequestAborted);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string NameOf(Refusal reason) => reason switch
    {
        Refusal.Unauthenticated => "UnauthorizedError",
        Refusal.Throttled or Refusal.Unavailable => "ServiceUnavailableError",
        _ => "InvalidRequestError",
    };
}

/// <summary>What became of a batch.</summary>
/// <param name="Successes">Durable, each with its status 201.</param>
/// <param name="Errors">Not taken, for good.</param>
public sealed record LangfuseResults(IReadOnlyList<LangfuseSuccess> Successes, IReadOnlyList<LangfuseError> Errors);

/// <param name="Id">Of the event.</param>
public sealed record LangfuseSuccess(string Id, int Status);

/// <param name="Id">Of the event; empty where it has none.</param>
/// <param name="Message">The field, what is wrong with it, and what to do.</param>
public sealed record LangfuseError(string Id, int Status, string Message, string Error);
