using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Conversations;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Tests.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Content;

/// <summary>What is taken aside of prompts and completions on the wire, where a project keeps them, in both encodings alike.</summary>
public sealed class ContentCaptureTests
{
    private const string Secret = "the words of a person, who may not be heard";

    private static readonly AttributeValue s_message =
        AttributeValue.Of((KeyValuePair<string, AttributeValue>[])[new("role", AttributeValue.Of("user")), new("content", AttributeValue.Of("é \"1\""))]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_project_that_keeps_no_content_gets_none_read_and_costs_no_more_than_the_length_of_its_texts(bool isJson)
    {
        // Twice the same request, but for a hundred kilobytes of text: what is allocated for them must not differ by that text.
        var (small, large) = (Body(Prompt("x"), isJson), Body(Prompt(new string('x', 200_000)), isJson));
        Decode(small);
        Decode(large);

        var (before, span) = (Allocated(() => Decode(small)), Assert.Single(Decode(large).Spans));
        var after = Allocated(() => Decode(large));

        Assert.Null(span.Content);
        Assert.Equal(AttributeValue.Omitted(200_000), span.Attributes.Single().Value);
        Assert.InRange(after - before, -50_000, 50_000);

        DecodedBatch Decode(byte[] body) => OtlpDecoder.Decode(body, Encoding(isJson), A.Project);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Texts_of_the_span_and_of_its_events_are_taken_aside_with_who_spoke(bool isJson)
    {
        var span = A.Span("s1").Span.Source with
        {
            Attributes = SpanAttributes.Of(
                ("gen_ai.prompt.0.role", AttributeValue.Of("user")),
                ("gen_ai.prompt.0.content", AttributeValue.Of(Secret)),
                ("gen_ai.request.model", AttributeValue.Of("gpt-99")),
                ("gen_ai.input.messages", AttributeValue.Of([s_message])),
                ("ai.embedding", AttributeValue.Of([AttributeValue.Of(0.5)]))),
            Events =
            [
                new(A.Noon, "gen_ai.user.message", SpanAttributes.Of(("content", AttributeValue.Of("first")), ("role", AttributeValue.Of("user")), ("other", AttributeValue.Of("o")))),
                new(A.Noon, "cache", SpanAttributes.Of(("content", AttributeValue.Of("no model's")))),
                new(A.Noon, "gen_ai.choice", SpanAttributes.Of(("message", AttributeValue.Of("second")))),
            ],
        };

        var decoded = Assert.Single(OtlpDecoder.Decode(Body(span, isJson), Encoding(isJson), A.Project, keepsContent: true).Spans);

        Assert.Equal(
            [
                new("gen_ai.prompt.0.role", "user"),
                new("gen_ai.prompt.0.content", Secret),
                new("gen_ai.input.messages", """[{"role":"user","content":"\u00E9 \u00221\u0022"}]"""),
                new("content", "first", "gen_ai.user.message", 1),
                new("role", "user", "gen_ai.user.message", 1),
                new ContentText("message", "second", "gen_ai.choice", 3),
            ],
            decoded.Content!.Texts);
        Assert.Empty(decoded.Content.Notes);

        // The span itself is the same as without: content stands apart from it.
        var without = Assert.Single(OtlpDecoder.Decode(Body(span, isJson), Encoding(isJson), A.Project).Spans);
        Assert.Equal(without, decoded with { Content = null }, SameSpan.Instance);
        Assert.DoesNotContain(Secret, string.Join(' ', decoded.Attributes.Select(a => a.Value.ToString())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_span_without_texts_has_no_content(bool isJson)
    {
        var span = A.Span("s1").Span.Source with { Attributes = SpanAttributes.Of(("gen_ai.prompt.0.role", AttributeValue.Of("user"))) };

        Assert.Null(Assert.Single(OtlpDecoder.Decode(Body(span, isJson), Encoding(isJson), A.Project, keepsContent: true).Spans).Content);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_text_beyond_the_limit_is_cut_and_a_span_s_beyond_it_are_left_out_with_a_note(bool isJson)
    {
        var half = AttributeValue.Of(new string('\n', ContentLimits.TextBytes + 1));
        var span = A.Span("s1").Span.Source with
        {
            Attributes = SpanAttributes.Of(("gen_ai.prompt.0.content", half), ("gen_ai.prompt.1.content", half), ("gen_ai.prompt.2.content", AttributeValue.Of("one more"))),
        };

        var content = Assert.Single(OtlpDecoder.Decode(Body(span, isJson), Encoding(isJson), A.Project, keepsContent: true).Spans).Content!;

        Assert.Equal([ContentLimits.TextBytes, ContentLimits.TextBytes], content.Texts.Select(text => text.Text.Length));
        Assert.Equal("'gen_ai.prompt.0.content' was cut from 262,145 to 262,144 bytes", content.Notes[0]);
        Assert.Equal("'gen_ai.prompt.2.content' was not stored: a span's texts may have 524,288 bytes together", content.Notes[^1]);
    }

    [Fact]
    public void What_a_request_holds_beyond_its_limit_is_left_out_and_the_spans_say_so()
    {
        var text = AttributeValue.Of(new string('x', ContentLimits.TextBytes));
        var spans = Enumerable.Range(0, (ContentLimits.RequestBytes / ContentLimits.SpanBytes) + 1)
            .Select(i => A.Span($"s{i}").Span.Source with { Attributes = SpanAttributes.Of(("gen_ai.prompt", text), ("gen_ai.completion", text)) })
            .ToList();

        var decoded = OtlpDecoder.Decode(OtlpRequest.Protobuf(spans), OtlpEncoding.Protobuf, A.Project, keepsContent: true).Spans;

        Assert.All(decoded.SkipLast(1), span => Assert.Equal(2, span.Content!.Texts.Count));
        Assert.Empty(decoded[^1].Content!.Texts);
        Assert.Contains("the content of one request may have 16,777,216 bytes together", decoded[^1].Content!.Notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_captured_call_with_messages_is_read_as_a_conversation()
    {
        var conversations = 0;
        foreach (var (name, json) in Payloads.Requests())
        {
            foreach (var span in OtlpDecoder.Decode(json, OtlpEncoding.Json, A.Project, keepsContent: true).Spans.Where(span => span.Content is { Texts.Count: > 0 }))
            {
                var conversation = ConversationReader.Read(SpanContent.Stored(span.Content!.Texts, []));

                Assert.True(conversation.Messages.Count > 0, name);
                Assert.All(conversation.Messages, message => Assert.True(message.Parts.Count > 0 || message.FinishReason is not null, name));
                conversations++;
            }
        }

        Assert.InRange(conversations, 25, 1_000);
    }

    // What people read on these pages was looked at; here is the shape of it.
    [Theory]
    [InlineData("chat-parallel-tools.json", "In User Said | Out Assistant ToolCall")]
    [InlineData("chat-image-to-text.json", "In User Said+Other | Out Assistant Said")]
    [InlineData("chat-streaming.json", "In User Said | Out Assistant Said")]
    [InlineData("completion-suffix.json", "In User Said | Out Assistant Said")]
    [InlineData("lw-0194-openllmetryOpenAIRequest.json", "In System Said | In User Said | Out Assistant Said")]
    [InlineData("lw-2671-genAiRequest.json", "In System Said | In User Said | In Assistant Said+ToolCall | In Tool ToolResult | In User Said | Out Assistant Said")]
    [InlineData("lw-0811-strandsTrace.json", "In User Said | Out Assistant Said")]
    [InlineData("lw-1594-strandsAgentsTrace.json", "In User Said | Out Assistant Said")]
    public void A_captured_request_has_this_conversation(string file, string expected)
    {
        var span = OtlpDecoder.Decode(Payloads.Request(file), OtlpEncoding.Json, A.Project, keepsContent: true).Spans.First(one => one.Content is { Texts.Count: > 0 });

        var told = ConversationReader.Read(SpanContent.Stored(span.Content!.Texts, [])).Messages
            .Select(message => $"{message.Side} {message.Role} {string.Join('+', message.Parts.Select(part => part.GetType().Name))}");

        Assert.Equal(expected, string.Join(" | ", told));
    }

    private static long Allocated(Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static DecodedSpan Prompt(string text) => A.Span("s1").Span.Source with { Attributes = SpanAttributes.Of(("gen_ai.input.messages", AttributeValue.Of(text))) };

    private static OtlpEncoding Encoding(bool isJson) => isJson ? OtlpEncoding.Json : OtlpEncoding.Protobuf;

    private static byte[] Body(DecodedSpan span, bool isJson) => isJson ? OtlpJson.Of([span]) : OtlpRequest.Protobuf([span]);
}
