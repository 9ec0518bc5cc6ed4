using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Ingest.Tests.Hosting;
using CostDashboard.Ingest.Tests.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Langfuse;

/// <summary>What clients of Langfuse send and ask, on a real server.</summary>
public sealed class LangfuseDoorTests
{
    private const string Traces = "/api/public/otel/v1/traces";
    private const string Metrics = "/api/public/otel/v1/metrics";
    private const string Projects = "/api/public/projects";

    [Theory]
    [InlineData("gzip")]
    [InlineData(null)]
    public async Task Spans_come_in_with_both_halves_of_a_key(string? encoding)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var span = Answers.Mine(receiver, "s1");
        var body = OtlpRequest.Protobuf([span]);

        using var answer = await PostAsync(receiver, Traces, encoding is null ? body : Answers.Gzip(body), encoding);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([span], (await receiver.StoredAsync([span.Key.TraceKey])).Select(s => s.Span.Source), SameSpan.Instance);
    }

    [Fact]
    public async Task Metrics_are_taken_without_a_complaint()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        using var answer = await PostAsync(receiver, Metrics, []);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("pk-lf-999999", RunningReceiver.Secret, "the public key is not the one of this secret key, which is pk-lf-")]
    [InlineData("", RunningReceiver.Secret, "the public key is not the one of this secret key")]
    [InlineData("pk-lf-1", "cd_another", "unknown or revoked")]
    [InlineData("pk-lf-1", "", "no API key")]
    public async Task Halves_that_do_not_belong_together_are_refused_with_the_remedy(string publicKey, string secret, string remedy)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        using var sent = await PostAsync(receiver, Traces, [], authorization: Basic(publicKey, secret));
        using var asked = await GetAsync(receiver, Projects, Basic(publicKey, secret));

        Assert.Equal(HttpStatusCode.Unauthorized, sent.StatusCode);
        Assert.Contains(remedy, (await Answers.StatusAsync(sent)).Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        Assert.Contains(remedy, (await JsonAsync(asked)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm8gY29sb24=")]
    [InlineData("Digest abc")]
    public async Task What_is_no_pair_is_no_key(string authorization)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        using var answer = await PostAsync(receiver, Traces, [], authorization: authorization);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("no API key", (await Answers.StatusAsync(answer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_finds_that_the_server_is_there_and_the_project_of_its_keys()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        using var health = await GetAsync(receiver, "/api/public/health", authorization: null);
        using var projects = await GetAsync(receiver, Projects, Pair(receiver));

        Assert.Equal("OK", (await JsonAsync(health)).GetProperty("status").GetString());
        var project = Assert.Single((await JsonAsync(projects)).GetProperty("data").EnumerateArray());
        Assert.Equal("p", project.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.String, project.GetProperty("id").ValueKind);
    }

    [Fact]
    public async Task A_batch_is_answered_event_by_event_and_what_succeeded_is_stored()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        using var answer = await BatchAsync(receiver, """
            {"batch":[
              {"id":"e2","type":"generation-update","timestamp":"2026-08-06T12:00:02Z","body":{"id":"g","traceId":"t","usage":{"promptTokens":10,"completionTokens":4}}},
              {"id":"e3","type":"trace-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"t","name":"chat","userId":"u-1"}},
              {"id":"bad","type":"span-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"s","startTime":"soon"}},
              {"id":"e1","type":"generation-create","timestamp":"2026-08-06T12:00:01Z","body":{"id":"g","traceId":"t","name":"answer","model":"gpt-4o"}},
              {"id":"log","type":"sdk-log","timestamp":"2026-08-06T12:00:01Z","body":{"log":"x"}}],
             "metadata":{"sdk_name":"langfuse-js"}}
            """);

        Assert.Equal(HttpStatusCode.MultiStatus, answer.StatusCode);
        var result = await JsonAsync(answer);
        Assert.Equal(["e2 201", "e3 201", "e1 201", "log 201"], result.GetProperty("successes").EnumerateArray().Select(one => $"{one.GetProperty("id")} {one.GetProperty("status")}"));
        var error = Assert.Single(result.GetProperty("errors").EnumerateArray());
        Assert.Equal(("bad", 400), (error.GetProperty("id").GetString(), error.GetProperty("status").GetInt32()));
        Assert.StartsWith("body.startTime: it is no time. Send it as in", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        var spans = await receiver.StoredAsync([new(receiver.Key.Project, ForeignIds.TraceOf("t"u8))]);
        var (trace, call) = (spans.Single(span => span.Span.Source.Name == "chat"), spans.Single(span => span.Span.Source.Name == "answer"));
        Assert.Equal((2, trace.Key.Span, "u-1"), (spans.Count, call.Span.Source.Parent, trace.Span.Attribution.User));
        Assert.Equal(new Usage(10, 0, 0, 0, 4, 0), call.Span.Call!.Usage);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest, "batch: there is no list of events")]
    [InlineData("{\"batch\":[", HttpStatusCode.BadRequest, "the body is not valid JSON")]
    public async Task What_is_no_batch_is_refused_as_a_whole(string body, HttpStatusCode status, string message)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        using var answer = await BatchAsync(receiver, body);

        Assert.Equal(status, answer.StatusCode);
        Assert.StartsWith(message, (await JsonAsync(answer)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_with_wrong_keys_and_one_that_is_too_large_are_told_so()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        using var wrong = await BatchAsync(receiver, "{\"batch\":[]}", Basic("pk-lf-1", "cd_another"));
        using var large = await BatchAsync(receiver, $"{{\"batch\":[],\"x\":\"{new string('x', 4_500_000)}\"}}");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.RequestEntityTooLarge), (wrong.StatusCode, large.StatusCode));
        Assert.Contains("unknown or revoked", (await JsonAsync(wrong)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_comes_again_when_its_spans_could_not_be_stored()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        receiver.Store.Failure = new StoreUnavailableException("busy");

        using var answer = await BatchAsync(receiver, """{"batch":[{"id":"e","type":"span-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"s"}}]}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task What_is_not_kept_here_is_not_found_with_a_sentence()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        using var answer = await GetAsync(receiver, "/api/public/v2/prompts/greeting", Pair(receiver));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("keep prompts, data sets and media in Langfuse", (await JsonAsync(answer)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_does_not_say_that_it_is_json_is_told_so()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        using var posted = await PostAsync(receiver, "/api/public/ingestion", "{}"u8.ToArray());
        using var asked = await GetAsync(receiver, "/api/public/ingestion", Pair(receiver));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.MethodNotAllowed), (posted.StatusCode, asked.StatusCode));
        Assert.Contains("application/json", (await JsonAsync(posted)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> BatchAsync(RunningReceiver receiver, string json, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/public/ingestion") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? Pair(receiver));
        return await receiver.Http.SendAsync(request);
    }

    private static string Pair(RunningReceiver receiver) => Basic(receiver.Key.PublicKey, RunningReceiver.Secret);

    private static string Basic(string publicKey, string secret) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{publicKey}:{secret}"))}";

    private static async Task<HttpResponseMessage> PostAsync(RunningReceiver receiver, string path, byte[] body, string? encoding = null, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? Pair(receiver));
        request.Headers.Add("x-langfuse-sdk-name", "javascript");
        request.Headers.Add("x-langfuse-sdk-version", "5.11.1");
        return await receiver.Http.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> GetAsync(RunningReceiver receiver, string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await receiver.Http.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }
}
