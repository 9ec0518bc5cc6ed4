using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>Every limit has a number, and the span says what was left out. Checked in both encodings, which must agree.</summary>
public sealed class SpanLimitsTests
{
    [Fact]
    public void A_long_text_is_cut_between_two_characters()
    {
        var read = Decoded(With(("k", AttributeValue.Of("x" + new string('é', 8_000)))));

        Assert.Equal("x" + new string('é', 4_095), read.Attributes.Text("k"));
        Assert.Equal(["'k' was cut from 16,001 to 8,191 bytes"], read.Notes);
    }

    [Fact]
    public void A_long_byte_string_is_cut()
    {
        var read = Decoded(With(("k", AttributeValue.Of(new byte[9_000]))));

        Assert.Equal(AttributeValue.Of(new byte[8_192]), read.Attributes.Entries[0].Value);
        Assert.Equal(["'k' was cut from 9,000 to 8,192 bytes"], read.Notes);
    }

    [Fact]
    public void A_long_name_is_cut()
    {
        var read = Decoded(Plain() with { Name = new string('n', 600) });

        Assert.Equal(new string('n', 512), read.Name);
        Assert.Equal(["the name was cut from 600 to 512 bytes"], read.Notes);
    }

    [Fact]
    public void Attributes_beyond_the_limit_are_left_out_and_counted()
    {
        var read = Decoded(With([.. Enumerable.Range(0, 600).Select(i => ($"k{i}", AttributeValue.Of((long)i)))]));

        Assert.Equal(512, read.Attributes.Count);
        Assert.Equal(["88 attributes beyond the first 512 were left out"], read.Notes);
    }

    [Fact]
    public void Texts_beyond_the_limit_of_a_span_keep_only_their_length()
    {
        var read = Decoded(With([.. Enumerable.Range(0, 34).Select(i => ($"k{i}", AttributeValue.Of(new string('x', 8_000))))]));

        Assert.Equal(32, read.Attributes.Count(a => a.Value.Kind is AttributeKind.Text));
        Assert.Equal(AttributeValue.Omitted(8_000), read.Attributes.Entries[33].Value);
        Assert.Equal("'k32' was not stored: a span's texts may have 262,144 bytes together", read.Notes[0]);
    }

    [Fact]
    public void Items_of_a_list_beyond_the_limit_are_left_out()
    {
        var read = Decoded(With(("k", AttributeValue.Of([.. Enumerable.Repeat(AttributeValue.Of(1L), 1_200)]))));

        Assert.Equal(1_000, read.Attributes.Entries[0].Value.Items.Length);
        Assert.Equal(["'k' has more than 1,000 items: the rest was left out"], read.Notes);
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_left_out_and_breaks_nothing()
    {
        var value = AttributeValue.Of(1L);
        for (var i = 0; i < 200; i++)
        {
            value = AttributeValue.Of([value]);
        }

        var read = Decoded(With(("k", value), ("after", AttributeValue.Of(true))));

        Assert.Equal(["'k' is nested deeper than 32 levels: the rest was left out"], read.Notes);
        Assert.Equal("true", read.Attributes.Text("after"));
    }

    [Fact]
    public void Events_and_links_beyond_their_limits_are_left_out_and_counted()
    {
        var read = Decoded(Plain() with
        {
            Events = [.. Enumerable.Range(1, 300).Select(i => new SpanEvent(new(i), "e", SpanAttributes.None))],
            Links = [.. Enumerable.Range(1, 130).Select(i => new SpanLink(A.TraceId(), new((ulong)i), SpanAttributes.None))],
        });

        Assert.Equal((256, 128), (read.Events.Count, read.Links.Count));
        Assert.Equal(["44 events beyond the first 256 were left out", "2 links beyond the first 128 were left out"], read.Notes);
    }

    [Fact]
    public void Attributes_of_all_events_share_one_limit()
    {
        var attributes = new SpanAttributes([.. Enumerable.Range(0, 300).Select(i => new KeyValuePair<string, AttributeValue>($"k{i}", AttributeValue.Of(1L)))]);
        var read = Decoded(Plain() with { Events = [new(new(1), "a", attributes), new(new(2), "b", attributes)] });

        Assert.Equal([300, 212], read.Events.Select(e => e.Attributes.Count));
        Assert.Equal(["88 attributes beyond the first 212 were left out"], read.Notes);
    }

    [Fact]
    public void A_link_without_valid_ids_is_left_out_and_noted()
    {
        var read = Decoded(Plain() with { Links = [new(default, A.SpanId("x"), SpanAttributes.None), new(A.TraceId(), A.SpanId("y"), SpanAttributes.None)] });

        Assert.Equal([new SpanLink(A.TraceId(), A.SpanId("y"), SpanAttributes.None)], read.Links);
        Assert.Equal(["a link without a valid trace and span id was left out"], read.Notes);
    }

    [Fact]
    public void Notes_are_bounded_and_the_rest_is_counted()
    {
        var read = Decoded(With([.. Enumerable.Range(0, 20).Select(i => ($"k{i}", AttributeValue.Of(new string('x', 9_000))))]));

        Assert.Equal(17, read.Notes.Count);
        Assert.Equal("and 4 more notes", read.Notes[^1]);
    }

    [Fact]
    public void A_resources_notes_stand_on_its_spans()
    {
        var read = Decoded(Plain() with { Origin = new(SpanAttributes.Of(("r", AttributeValue.Of(new string('x', 9_000))))) });

        Assert.Equal(["'r' was cut from 9,000 to 8,192 bytes"], read.Notes);
    }

    [Fact]
    public void Spans_beyond_the_limit_of_a_request_are_rejected_with_the_reason()
    {
        var spans = Enumerable.Range(1, SpanLimits.SpansPerRequest + 3).Select(i => Plain() with { Key = A.SpanKey("s") with { Span = new((ulong)i) } });

        var batch = OtlpDecoder.Decode(OtlpRequest.Protobuf(spans), OtlpEncoding.Protobuf, A.Project);

        Assert.Equal((SpanLimits.SpansPerRequest, 3), (batch.Spans.Count, batch.Rejected));
        Assert.Equal("a request may hold 100000 spans", batch.Rejections[0].Reason);
    }

    [Fact]
    public void A_broken_span_in_a_sound_envelope_is_rejected_alone()
    {
        // resource_spans { scope_spans { spans: a length that points beyond its end; spans: a sound one } }
        var sound = OtlpRequest.Protobuf([Plain()]);
        byte[] broken = [0x0A, 0x06, 0x12, 0x04, 0x12, 0x02, 0x0A, 0x7F];

        var batch = OtlpDecoder.Decode([.. broken, .. sound], OtlpEncoding.Protobuf, A.Project);

        Assert.Equal(["the span is not valid protobuf"], batch.Rejections.Select(r => r.Reason));
        Assert.Single(batch.Spans);
    }

    [Theory]
    [InlineData("gen_ai.input.messages")]
    [InlineData("gen_ai.prompt.0.content")]
    [InlineData("gen_ai.tool.call.result")]
    [InlineData("llm.output_messages.0.message.content")]
    [InlineData("input.value")]
    [InlineData("ai.prompt.messages")]
    [InlineData("traceloop.entity.output")]
    [InlineData("langfuse.observation.input")]
    public void Prompt_and_completion_text_is_skipped_and_its_length_kept(string key) =>
        Assert.Equal(AttributeValue.Omitted(12), Decoded(With((key, AttributeValue.Of("secret: äö")))).Attributes.Entries[0].Value);

    [Theory]
    [InlineData("gen_ai.prompt.name")]
    [InlineData("gen_ai.prompt.0.role")]
    [InlineData("gen_ai.completion.0.finish_reason")]
    [InlineData("input.mime_type")]
    [InlineData("langfuse.observation.type")]
    public void What_only_sounds_like_content_is_kept(string key) =>
        Assert.Equal("kept", Decoded(With((key, AttributeValue.Of("kept")))).Attributes.Text(key));

    [Fact]
    public void Structured_content_counts_the_text_in_it()
    {
        var message = AttributeValue.Of([new("role", AttributeValue.Of("user")), new KeyValuePair<string, AttributeValue>("parts", AttributeValue.Of([AttributeValue.Of("hello")]))]);

        Assert.Equal(AttributeValue.Omitted(9), Decoded(With(("gen_ai.input.messages", AttributeValue.Of([message])))).Attributes.Entries[0].Value);
    }

    private static DecodedSpan Plain() => A.Span("s").Span.Source with { Origin = SpanOrigin.Unknown };

    private static DecodedSpan With(params (string Key, AttributeValue Value)[] attributes) => Plain() with { Attributes = SpanAttributes.Of(attributes) };

    private static DecodedSpan Decoded(DecodedSpan span)
    {
        var protobuf = Assert.Single(OtlpDecoder.Decode(OtlpRequest.Protobuf([span]), OtlpEncoding.Protobuf, A.Project).Spans);
        var json = Assert.Single(OtlpDecoder.Decode(OtlpJson.Of([span]), OtlpEncoding.Json, A.Project).Spans);

        Assert.Equal(protobuf, json, SameSpan.Instance);
        return protobuf;
    }
}
