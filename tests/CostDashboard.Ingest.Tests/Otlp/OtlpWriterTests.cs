using System.Text;
using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Otlp.Json;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

public sealed class OtlpWriterTests
{
    [Fact]
    public async Task A_span_is_written_as_the_specification_asks()
    {
        var span = Span("s2", parent: "s1", attributes: SpanAttributes.Of(
            ("text", AttributeValue.Of("a \"b\"\n<c>")),
            ("flag", AttributeValue.Of(true)),
            ("whole", AttributeValue.Of(long.MaxValue)),
            ("real", AttributeValue.Of(0.1)),
            ("beyond", AttributeValue.Of(double.NegativeInfinity)),
            ("bytes", AttributeValue.Of(new byte[] { 0, 255 })),
            ("list", AttributeValue.Of([AttributeValue.Of("x"), AttributeValue.Of(1L), default])),
            ("map", AttributeValue.Of([new KeyValuePair<string, AttributeValue>("inner", AttributeValue.Of([new KeyValuePair<string, AttributeValue>("deep", AttributeValue.Of(false))]))])),
            ("gen_ai.prompt.0.content", AttributeValue.Omitted(4_711)))) with
        {
            Kind = OtelSpanKind.Client,
            Status = new(SpanStatusCode.Error, "quota"),
            Events = [new(A.Noon + 5, "first token", SpanAttributes.Of(("n", AttributeValue.Of(1L))))],
            Links = [new(A.TraceId("other"), A.SpanId("there"), SpanAttributes.None)],
        };

        Assert.Equal(
            Flat("""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},
             "scopeSpans":[{"scope":{"name":"tests","version":"1"},"spans":[{
              "traceId":"TRACE","spanId":"SPAN","parentSpanId":"PARENT","name":"s2","kind":3,
              "startTimeUnixNano":"1786017600000000000","endTimeUnixNano":"1786017600010000000",
              "attributes":[
               {"key":"text","value":{"stringValue":"a \u0022b\u0022\n\u003Cc\u003E"}},{"key":"flag","value":{"boolValue":true}},
               {"key":"whole","value":{"intValue":"9223372036854775807"}},{"key":"real","value":{"doubleValue":0.1}},
               {"key":"beyond","value":{"doubleValue":"-Infinity"}},{"key":"bytes","value":{"bytesValue":"AP8="}},
               {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"x"},{"intValue":"1"},{}]}}},
               {"key":"map","value":{"kvlistValue":{"values":[{"key":"inner","value":{"kvlistValue":{"values":[{"key":"deep","value":{"boolValue":false}}]}}}]}}},
               {"key":"gen_ai.prompt.0.content","value":{}}],
              "events":[{"timeUnixNano":"1786017600000000005","name":"first token","attributes":[{"key":"n","value":{"intValue":"1"}}]}],
              "links":[{"traceId":"OTHER","spanId":"THERE"}],
              "status":{"message":"quota","code":2}}]}]}]}
            """)
                .Replace("TRACE", A.TraceId().ToString(), StringComparison.Ordinal).Replace("SPAN", A.SpanId("s2").ToString(), StringComparison.Ordinal)
                .Replace("PARENT", A.SpanId("s1").ToString(), StringComparison.Ordinal)
                .Replace("OTHER", A.TraceId("other").ToString(), StringComparison.Ordinal).Replace("THERE", A.SpanId("there").ToString(), StringComparison.Ordinal),
            Flat(await WriteAsync(span)));
    }

    [Fact]
    public async Task Spans_stand_under_their_resource_and_scope()
    {
        var (api, worker) = (SpanAttributes.Of(("service.name", AttributeValue.Of("api"))), SpanAttributes.Of(("service.name", AttributeValue.Of("worker"))));
        DecodedSpan[] spans =
        [
            Span("a") with { Origin = new(api, "one") },
            Span("b") with { Origin = new(worker, "one") },
            Span("c") with { Origin = new(SpanAttributes.Of(("service.name", AttributeValue.Of("api"))), "two", "2.0") },
            Span("d") with { Origin = new(api, "one") },
        ];

        using var json = JsonDocument.Parse(await WriteAsync(spans));

        Assert.Equal(
            ["api one a d", "api two c", "worker one b"],
            from resource in json.RootElement.GetProperty("resourceSpans").EnumerateArray()
            from scope in resource.GetProperty("scopeSpans").EnumerateArray()
            let names = scope.GetProperty("spans").EnumerateArray().Select(span => span.GetProperty("name").GetString())
            select $"{resource.GetProperty("resource").GetProperty("attributes")[0].GetProperty("value").GetProperty("stringValue").GetString()} {scope.GetProperty("scope").GetProperty("name").GetString()} {string.Join(' ', names)}");
    }

    [Fact]
    public async Task Every_captured_request_is_read_from_what_is_written_of_it_as_it_was_read_at_first()
    {
        foreach (var (name, json) in Payloads.Requests())
        {
            // Of text that was skipped its length is known in the first reading alone, and so are the notes of what was cut.
            var spans = Payloads.Decode(json).Spans.GroupBy(s => s.Origin).SelectMany(g => g).Select(WithoutLengths).ToArray();

            var again = OtlpDecoder.Decode(Encoding.UTF8.GetBytes(await WriteAsync(spans)), OtlpEncoding.Json, A.Project);

            Assert.Equal(spans.OrderBy(s => s.Key.Span), again.Spans.Select(WithoutLengths).OrderBy(s => s.Key.Span), SameSpan.Instance);
            Assert.True(again.Rejections.Count == 0, name);
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\u202Eesrever \u0000 nul \uFFFF 😀")]
    [InlineData("=cmd|' /C calc'!A0")]
    public async Task Hostile_names_come_back_as_they_were(string name)
    {
        var span = Span("s") with { Name = name, Attributes = SpanAttributes.Of((name, AttributeValue.Of(name))) };

        var again = OtlpDecoder.Decode(Encoding.UTF8.GetBytes(await WriteAsync(span)), OtlpEncoding.Json, A.Project);

        Assert.Equal([span], again.Spans, SameSpan.Instance);
    }

    [Fact]
    public async Task Half_a_character_is_written_as_the_mark_for_it() =>
        Assert.Contains("\\uFFFD", await WriteAsync(Span("s") with { Name = "half \uD83D" }), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public async Task A_long_trace_leaves_in_pieces()
    {
        var pieces = new Pieces();
        await new JsonSpanWriter().WriteJsonAsync([.. Enumerable.Range(0, 5_000).Select(i => Span($"s{i}"))], pieces, TestContext.Current.CancellationToken);

        Assert.InRange(pieces.Longest, 1, 128 * 1024);
        Assert.True(pieces.Count > 10);
    }

    private static DecodedSpan Span(string id, string? parent = null, SpanAttributes? attributes = null) => A.Span(id, parent, attributes: attributes).Span.Source;

    private static async Task<string> WriteAsync(params DecodedSpan[] spans)
    {
        using var stream = new MemoryStream();
        await new JsonSpanWriter().WriteJsonAsync(spans, stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // The expected text is broken into lines for its reader.
    private static string Flat(string json) => string.Concat(json.Split('\n').Select(line => line.Trim()));

    private static DecodedSpan WithoutLengths(DecodedSpan span) => span with
    {
        Notes = [],
        Attributes = WithoutLengths(span.Attributes),
        Origin = span.Origin with { Resource = WithoutLengths(span.Origin.Resource) },
        Events = [.. span.Events.Select(e => e with { Attributes = WithoutLengths(e.Attributes) })],
        Links = [.. span.Links.Select(l => l with { Attributes = WithoutLengths(l.Attributes) })],

        // Made of a text that is not kept.
        ToolArguments = null,
    };

    private static SpanAttributes WithoutLengths(SpanAttributes attributes) =>
        new([.. attributes.Select(a => KeyValuePair.Create(a.Key, a.Value.Kind is AttributeKind.Omitted ? AttributeValue.Omitted(0) : a.Value))]);

    /// <summary>Notes how long the pieces are that are written into it.</summary>
    private sealed class Pieces : MemoryStream
    {
        internal int Longest { get; private set; }

        internal int Count { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            (Longest, Count) = (Math.Max(Longest, buffer.Length), Count + 1);
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
