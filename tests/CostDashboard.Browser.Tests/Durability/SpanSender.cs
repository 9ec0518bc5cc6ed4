using System.Net.Http.Headers;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Browser.Tests.Durability;

/// <summary>Sends small traces one after another, as an application under load would, and remembers which of them were acknowledged.</summary>
internal sealed class SpanSender(RunningDashboard dashboard, int seed) : IDisposable
{
    internal const int SpansPerTrace = 5;

    private readonly Random _random = new(seed);
    private readonly List<TraceId> _acknowledged = [];
    private readonly HttpClient _client = new()
    {
        BaseAddress = dashboard.OtlpHttp,
        Timeout = TimeSpan.FromSeconds(20),
        DefaultRequestHeaders = { Authorization = new("Bearer", RunningDashboard.Key) },
    };

    internal IReadOnlyList<TraceId> Acknowledged => _acknowledged;

    /// <summary>Sends until the program is gone or <paramref name="enough"/> is cancelled; every acknowledgement is counted by <paramref name="acknowledged"/>.</summary>
    internal async Task SendAsync(Action acknowledged, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var trace = new TraceId((ulong)_random.NextInt64(1, long.MaxValue), (ulong)_random.NextInt64(1, long.MaxValue));
            try
            {
                using var content = new ByteArrayContent(OtlpRequest.Protobuf(Spans(trace)));
                content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                using var response = await _client.PostAsync(new Uri("v1/traces", UriKind.Relative), content, enough);
                if (!response.IsSuccessStatusCode)
                {
                    continue;
                }

                Assert.Empty(await response.Content.ReadAsByteArrayAsync(CancellationToken.None));
                _acknowledged.Add(trace);
                acknowledged();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                // The program was killed under the request: whether its spans are stored is open, and both are right.
                return;
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private IEnumerable<DecodedSpan> Spans(TraceId trace)
    {
        var start = UnixNanos.From(new DateTimeOffset(2026, 8, 6, 12, 0, 0, TimeSpan.Zero)) + (_random.Next(3600) * UnixNanos.PerSecond);
        for (var i = 1; i <= SpansPerTrace; i++)
        {
            // A root, and calls below it of which the first repeats the second: charging must leave it out after every crash as well.
            SpanId? parent = i == 1 ? null : new SpanId(i == 3 ? 2UL : 1UL);
            var attributes = i == 1
                ? SpanAttributes.Of(("customer_id", AttributeValue.Of("acme")))
                : SpanAttributes.Of(
                    ("gen_ai.operation.name", AttributeValue.Of("chat")),
                    ("gen_ai.provider.name", AttributeValue.Of("openai")),
                    ("gen_ai.request.model", AttributeValue.Of("gpt-4o-mini")),
                    ("gen_ai.usage.input_tokens", AttributeValue.Of(100L + i)),
                    ("gen_ai.usage.output_tokens", AttributeValue.Of(10L)));
            yield return new(
                new SpanKey(new ProjectId(0), trace, new SpanId((ulong)i)), parent, i == 1 ? "handle" : "chat gpt-4o-mini", OtelSpanKind.Client,
                start, start + UnixNanos.PerSecond, new(SpanStatusCode.Ok), SpanOrigin.Unknown, attributes, [], [], []);
        }
    }
}
