using System.Net.Http.Headers;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Browser.Tests;

/// <summary>An agent that ran for a night: a trace of fifty thousand spans, in the order of their numbers from 1, which is the order of the rows.</summary>
internal static class LargeTrace
{
    internal const int Steps = 500;
    internal const int CallsPerStep = 99;
    internal const int Spans = 1 + Steps + (Steps * CallsPerStep);

    internal static readonly TraceId Id = new(1, 1);

    private const int SpansOfRequest = 10_000;

    private static readonly UnixNanos s_start = UnixNanos.From(new DateTimeOffset(2026, 8, 6, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Sends it, and the other traces that are asked for, to a dashboard.</summary>
    internal static async Task SendAsync(RunningDashboard dashboard, params TraceId[] traces)
    {
        using var client = new HttpClient();
        foreach (var part in traces.SelectMany(Of).Chunk(SpansOfRequest))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard.OtlpHttp, "v1/traces"));
            request.Headers.Authorization = new("Bearer", RunningDashboard.Key);
            request.Content = new ByteArrayContent(OtlpRequest.Protobuf(part)) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            response.EnsureSuccessStatusCode();
            Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    private static IEnumerable<DecodedSpan> Of(TraceId trace)
    {
        var number = 1;
        yield return Span(trace, number, null, "handle", seconds: Spans, ("gen_ai.operation.name", AttributeValue.Of("invoke_agent")));
        for (var step = 1; step <= Steps; step++)
        {
            var parent = ++number;
            yield return Span(trace, parent, 1, $"step {step}", seconds: 1 + CallsPerStep);
            for (var call = 1; call <= CallsPerStep; call++)
            {
                yield return Span(
                    trace,
                    ++number,
                    parent,
                    $"call {step}.{call}",
                    seconds: 1,
                    ("gen_ai.operation.name", AttributeValue.Of("chat")),
                    ("gen_ai.provider.name", AttributeValue.Of("openai")),
                    ("gen_ai.request.model", AttributeValue.Of("gpt-4o-mini")),
                    ("gen_ai.usage.input_tokens", AttributeValue.Of(100L + call)),
                    ("gen_ai.usage.output_tokens", AttributeValue.Of(10L)));
            }
        }
    }

    private static DecodedSpan Span(TraceId trace, int number, int? parent, string name, int seconds, params (string Key, AttributeValue Value)[] attributes)
    {
        var start = s_start + ((number - 1) * UnixNanos.PerSecond);
        return new(
            new SpanKey(new ProjectId(0), trace, new SpanId((ulong)number)), parent is { } id ? new SpanId((ulong)id) : null, name, OtelSpanKind.Internal,
            start, start + (seconds * UnixNanos.PerSecond), new(SpanStatusCode.Ok), SpanOrigin.Unknown, SpanAttributes.Of(attributes), [], [], []);
    }
}
