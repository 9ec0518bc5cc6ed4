using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CostDashboard.Core.Traces;
using CostDashboard.Ingest.Tests.Hosting;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>A test for each duty of an OTLP/gRPC receiver, on a real server that speaks HTTP/2.</summary>
public sealed class OtlpGrpcTests
{
    private const string Traces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private const string Logs = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
    private const string Metrics = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    public async Task Spans_that_are_answered_with_ok_are_stored(string contentType)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var span = Answers.Mine(receiver, "s1");

        var answer = await CallAsync(receiver, Frame(OtlpRequest.Protobuf([span])), contentType: contentType);

        Assert.Equal((0, ""), (answer.Status, answer.Message));
        Assert.Equal(Frame([]), answer.Body);
        Assert.Equal([span], (await receiver.StoredAsync([span.Key.TraceKey])).Select(s => s.Span.Source), SameSpan.Instance);
    }

    [Fact]
    public async Task A_gzip_message_is_taken()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var span = Answers.Mine(receiver, "s1");

        var answer = await CallAsync(receiver, Frame(Answers.Gzip(OtlpRequest.Protobuf([span])), isCompressed: true), encoding: "gzip");

        Assert.Equal(0, answer.Status);
        Assert.Single(await receiver.StoredAsync([span.Key.TraceKey]));
    }

    [Fact]
    public async Task An_uncompressed_message_of_a_sender_that_compresses_others_is_taken()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        Assert.Equal(0, (await CallAsync(receiver, Frame([]), encoding: "gzip")).Status);
    }

    [Fact]
    public async Task Another_compression_is_unimplemented_and_those_that_are_not_are_named()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var answer = await CallAsync(receiver, Frame([1, 2], isCompressed: true), encoding: "zstd");

        Assert.Equal(12, answer.Status);
        Assert.Equal("identity,gzip", answer.AcceptEncoding);
    }

    [Fact]
    public async Task Good_spans_beside_bad_ones_are_stored_and_the_bad_ones_are_counted()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var good = Answers.Mine(receiver, "good");
        var bad = Answers.Mine(receiver, "bad") with { Key = good.Key with { Span = default } };

        var answer = await CallAsync(receiver, Frame(OtlpRequest.Protobuf([bad, good])));

        Assert.Equal(0, answer.Status);
        Assert.Equal(1, Answers.Partial(answer.Body[5..]).Rejected);
        Assert.Single(await receiver.StoredAsync([good.Key.TraceKey]));
    }

    [Fact]
    public async Task Bad_data_is_an_invalid_argument_with_details()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var answer = await CallAsync(receiver, Frame([0x0A, 0xFF]));

        Assert.Equal(3, answer.Status);
        Assert.Equal((3, answer.Message), Answers.Status(answer.Details));
        Assert.Contains("google.rpc.BadRequest", Encoding.Latin1.GetString(answer.Details), StringComparison.Ordinal);
    }

    public static TheoryData<byte[]> BrokenFrames => new()
    {
        Array.Empty<byte>(),
        new byte[] { 0, 0, 0 },
        new byte[] { 0, 0, 0, 0, 9, 1 },
        new byte[] { 2, 0, 0, 0, 0 },
        new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
        new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF },
    };

    [Theory]
    [MemberData(nameof(BrokenFrames))]
    public async Task A_broken_frame_is_an_invalid_argument(byte[] frame)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        Assert.Equal(3, (await CallAsync(receiver, frame)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_beyond_the_limit_exhausts_resources_and_is_not_to_be_sent_again(bool isGzip)
    {
        await using var receiver = await RunningReceiver.StartAsync(new() { MostBodyBytes = 100_000 });
        var message = new byte[100_001];

        var answer = await CallAsync(receiver, Frame(isGzip ? Answers.Gzip(message) : message, isGzip), encoding: isGzip ? "gzip" : null);

        Assert.Equal(8, answer.Status);
        Assert.DoesNotContain("google.rpc.RetryInfo", Encoding.Latin1.GetString(answer.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_write_now_is_unavailable_with_when_to_come_back()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        receiver.Store.Failure = new StoreUnavailableException("busy");

        var answer = await CallAsync(receiver, Frame(OtlpRequest.Protobuf([Answers.Mine(receiver, "s1")])));

        Assert.Equal(14, answer.Status);
        Assert.Contains("google.rpc.RetryInfo", Encoding.Latin1.GetString(answer.Details), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("cd_wrong")]
    public async Task Without_a_key_that_is_known_nothing_is_taken(string? secret)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        Assert.Equal(16, (await CallAsync(receiver, Frame([]), secret: secret)).Status);
    }

    [Fact]
    public async Task Log_records_that_tell_of_no_call_are_taken_and_counted()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        // resource_logs { scope_logs { log_records {} log_records {} } }
        var answer = await CallAsync(receiver, Frame([0x0A, 0x06, 0x12, 0x04, 0x12, 0x00, 0x12, 0x00]), Logs);

        Assert.Equal((0, 2L), (answer.Status, receiver.Ignored));
        Assert.Equal(Frame([]), answer.Body);
    }

    [Fact]
    public async Task Data_points_are_taken_and_counted()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        // resource_metrics { scope_metrics { metrics { sum { data_points {} data_points {} } } } }
        var answer = await CallAsync(receiver, Frame([0x0A, 0x0A, 0x12, 0x08, 0x12, 0x06, 0x3A, 0x04, 0x0A, 0x00, 0x0A, 0x00]), Metrics);

        Assert.Equal((0, 2L), (answer.Status, receiver.Ignored));
        Assert.Equal(Frame([]), answer.Body);
    }

    [Fact]
    public async Task What_is_not_grpc_is_refused_in_http()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        using var request = Request(Frame([]), Traces, "application/json", null, RunningReceiver.Secret);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await receiver.Grpc.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Grpc_over_http_1_is_told_to_upgrade()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        Assert.Equal(HttpStatusCode.UpgradeRequired, (await receiver.PostAsync(Frame([]), "application/grpc", Traces)).StatusCode);
    }

    internal static byte[] Frame(byte[] message, bool isCompressed = false)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    internal static async Task<Answer> CallAsync(
        RunningReceiver receiver,
        byte[] frame,
        string path = Traces,
        string contentType = "application/grpc",
        string? encoding = null,
        string? secret = RunningReceiver.Secret)
    {
        using var request = Request(frame, path, contentType, encoding, secret);
        using var response = await receiver.Grpc.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/grpc", response.Content.Headers.ContentType?.ToString());
        return new(
            int.Parse(Trailer(response, "grpc-status"), System.Globalization.CultureInfo.InvariantCulture),
            Uri.UnescapeDataString(Trailer(response, "grpc-message")),
            Convert.FromBase64String(Trailer(response, "grpc-status-details-bin")),
            body,
            response.Headers.TryGetValues("grpc-accept-encoding", out var accepted) ? accepted.Single() : "");
    }

    private static HttpRequestMessage Request(byte[] frame, string path, string contentType, string? encoding, string? secret)
    {
        var content = new ByteArrayContent(frame);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        if (encoding is not null)
        {
            request.Headers.TryAddWithoutValidation("grpc-encoding", encoding);
        }

        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("authorization", $"Bearer {secret}");
        }

        return request;
    }

    private static string Trailer(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values) ? values.Single() : "";

    internal sealed record Answer(int Status, string Message, byte[] Details, byte[] Body, string AcceptEncoding);
}
