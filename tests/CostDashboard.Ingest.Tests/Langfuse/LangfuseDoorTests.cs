using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
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
