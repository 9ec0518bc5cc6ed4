using System.Net;
using System.Text;
using CostDashboard.Ingest.Tests.Hosting;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>How a body may come: packed, in chunks, and how large.</summary>
public sealed class OtlpHttpBodyTests
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    [Fact]
    public async Task A_gzip_body_is_taken()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var span = Answers.Mine(receiver, "s1");

        var response = await receiver.PostAsync(Answers.Gzip(OtlpRequest.Protobuf([span])), Protobuf, encoding: "gzip");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(await receiver.StoredAsync([span.Key.TraceKey]));
    }

    [Fact]
    public async Task A_gzip_body_that_breaks_off_is_refused_and_nothing_of_it_is_stored()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var span = Answers.Mine(receiver, "s1");
        var whole = Answers.Gzip(OtlpRequest.Protobuf([span]));

        for (var length = 1; length < whole.Length; length += 7)
        {
            var response = await receiver.PostAsync(whole[..length], Protobuf, encoding: "gzip");

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        Assert.Empty(await receiver.StoredAsync([span.Key.TraceKey]));
    }

    [Fact]
    public async Task Another_compression_is_refused_with_415()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var response = await receiver.PostAsync([], Json, encoding: "br");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("gzip or identity", (await Answers.StatusAsync(response)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_beyond_the_limit_after_decompression_is_refused_with_413(bool isGzip)
    {
        await using var receiver = await RunningReceiver.StartAsync(new() { MostBodyBytes = 100_000 });
        var body = Encoding.UTF8.GetBytes($"{{\"x\":\"{new string('a', 100_000)}\"}}");

        var response = await receiver.PostAsync(isGzip ? Answers.Gzip(body) : body, Json, encoding: isGzip ? "gzip" : null);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("a request may have 100,000 bytes after decompression; send smaller batches", (await Answers.StatusAsync(response)).Message);
    }

    [Fact]
    public async Task A_body_just_at_the_limit_is_taken()
    {
        await using var receiver = await RunningReceiver.StartAsync(new() { MostBodyBytes = 100_000 });
        var body = Encoding.UTF8.GetBytes($"{{\"x\":\"{new string('a', 100_000 - 8)}\"}}");

        Assert.Equal(HttpStatusCode.OK, (await receiver.PostAsync(body, Json)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await receiver.PostAsync(Answers.Gzip(body), Json, encoding: "gzip")).StatusCode);
    }

    [Fact]
    public async Task A_body_in_chunks_is_taken()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var span = Answers.Mine(receiver, "s1");
        using var content = new StreamContent(new MemoryStream(OtlpRequest.Protobuf([span])));
        content.Headers.TryAddWithoutValidation("Content-Type", Protobuf);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.TryAddWithoutValidation("x-api-key", RunningReceiver.Secret);

        var response = await receiver.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(await receiver.StoredAsync([span.Key.TraceKey]));
    }
}
