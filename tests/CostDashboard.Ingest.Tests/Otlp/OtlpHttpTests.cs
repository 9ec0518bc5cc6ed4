using System.Net;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Traces;
using CostDashboard.Ingest.Tests.Hosting;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>A test for each duty of an OTLP/HTTP receiver, on a real server.</summary>
public sealed class OtlpHttpTests
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";
    private const string OneSpan =
        """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"n","startTimeUnixNano":"1","endTimeUnixNano":"2"}]}]}]}""";

    [Fact]
    public async Task Spans_that_are_answered_with_success_are_stored()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var span = Answers.Mine(receiver, "s1");

        var response = await receiver.PostAsync(OtlpRequest.Protobuf([span]), Protobuf);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Protobuf, response.Content.Headers.ContentType?.ToString());
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal([span], (await receiver.StoredAsync([span.Key.TraceKey])).Select(s => s.Span.Source), SameSpan.Instance);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    public async Task Json_is_answered_in_json_whatever_the_parameters(string contentType)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var response = await receiver.PostAsync(Encoding.UTF8.GetBytes(OneSpan), contentType);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Json, response.Content.Headers.ContentType?.ToString());
        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Another_content_type_is_refused_with_415_and_a_status(string contentType)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var response = await receiver.PostAsync([], contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("application/x-protobuf or application/json", (await Answers.StatusAsync(response)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData(null)]
    public async Task An_uncompressed_body_is_taken(string? encoding)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await receiver.PostAsync(Encoding.UTF8.GetBytes(OneSpan), Json, encoding: encoding)).StatusCode);
    }

    [Theory]
    [InlineData(Protobuf, "")]
    [InlineData(Json, "{}")]
    [InlineData(Json, "")]
    [InlineData(Json, """{"resourceSpans":[]}""")]
    public async Task An_empty_request_is_a_success(string contentType, string body)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await receiver.PostAsync(Encoding.UTF8.GetBytes(body), contentType)).StatusCode);
    }

    [Theory]
    [InlineData(Protobuf, "\u0001\u0001")]
    [InlineData(Protobuf, "{}")]
    [InlineData(Json, "{")]
    [InlineData(Json, "[]")]
    [InlineData(Json, "{} {}")]
    [InlineData(Json, """{"resourceSpans":{}}""")]
    [InlineData(Json, """{"resourceSpans":[{"scopeSpans":[{"spans":7}]}]}""")]
    public async Task A_body_that_cannot_be_decoded_is_refused_with_400_and_a_status_in_its_own_encoding(string contentType, string body)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var response = await receiver.PostAsync(Encoding.UTF8.GetBytes(body), contentType);
        var status = await Answers.StatusAsync(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(3, status.Code);
        Assert.NotEmpty(status.Message);
    }

    [Fact]
    public async Task Good_spans_beside_bad_ones_are_stored_and_the_bad_ones_are_counted()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var good = Answers.Mine(receiver, "good");
        var noTrace = Answers.Mine(receiver, "s2") with { Key = good.Key with { Trace = default } };
        var noId = Answers.Mine(receiver, "s3") with { Key = good.Key with { Span = default } };

        var response = await receiver.PostAsync(OtlpRequest.Protobuf([noTrace, good, noId]), Protobuf);
        var (rejected, message) = Answers.Partial(await response.Content.ReadAsByteArrayAsync());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, rejected);
        Assert.Contains("2 of 3 spans were rejected", message, StringComparison.Ordinal);
        Assert.Contains("the trace id is missing, all zero or not 16 bytes (s2", message, StringComparison.Ordinal);
        Assert.Contains("the span id is missing, all zero or not 8 bytes (s3)", message, StringComparison.Ordinal);
        Assert.Equal([good.Key], (await receiver.StoredAsync([good.Key.TraceKey])).Select(s => s.Key));
    }

    [Fact]
    public async Task A_partial_success_in_json_counts_in_text_as_proto3_does()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var body = OneSpan.Replace("5b8efff798038103d269b633813fc60c", "abc123", StringComparison.Ordinal);

        using var answer = JsonDocument.Parse(await (await receiver.PostAsync(Encoding.UTF8.GetBytes(body), Json)).Content.ReadAsStringAsync());

        var partial = answer.RootElement.GetProperty("partialSuccess");
        Assert.Equal("1", partial.GetProperty("rejectedSpans").GetString());
        Assert.StartsWith("1 of 1 spans were rejected", partial.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_that_were_posted_to_the_traces_are_answered_with_a_warning()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var answer = await (await receiver.PostAsync("""{"resourceLogs":[{}]}"""u8.ToArray(), Json)).Content.ReadAsStringAsync();

        Assert.Equal("""{"partialSuccess":{"errorMessage":"the body holds logs or metrics, which were not taken: /v1/traces takes spans"}}""", answer);
    }

    [Theory]
    [InlineData("/v1/logs", """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{},{"body":{"stringValue":"x"}}]}]}]}""", 2)]
    [InlineData("/v1/metrics", """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"sum":{"dataPoints":[{},{},{}]}}]}]}]}""", 3)]
    public async Task Records_and_metrics_that_tell_of_no_call_are_taken_without_a_complaint_and_counted(string path, string body, long count)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var response = await receiver.PostAsync(Encoding.UTF8.GetBytes(body), Json, path);

        Assert.Equal((HttpStatusCode.OK, "{}"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(count, receiver.Ignored);
    }

    [Fact]
    public async Task Of_log_records_the_sender_is_told_as_log_records()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var body = """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{},{"body":{"stringValue":"claude_code.api_request"}}]}]}]}"""u8.ToArray();

        using var answer = JsonDocument.Parse(await (await receiver.PostAsync(body, Json, "/v1/logs")).Content.ReadAsStringAsync());

        Assert.StartsWith(
            "1 of 2 log records were rejected: ", answer.RootElement.GetProperty("partialSuccess").GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, "gauge")]
    [InlineData(7, "sum")]
    [InlineData(9, "histogram")]
    [InlineData(10, "exponential histogram")]
    [InlineData(11, "summary")]
    public async Task Data_points_of_every_kind_of_metric_are_counted_in_protobuf_too(byte field, string kind)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        // resource_metrics { scope_metrics { metrics { KIND { data_points {} data_points {} } } } }
        byte[] body = [0x0A, 0x0A, 0x12, 0x08, 0x12, 0x06, (byte)((field << 3) | 2), 0x04, 0x0A, 0x00, 0x0A, 0x00];
        var response = await receiver.PostAsync(body, Protobuf, "/v1/metrics");

        Assert.True(response.StatusCode is HttpStatusCode.OK, kind);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(2, receiver.Ignored);
    }

    [Theory]
    [InlineData(Protobuf)]
    [InlineData(Json)]
    public async Task Profiles_have_no_door(string contentType)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await receiver.PostAsync([], contentType, "/v1development/profiles")).StatusCode);
    }

    [Theory]
    [InlineData("/v1/logs")]
    [InlineData("/v1/metrics")]
    public async Task Other_signals_without_content_are_a_success(string path)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        Assert.Equal("{}", await (await receiver.PostAsync("{}"u8.ToArray(), Json, path)).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("cd_wrong")]
    public async Task Without_a_key_that_is_known_nothing_is_taken(string? secret)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var response = await receiver.PostAsync(Encoding.UTF8.GetBytes(OneSpan), Json, secret: secret);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal(16, (await Answers.StatusAsync(response)).Code);
    }

    [Fact]
    public async Task A_method_other_than_post_is_refused_with_405()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var response = await receiver.Http.GetAsync("/v1/traces");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", response.Content.Headers.Allow.Single());
    }

    [Fact]
    public async Task A_store_that_cannot_write_now_is_answered_with_503_and_when_to_come_back()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        receiver.Store.Failure = new StoreUnavailableException("busy");

        var response = await receiver.PostAsync(Encoding.UTF8.GetBytes(OneSpan), Json);
        var status = await Answers.StatusAsync(response);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("2", response.Headers.RetryAfter?.ToString());
        Assert.Equal((14, "the database cannot take a write now; send again later"), status);
    }

    [Fact]
    public async Task Too_many_bytes_on_their_way_in_are_answered_with_429_and_when_to_come_back()
    {
        await using var receiver = await RunningReceiver.StartAsync(new() { MostBytesInFlight = 1_000, RetryAfter = TimeSpan.FromSeconds(7) });

        var response = await receiver.PostAsync(Encoding.UTF8.GetBytes(OneSpan), Json);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("7", response.Headers.RetryAfter?.ToString());
        Assert.Equal(14, (await Answers.StatusAsync(response)).Code);
    }

    [Fact]
    public async Task A_retry_of_what_was_stored_changes_nothing()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var body = OtlpRequest.Protobuf([Answers.Mine(receiver, "s1"), Answers.Mine(receiver, "s2", "s1")]);
        var trace = A.Trace() with { Project = receiver.Key.Project };

        await receiver.PostAsync(body, Protobuf);
        var once = await receiver.StoredAsync([trace]);
        await receiver.PostAsync(body, Protobuf);

        Assert.Equal(2, once.Count);
        Assert.Equal(once.Select(s => s.Key), (await receiver.StoredAsync([trace])).Select(s => s.Key));
    }
}
