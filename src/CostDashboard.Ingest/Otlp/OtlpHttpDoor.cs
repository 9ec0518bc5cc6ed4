using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Json;
using CostDashboard.Ingest.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace CostDashboard.Ingest.Otlp;

/// <summary>OTLP over HTTP: reads headers, writes statuses. What it takes in goes to <see cref="OtlpReceiver"/>.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otlp/#otlphttp</remarks>
internal static class OtlpHttpDoor
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    /// <param name="door">What spans say they came through: the same protocol stands at several addresses.</param>
    internal static RequestDelegate For(OtlpSignal signal, Door door = Door.OtlpHttp) => context => AnswerAsync(context, signal, door);

    private static async Task AnswerAsync(HttpContext context, OtlpSignal signal, Door door)
    {
        var receiver = context.RequestServices.GetRequiredService<OtlpReceiver>();
        var encoding = EncodingOf(context.Request);
        OtlpAnswer answer;
        try
        {
            answer = await ReceiveAsync(context, receiver, signal, door, encoding);
        }
        catch (BadHttpRequestException e)
        {
            // The sender broke HTTP itself (a chunk without a length, a body that is too slow).
            answer = new OtlpAnswer.Refused(Refusal.Undecodable, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        await WriteAsync(context, receiver.Options, answer, signal, encoding ?? OtlpEncoding.Json);
    }

    private static async Task<OtlpAnswer> ReceiveAsync(HttpContext context, OtlpReceiver receiver, OtlpSignal signal, Door door, OtlpEncoding? encoding)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method))
        {
            return new OtlpAnswer.Refused(Refusal.WrongMethod, "send it with POST");
        }

        if (encoding is null)
        {
            return new OtlpAnswer.Refused(Refusal.Unsupported, $"the content type must be {Protobuf} or {Json}");
        }

        if (CompressionOf(request) is not { } isGzip)
        {
            return new OtlpAnswer.Refused(Refusal.Unsupported, "the content encoding must be gzip or identity");
        }

        var (key, refused) = await receiver.AuthenticateAsync(request.Headers, context.RequestAborted);
        if (key is null)
        {
            return refused!;
        }

        // Our limit holds after decompression and is answered in OTLP's manner; the server's own would come before it.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } serverLimit)
        {
            serverLimit.MaxRequestBodySize = null;
        }

        (var body, refused) = await OtlpBody.ReadAsync(
            request.Body, isGzip, request.ContentLength, receiver.Options.MostBodyBytes, receiver.Budget, context.RequestAborted);
        return body is null ? refused! : await receiver.ReceiveAsync(signal, encoding.Value, body, SenderOf(door, key, request), context.RequestAborted);
    }

    private static Sender SenderOf(Door door, ApiKey key, HttpRequest request) => new(JsonDoor.IsImport(request) ? Door.Import : door, key.Project, key.Id, ClientOf(request.Headers));

    // Langfuse's libraries send with OpenTelemetry's exporter, whose name is in User-Agent; their own stands beside it, as "javascript" or "langfuse-js".
    internal static string? ClientOf(IHeaderDictionary headers)
    {
        if ((string?)headers["x-langfuse-sdk-name"] is not { Length: > 0 } name)
        {
            return headers.UserAgent;
        }

        var client = name.StartsWith("langfuse", StringComparison.Ordinal) ? name : $"langfuse-{name}";
        return (string?)headers["x-langfuse-sdk-version"] is { Length: > 0 } version ? $"{client}/{version}" : client;
    }

    private static async Task WriteAsync(HttpContext context, IngestOptions options, OtlpAnswer answer, OtlpSignal signal, OtlpEncoding encoding)
    {
        var response = context.Response;
        byte[] body;
        switch (answer)
        {
            case OtlpAnswer.Taken taken:
                body = OtlpMessages.Response(taken, signal, encoding);
                break;
            case OtlpAnswer.Refused refused:
                response.StatusCode = StatusOf(refused.Reason);
                AddHeaders(response, refused, options);
                body = OtlpMessages.Status(refused, GrpcStatus.Of(refused.Reason), options.RetryAfter, encoding);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        response.ContentType = encoding is OtlpEncoding.Json ? Json : Protobuf;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static void AddHeaders(HttpResponse response, OtlpAnswer.Refused refused, IngestOptions options)
    {
        if (refused.IsForLater)
        {
            response.Headers.RetryAfter = Math.Ceiling(options.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
        else if (refused.Reason is Refusal.Unauthenticated)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (refused.Reason is Refusal.WrongMethod)
        {
            response.Headers.Allow = HttpMethods.Post;
        }
    }

    internal static int StatusOf(Refusal reason) => reason switch
    {
        Refusal.Undecodable => StatusCodes.Status400BadRequest,
        Refusal.Unauthenticated => StatusCodes.Status401Unauthorized,
        Refusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        Refusal.Unsupported => StatusCodes.Status415UnsupportedMediaType,
        Refusal.WrongMethod => StatusCodes.Status405MethodNotAllowed,
        Refusal.Throttled => StatusCodes.Status429TooManyRequests,
        Refusal.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a refusal"),
    };

    private static OtlpEncoding? EncodingOf(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? null
        : type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Protobuf
        : type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Json
        : null;

    // Whether it is gzip; null for what we do not unpack.
    internal static bool? CompressionOf(HttpRequest request)
    {
        string? encoding = request.Headers.ContentEncoding;
        return string.IsNullOrEmpty(encoding) || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase) ? false
            : encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) ? true
            : null;
    }
}
