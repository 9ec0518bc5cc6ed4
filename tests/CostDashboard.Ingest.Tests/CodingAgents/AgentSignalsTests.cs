using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Tests.Hosting;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.CodingAgents;

/// <summary>An agent that tells of its calls by logs, by spans and by metrics, through the doors to what is charged.</summary>
public sealed class AgentSignalsTests
{
    private const int Calls = 6;
    private const long NanosOfCall = 18_472_600;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Each_call_is_charged_once_whatever_tells_of_it_and_in_whatever_order(int seed)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var random = new Random(seed);
        var requests = Requests().Concat(Requests().Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).ToList();

        foreach (var (path, body, type) in requests)
        {
            Assert.Equal(HttpStatusCode.OK, (await receiver.PostAsync(body, type, path)).StatusCode);
        }

        var total = receiver.Store.Totals.Minutes.Aggregate((Calls: 0L, Cost: 0L), (sum, row) => (sum.Calls + row.Value.Calls, sum.Cost + row.Value.CostNanoUsd));
        Assert.Equal((Calls, Calls * NanosOfCall), total);
    }

    private static IEnumerable<(string Path, byte[] Body, string Type)> Requests()
    {
        for (var call = 0; call < Calls; call++)
        {
            var id = $"req_{call:d4}0123456789ab";
            yield return ("/v1/logs", AgentLogs.Request(AgentLogs.Claude, "claude-code", AgentLogs.ClaudeCall(10 * call, id)), "application/json");
            yield return ("/v1/traces", OtlpRequest.Protobuf([Span(call, id)]), "application/x-protobuf");
            yield return ("/v1/metrics", """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"claude_code.token.usage","sum":{"dataPoints":[{"asDouble":250}]}}]}]}]}"""u8.ToArray(), "application/json");
        }
    }

    private static DecodedSpan Span(int call, string request)
    {
        var end = UnixNanos.From(DateTimeOffset.FromUnixTimeSeconds(1_786_017_600 + (10 * call)));
        return new(
            new(new ProjectId(0), new TraceId(9, (ulong)call + 1), new SpanId((ulong)call + 1)), null, "claude_code.llm_request", OtelSpanKind.Internal, end + -2_400_000_000, end, default,
            new(SpanAttributes.Of(("service.name", AttributeValue.Of("claude-code"))), "com.anthropic.claude_code.tracing"),
            SpanAttributes.Of(
                ("model", AttributeValue.Of("claude-sonnet-4-5-20250929")), ("input_tokens", AttributeValue.Of(3L)), ("output_tokens", AttributeValue.Of(250L)),
                ("cache_read_tokens", AttributeValue.Of(12_000L)), ("cache_creation_tokens", AttributeValue.Of(900L)), ("request_id", AttributeValue.Of(request))),
            [], [], []);
    }
}
