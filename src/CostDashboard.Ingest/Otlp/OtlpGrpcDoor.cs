using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Ingest.Otlp;

/// <summary>OTLP over gRPC, by hand: one unary call needs no more than a frame around the message and three trailers.</summary>
/// <remarks>
/// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
/// A frame is one byte (1: compressed), four bytes (the message's length, big-endian) and the message.
/// </remarks>
internal static class OtlpGrpcDoor
{
    private const int FrameHeader = 5;
    private const string ContentType = "application/grpc";

    internal static RequestDelegate For(OtlpSignal signal) => context => AnswerAsync(context, signal);

    private static async Task AnswerAsync(HttpContext context, OtlpSignal signal)
    {
        if (!context.Response.SupportsTrailers())
        {
            // gRPC's answer stands in trailers, which only HTTP/2 has.
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (!IsGrpc(context.Request.ContentType))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        var receiver = context.RequestServices.GetRequiredService<OtlpReceiver>();
        OtlpAnswer answer;
        try
        {
            answer = await ReceiveAsync(context, receiver, signal);
        }
        catch (BadHttpRequestException e)
        {
            answer = new OtlpAnswer.Refused(Refusal.Undecodable, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        await WriteAsync(context, receiver.Options, answer, signal);
    }

    private static async Task<OtlpAnswer> ReceiveAsync(HttpContext context, OtlpReceiver receiver, OtlpSignal signal)
    {
        var request = context.Request;
        var (key, refused) = await receiver.AuthenticateAsync(request.Headers, context.RequestAborted);
        if (key is null)
        {
            return refused!;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } serverLimit)
        {
            serverLimit.MaxRequestBodySize = null;
        }

        var limit = receiver.Options.MostBodyBytes;
        (var frame, refused) = await OtlpBody.ReadAsync(
            request.Body, isGzip: false, request.ContentLength, limit + FrameHeader, receiver.Budget, context.RequestAborted);
        if (frame is null)
        {
            return refused!;
        }

        (var message, refused) = await UnpackAsync(frame, request, receiver, context.RequestAborted);
        return message is null ? refused! : await receiver.ReceiveAsync(signal, OtlpEncoding.Protobuf, message, SenderOf(key, request), context.RequestAborted);
    }

    /// <summary>The message inside the frame; the frame is disposed, or is itself what is returned.</summary>
    private static async Task<(OtlpBody? Message, OtlpAnswer.Refused? Refused)> UnpackAsync(
        OtlpBody frame, HttpRequest request, OtlpReceiver receiver, CancellationToken cancellationToken)
    {
        var isWhole = IsOneFrame(frame.Bytes.Span, out var isCompressed);
        if (isWhole && !isCompressed)
        {
            frame.DropStart(FrameHeader);
            return (frame, null);
        }

        using (frame)
        {
            if (!isWhole)
            {
                return (null, new(Refusal.Undecodable, "the body is not one whole gRPC message"));
            }

            if (!string.Equals(request.Headers["grpc-encoding"], "gzip", StringComparison.OrdinalIgnoreCase))
            {
                return (null, new(Refusal.Unsupported, "the grpc-encoding must be gzip or identity"));
            }

            frame.DropStart(FrameHeader);
            await using var packed = frame.OpenRead();
            return await OtlpBody.ReadAsync(packed, isGzip: true, null, receiver.Options.MostBodyBytes, receiver.Budget, cancellationToken);
        }
    }

    private static bool IsOneFrame(ReadOnlySpan<byte> body, out bool isCompressed)
    {
        isCompressed = body.Length >= FrameHeader && body[0] == 1;
        return body.Length >= FrameHeader
            && body[0] <= 1
            && BinaryPrimitives.ReadUInt32BigEndian(body[1..]) == (uint)(body.Length - FrameHeader);
    }

    private static Sender SenderOf(ApiKey key, HttpRequest request) => new(Door.OtlpGrpc, key.Project, key.Id, request.Headers.UserAgent);

    private static async Task WriteAsync(HttpContext context, IngestOptions options, OtlpAnswer answer, OtlpSignal signal)
    {
        var response = context.Response;
        response.ContentType = ContentType;
        response.Headers["grpc-accept-encoding"] = "identity,gzip";
        switch (answer)
        {
            case OtlpAnswer.Taken taken:
                await WriteFrameAsync(response, OtlpMessages.Response(taken, signal, OtlpEncoding.Protobuf), context.RequestAborted);
                response.AppendTrailer("grpc-status", GrpcStatus.Ok.ToString(CultureInfo.InvariantCulture));
                break;
            case OtlpAnswer.Refused refused:
                var code = GrpcStatus.Of(refused.Reason);
                var details = OtlpMessages.Status(refused, code, options.RetryAfter, OtlpEncoding.Protobuf);
                response.AppendTrailer("grpc-status", code.ToString(CultureInfo.InvariantCulture));
                response.AppendTrailer("grpc-message", PercentEncoded(refused.Message));
                response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(details));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task WriteFrameAsync(HttpResponse response, byte[] message, CancellationToken cancellationToken)
    {
        var frame = new byte[FrameHeader + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, FrameHeader);
        await response.Body.WriteAsync(frame, cancellationToken);
    }

    // application/grpc, application/grpc+proto, either with parameters; not application/grpc-web
    private static bool IsGrpc(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = contentType.AsSpan(ContentType.Length);
        return rest.IsEmpty || rest[0] == ';' || rest.StartsWith("+proto", StringComparison.OrdinalIgnoreCase);
    }

    // Printable ASCII but the percent sign stands for itself; all else is %XX of its UTF-8.
    private static string PercentEncoded(string message)
    {
        var text = new StringBuilder(message.Length);
        foreach (var one in Encoding.UTF8.GetBytes(message))
        {
            if (one is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                text.Append((char)one);
            }
            else
            {
                text.Append('%').Append(one.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }
}
