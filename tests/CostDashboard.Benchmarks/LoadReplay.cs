using System.Net.Http.Headers;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Benchmarks;

/// <summary>
/// Replays a real request log against a running dashboard on this machine: each logged request becomes a trace of a root and one call,
/// sent when it came, or faster. Bounded by the log; it ends by itself.
/// </summary>
internal static class LoadReplay
{
    private const int Connections = 16;

    /// <param name="speed">How many times faster than it happened; 60 plays the hour in a minute.</param>
    internal static async Task RunAsync(Uri endpoint, string key, string log, double speed)
    {
        if (!endpoint.IsLoopback)
        {
            throw new ArgumentException($"Load is only sent to this machine, not to {endpoint.Host}.", nameof(endpoint));
        }

        using var client = new HttpClient { BaseAddress = endpoint };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var requests = RequestLog.Read(log).ToList();
        var clock = TimeProvider.System;
        var begin = clock.GetTimestamp();
        var refused = 0;
        await Parallel.ForEachAsync(requests.Index(), new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (item, cancel) =>
        {
            var due = (item.Item.At / speed) - clock.GetElapsedTime(begin);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, clock, cancel);
            }

            using var content = new ByteArrayContent(OtlpRequest.Protobuf(Spans(item.Item, item.Index, clock.GetUtcNow())));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            using var response = await client.PostAsync(new Uri("v1/traces", UriKind.Relative), content, cancel);
            if (!response.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref refused);
            }
        });

        var seconds = clock.GetElapsedTime(begin).TotalSeconds;
        Figures.Print($"replay   {requests.Count:N0} requests in {seconds:N1} s ({requests.Count / seconds:N0} a second, {speed:N0} times as fast as logged), {refused} refused");
    }

    private static DecodedSpan[] Spans(LoggedRequest request, int number, DateTimeOffset now)
    {
        var project = new ProjectId(0);
        var trace = new TraceId((ulong)now.UtcTicks, (ulong)number + 1);
        var end = UnixNanos.From(now);
        var start = end + (-UnixNanos.PerSecond);
        var origin = new SpanOrigin(SpanAttributes.Of(("service.name", AttributeValue.Of("replay"))), "replay");
        var call = SpanAttributes.Of(
            ("gen_ai.operation.name", AttributeValue.Of("chat")),
            ("gen_ai.provider.name", AttributeValue.Of("openai")),
            ("gen_ai.request.model", AttributeValue.Of("gpt-4o-mini")),
            ("gen_ai.usage.input_tokens", AttributeValue.Of((long)request.InputTokens)),
            ("gen_ai.usage.output_tokens", AttributeValue.Of((long)request.OutputTokens)));
        return
        [
            new(new(project, trace, new(1)), null, "answer", OtelSpanKind.Server, start, end, default, origin, SpanAttributes.None, [], [], []),
            new(new(project, trace, new(2)), new SpanId(1), "chat gpt-4o-mini", OtelSpanKind.Client, start, end, default, origin, call, [], [], []),
        ];
    }
}
