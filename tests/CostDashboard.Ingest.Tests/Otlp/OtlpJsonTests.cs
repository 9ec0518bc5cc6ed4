using System.Text;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>What OTLP/JSON asks for beyond proto3 JSON, and what is seen in the wild and taken all the same.</summary>
public sealed class OtlpJsonTests
{
    private const string Ids = "\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\"";

    [Theory]
    [InlineData("5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b174")]
    [InlineData("5B8EFFF798038103D269B633813FC60C", "EEE19B7EC3C1B174")]
    [InlineData("W47/95gDgQPSabYzgT/GDA==", "7uGbfsPBsXQ=")]
    [InlineData("0x5b8efff798038103d269b633813fc60c", "0xeee19b7ec3c1b174")]
    [InlineData("W47\\/95gDgQPSabYzgT\\/GDA==", "7uGbfsPBsXQ=")]
    public void Ids_are_read_in_every_form_that_is_seen(string trace, string span)
    {
        var read = One($"\"traceId\":\"{trace}\",\"spanId\":\"{span}\"");

        Assert.Equal("5b8efff798038103d269b633813fc60c", read.Key.Trace.ToString());
        Assert.Equal("eee19b7ec3c1b174", read.Key.Span.ToString());
    }

    [Fact]
    public void A_number_without_its_leading_zeros_is_an_id()
    {
        var read = One("\"traceId\":\"0xabc\",\"spanId\":\"0x1\"");

        Assert.Equal("00000000000000000000000000000abc", read.Key.Trace.ToString());
        Assert.Equal("0000000000000001", read.Key.Span.ToString());
    }

    [Theory]
    [InlineData("\"abc123\"", "the trace id is missing, all zero or not 16 bytes")]
    [InlineData("\"00000000000000000000000000000000\"", "the trace id is missing, all zero or not 16 bytes")]
    [InlineData("\"5b8efff798038103d269b633813fc60g\"", "the trace id is missing, all zero or not 16 bytes")]
    [InlineData("\"5b8efff798038103d269b633813fc60c00\"", "the trace id is missing, all zero or not 16 bytes")]
    [InlineData("\"\"", "the trace id is missing, all zero or not 16 bytes")]
    [InlineData("null", "the trace id is missing, all zero or not 16 bytes")]
    [InlineData("17", "the trace id is missing, all zero or not 16 bytes")]
    [InlineData("{}", "the trace id is missing, all zero or not 16 bytes")]
    public void A_span_with_another_trace_id_is_rejected_with_the_reason(string id, string reason) =>
        Assert.Equal([reason], Decode($"{{\"traceId\":{id},\"spanId\":\"eee19b7ec3c1b174\",\"name\":\"n\"}}").Rejections.Select(r => r.Reason));

    [Theory]
    [InlineData("")]
    [InlineData(",\"parentSpanId\":\"\"")]
    [InlineData(",\"parentSpanId\":null")]
    [InlineData(",\"parentSpanId\":\"0000000000000000\"")]
    [InlineData(",\"parentSpanId\":\"AAAAAAAAAAA=\"")]
    public void A_missing_an_empty_and_an_all_zero_parent_mean_a_root(string parent)
    {
        var read = One(Ids + parent);

        Assert.Null(read.Parent);
        Assert.Empty(read.Notes);
    }

    [Theory]
    [InlineData("\"abc\"")]
    [InlineData("5")]
    [InlineData("[1]")]
    public void A_parent_that_is_no_id_leaves_a_root_and_a_note(string parent)
    {
        var read = One($"{Ids},\"parentSpanId\":{parent}");

        Assert.Null(read.Parent);
        Assert.Equal(["the parent's id is not 8 bytes: the span stands as a root"], read.Notes);
    }

    [Theory]
    [InlineData("3", OtelSpanKind.Client)]
    [InlineData("\"3\"", OtelSpanKind.Client)]
    [InlineData("\"SPAN_KIND_CLIENT\"", OtelSpanKind.Client)]
    [InlineData("\"INTERNAL\"", OtelSpanKind.Internal)]
    [InlineData("\"Server\"", OtelSpanKind.Server)]
    [InlineData("99", OtelSpanKind.Unspecified)]
    [InlineData("\"nonsense\"", OtelSpanKind.Unspecified)]
    [InlineData("null", OtelSpanKind.Unspecified)]
    [InlineData("{}", OtelSpanKind.Unspecified)]
    public void Kinds_are_numbers_or_names(string json, OtelSpanKind kind) => Assert.Equal(kind, One($"{Ids},\"kind\":{json}").Kind);

    [Theory]
    [InlineData("{\"code\":2,\"message\":\"boom\"}", SpanStatusCode.Error, "boom")]
    [InlineData("{\"code\":\"STATUS_CODE_ERROR\"}", SpanStatusCode.Error, null)]
    [InlineData("{\"code\":\"OK\",\"message\":\"\"}", SpanStatusCode.Ok, null)]
    [InlineData("{}", SpanStatusCode.Unset, null)]
    [InlineData("null", SpanStatusCode.Unset, null)]
    public void A_status_is_a_number_or_a_name(string json, SpanStatusCode code, string? message) =>
        Assert.Equal(new SpanStatus(code, message), One($"{Ids},\"status\":{json}").Status);

    [Theory]
    [InlineData("\"1544712660000000001\"", 1544712660000000001)]
    [InlineData("1544712660000000001", 1544712660000000001)]
    [InlineData("1.5e18", 1500000000000000000)]
    [InlineData("0", 0)]
    [InlineData("\"\"", 0)]
    [InlineData("null", 0)]
    public void Times_are_text_or_numbers(string json, long nanos) => Assert.Equal(nanos, One($"{Ids},\"startTimeUnixNano\":{json}").Start.Value);

    [Theory]
    [InlineData("-1", "the start lies beyond the year 2262")]
    [InlineData("\"9223372036854775808\"", "the start lies beyond the year 2262")]
    [InlineData("1e300", "the start lies beyond the year 2262")]
    [InlineData("\"yesterday\"", "startTimeUnixNano is not a number")]
    [InlineData("[]", "startTimeUnixNano is not a number")]
    public void An_absurd_time_rejects_the_span(string json, string reason) =>
        Assert.Equal([reason], Decode($"{{{Ids},\"startTimeUnixNano\":{json}}}").Rejections.Select(r => r.Reason));

    public static TheoryData<string, AttributeValue> Values => new()
    {
        { """{"stringValue":"a\u00e9\n\ud83d\ude00"}""", AttributeValue.Of("aé\n😀") },
        { """{"stringValue":"half \ud83d pair"}""", AttributeValue.Of("half \uFFFD pair") },
        { """{"stringValue":""}""", AttributeValue.Of("") },
        { """{"intValue":"42"}""", AttributeValue.Of(42L) },
        { """{"intValue":42}""", AttributeValue.Of(42L) },
        { """{"intValue":42.0}""", AttributeValue.Of(42L) },
        { """{"intValue":"-9223372036854775808"}""", AttributeValue.Of(long.MinValue) },
        { """{"intValue":"many"}""", AttributeValue.Of("many") },
        { """{"doubleValue":2.5}""", AttributeValue.Of(2.5) },
        { """{"doubleValue":7}""", AttributeValue.Of(7.0) },
        { """{"doubleValue":"NaN"}""", AttributeValue.Of(double.NaN) },
        { """{"doubleValue":"Infinity"}""", AttributeValue.Of(double.PositiveInfinity) },
        { """{"doubleValue":"-Infinity"}""", AttributeValue.Of(double.NegativeInfinity) },
        { """{"boolValue":true}""", AttributeValue.Of(true) },
        { """{"bytesValue":"AQID"}""", AttributeValue.Of(new byte[] { 1, 2, 3 }) },
        { """{"bytesValue":"not base64!"}""", AttributeValue.Of("not base64!") },
        { """{"arrayValue":{"values":[{"stringValue":"a"},{"intValue":1}]}}""", AttributeValue.Of([AttributeValue.Of("a"), AttributeValue.Of(1L)]) },
        { """{"kvlistValue":{"values":[{"key":"k","value":{"boolValue":false}}]}}""", AttributeValue.Of([new KeyValuePair<string, AttributeValue>("k", AttributeValue.Of(false))]) },
        { """{"arrayValue":{}}""", AttributeValue.Of(Array.Empty<AttributeValue>()) },
        { """{"valueOfTheFuture":[1,{"a":2}]}""", default },
        { "{}", default },
        { "null", default },
        { "\"plain\"", AttributeValue.Of("plain") },
        { "5", AttributeValue.Of(5L) },
        { "true", AttributeValue.Of(true) },
        { "[1,2]", default },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_kind_of_value_is_read(string json, AttributeValue value) =>
        Assert.Equal(value, One($"{Ids},\"attributes\":[{{\"key\":\"k\",\"value\":{json}}}]").Attributes.Entries[0].Value);

    [Fact]
    public void Unknown_fields_are_ignored_wherever_they_stand()
    {
        var json = """
            {"new":1,"resourceSpans":[{"schemaUrl":"u","new":[{}],"resource":{"new":{},"attributes":[{"new":0,"key":"service.name","value":{"stringValue":"api"}}]},
            "scopeSpans":[{"new":null,"scope":{"name":"s","new":{}},"spans":[{"flags":257,"traceState":"a=b","new":{"deep":[[]]},IDS}]}]}]}
            """.Replace("IDS", Ids, StringComparison.Ordinal);

        var span = Assert.Single(Payloads.Decode(Encoding.UTF8.GetBytes(json)).Spans);

        Assert.Equal("api", span.Origin.Resource.Text("service.name"));
        Assert.Equal("s", span.Origin.ScopeName);
    }

    [Fact]
    public void The_older_names_are_read_and_the_order_of_fields_is_free()
    {
        var json = """
            {"batches":[{"instrumentationLibrarySpans":[{"spans":[{IDS}],"instrumentationLibrary":{"name":"s","version":"1"}}],
            "resource":{"attributes":[{"value":{"stringValue":"api"},"key":"service.name"}]}}]}
            """.Replace("IDS", Ids, StringComparison.Ordinal);

        var span = Assert.Single(Payloads.Decode(Encoding.UTF8.GetBytes(json)).Spans);

        Assert.Equal("api", span.Origin.Resource.Text("service.name"));
        Assert.Equal(("s", "1"), (span.Origin.ScopeName, span.Origin.ScopeVersion));
    }

    [Fact]
    public void A_name_may_be_written_with_escapes_and_half_a_surrogate_pair_in_one_breaks_nothing()
    {
        var read = One($"{Ids},\"na\\u006de\":\"chat\",\"na\\ud800me\":\"other\"");

        Assert.Equal("chat", read.Name);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Single(Payloads.Decode([0xEF, 0xBB, 0xBF, .. Body($"{{{Ids}}}")]).Spans);

    [Theory]
    [InlineData("5", "the span is not an object")]
    [InlineData("[]", "the span is not an object")]
    [InlineData("{IDS,\"name\":5}", "the name is not text")]
    [InlineData("{IDS,\"attributes\":{\"a\":1}}", "the attributes are not a list of keys and values")]
    [InlineData("{IDS,\"attributes\":[5]}", "the attributes are not a list of keys and values")]
    [InlineData("{IDS,\"events\":5}", "the events are not a list")]
    [InlineData("{IDS,\"events\":[5]}", "an event is not an object")]
    [InlineData("{IDS,\"links\":\"x\"}", "the links are not a list")]
    [InlineData("{IDS,\"status\":2}", "the status is not an object")]
    public void A_span_of_another_shape_is_rejected_and_its_neighbours_are_taken(string span, string reason)
    {
        var batch = Decode($"{{{Ids}}},{span.Replace("IDS", Ids, StringComparison.Ordinal)},{{{Ids}}}");

        Assert.Equal(2, batch.Spans.Count);
        Assert.Equal([reason], batch.Rejections.Select(r => r.Reason));
    }

    [Fact]
    public void Text_of_an_event_of_a_model_is_skipped_even_if_its_name_comes_last()
    {
        var read = One($$"""{{Ids}},"events":[{"attributes":[{"key":"content","value":{"stringValue":"secret"} }],"name":"gen_ai.user.message","timeUnixNano":"5"}]""");

        Assert.Equal(
            new SpanEvent(new(5), "gen_ai.user.message", SpanAttributes.Of(("content", AttributeValue.Omitted(6)))),
            Assert.Single(read.Events));
    }

    private static DecodedSpan One(string fields) => Assert.Single(Decode($"{{{fields}}}").Spans);

    private static DecodedBatch Decode(string spans) => Payloads.Decode(Body(spans));

    private static byte[] Body(string spans) => Encoding.UTF8.GetBytes($"{{\"resourceSpans\":[{{\"scopeSpans\":[{{\"spans\":[{spans}]}}]}}]}}");
}
