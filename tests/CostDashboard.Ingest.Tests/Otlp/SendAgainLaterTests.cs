using System.Net;
using System.Text;
using CostDashboard.Core.Traces;
using CostDashboard.Ingest.Tests.CodingAgents;
using CostDashboard.Ingest.Tests.Hosting;
using CostDashboard.Ingest.Tests.Pipeline;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>What cannot be taken now, and would be later: each door says so in the way that makes exporters keep the spans and send them again.</summary>
public sealed class SendAgainLaterTests
{
    private const string Protobuf = "application/x-protobuf";

    public static TheoryData<Exception> FailuresOfTheKeyStore => [new StoreUnavailableException("busy"), new TimeoutException("no answer")];

    [Fact]
    public async Task While_the_queue_is_full_http_says_429_and_when_to_come_back()
    {
        var store = new GateStore();
        await using var receiver = await RunningReceiver.StartAsync(new() { MostQueuedSpans = 1, RetryAfter = TimeSpan.FromSeconds(7) }, store);
        var first = receiver.PostAsync(Request(receiver, "first"), Protobuf);
        var commit = await store.NextAsync();

        var response = await receiver.PostAsync(Request(receiver, "second"), Protobuf);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("7", response.Headers.RetryAfter?.ToString());
        Assert.Equal((14, "too many spans wait to be written; send again later"), await Answers.StatusAsync(response));
        commit.Succeed();
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.True(store.IsIdle);
    }

    [Fact]
    public async Task While_the_queue_is_full_grpc_is_unavailable_and_says_when_to_come_back()
    {
        var store = new GateStore();
        await using var receiver = await RunningReceiver.StartAsync(new() { MostQueuedSpans = 1 }, store);
        var first = OtlpGrpcTests.CallAsync(receiver, OtlpGrpcTests.Frame(Request(receiver, "first")));
        var commit = await store.NextAsync();

        var answer = await OtlpGrpcTests.CallAsync(receiver, OtlpGrpcTests.Frame(Request(receiver, "second")));

        Assert.Equal((14, "too many spans wait to be written; send again later"), (answer.Status, answer.Message));
        AssertHasRetryInfo(answer);
        commit.Succeed();
        Assert.Equal(0, (await first).Status);
        Assert.True(store.IsIdle);
    }

    [Theory]
    [MemberData(nameof(FailuresOfTheKeyStore), DisableDiscoveryEnumeration = true)]
    public async Task A_key_that_cannot_be_checked_now_is_answered_with_503_and_not_taken_for_a_wrong_one(Exception failure)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        receiver.Access.Failure = failure;

        var response = await receiver.PostAsync(Request(receiver, "s"), Protobuf);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("2", response.Headers.RetryAfter?.ToString());
        Assert.Equal((14, "the API key cannot be checked now; send again later"), await Answers.StatusAsync(response));
    }

    [Theory]
    [MemberData(nameof(FailuresOfTheKeyStore), DisableDiscoveryEnumeration = true)]
    public async Task A_key_that_cannot_be_checked_now_is_unavailable_in_grpc(Exception failure)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        receiver.Access.Failure = failure;

        var answer = await OtlpGrpcTests.CallAsync(receiver, OtlpGrpcTests.Frame(Request(receiver, "s")));

        Assert.Equal((14, "the API key cannot be checked now; send again later"), (answer.Status, answer.Message));
        AssertHasRetryInfo(answer);
    }

    [Fact]
    public async Task Once_keys_can_be_checked_again_the_same_request_is_taken()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        receiver.Access.Failure = new StoreUnavailableException("busy");
        await receiver.PostAsync(Request(receiver, "s"), Protobuf);

        receiver.Access.Failure = null;

        Assert.Equal(HttpStatusCode.OK, (await receiver.PostAsync(Request(receiver, "s"), Protobuf)).StatusCode);
        Assert.Single(await receiver.StoredAsync([Answers.Mine(receiver, "s").Key.TraceKey]));
    }

    [Fact]
    public async Task What_is_ignored_of_a_request_that_is_sent_again_is_counted_once()
    {
        var store = new GateStore();
        await using var receiver = await RunningReceiver.StartAsync(spanStore: store);
        var body = AgentLogs.Request(AgentLogs.Claude, "claude-code", AgentLogs.ClaudeCall(1, "r1"), AgentLogs.Record(1, "claude_code.compaction"));
        var first = receiver.PostAsync(body, "application/json", "/v1/logs");
        (await store.NextAsync()).Fail(new StoreUnavailableException("busy"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await first).StatusCode);

        var again = receiver.PostAsync(body, "application/json", "/v1/logs");
        (await store.NextAsync()).Succeed();

        Assert.Equal(HttpStatusCode.OK, (await again).StatusCode);
        Assert.Equal(1, receiver.Ignored);
    }

    private static byte[] Request(RunningReceiver receiver, string id) => OtlpRequest.Protobuf([Answers.Mine(receiver, id)]);

    private static void AssertHasRetryInfo(OtlpGrpcTests.Answer answer)
    {
        Assert.Equal((answer.Status, answer.Message), Answers.Status(answer.Details));
        Assert.Contains("google.rpc.RetryInfo", Encoding.Latin1.GetString(answer.Details), StringComparison.Ordinal);
    }
}
