using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Conversations;
using CostDashboard.TestKit;
using static CostDashboard.Core.Content.Conversations.MessagePart;

namespace CostDashboard.Core.Tests.Content.Conversations;

public sealed class ConversationReaderTests
{
    private static readonly Message s_asked = In(MessageRole.User, new Said("Weather?"));

    private static readonly Message s_called = new(MessageRole.Assistant, null, MessageSide.Out, [new ToolCall("c1", "weather", """{"city":"Rome"}""")]);

    [Fact]
    public void OpenTelemetry_s_messages_are_read() => AssertReads(
        [
            In(MessageRole.System, new Said("Be brief.")),
            s_asked,
            In(MessageRole.Tool, new ToolResult("c0", null, "rainy")),
            s_called with { Parts = [new Reasoning("hm"), s_called.Parts[0]], FinishReason = "tool_call" },
        ],
        ("gen_ai.system_instructions", """[{"type":"text","content":"Be brief."}]"""),
        ("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"Weather?"}]},{"role":"tool","parts":[{"type":"tool_call_response","id":"c0","response":"rainy"}]}]"""),
        ("gen_ai.output.messages", """[{"role":"assistant","parts":[{"type":"reasoning","content":"hm"},{"type":"tool_call","id":"c1","name":"weather","arguments":{"city":"Rome"}}],"finish_reason":"tool_call"}]"""));

    [Fact]
    public void OpenLLMetry_s_numbered_prompts_are_read_in_their_order() => AssertReads(
        [In(MessageRole.System, new Said("Be brief.")), s_asked, In(MessageRole.Tool, new ToolResult("c0", null, "rainy")), s_called with { FinishReason = "tool_calls" }],
        ("gen_ai.prompt.10.content", "rainy"),
        ("gen_ai.prompt.10.role", "tool"),
        ("gen_ai.prompt.10.tool_call_id", "c0"),
        ("gen_ai.prompt.2.content", """[{"type":"text","text":"Weather?"}]"""),
        ("gen_ai.prompt.2.role", "user"),
        ("gen_ai.prompt.0.content", "Be brief."),
        ("gen_ai.prompt.0.role", "system"),
        ("gen_ai.completion.0.role", "assistant"),
        ("gen_ai.completion.0.finish_reason", "tool_calls"),
        ("gen_ai.completion.0.tool_calls.0.id", "c1"),
        ("gen_ai.completion.0.tool_calls.0.name", "weather"),
        ("gen_ai.completion.0.tool_calls.0.arguments", """{"city":"Rome"}"""));

    [Fact]
    public void OpenInference_s_messages_are_read_and_not_the_values_that_repeat_them() => AssertReads(
        [In(MessageRole.User, new Said("Weather?"), new Other("image", "data:image/png;base64,AA")), s_called],
        ("input.value", "the same again"),
        ("llm.input_messages.0.message.role", "user"),
        ("llm.input_messages.0.message.contents.0.message_content.type", "text"),
        ("llm.input_messages.0.message.contents.0.message_content.text", "Weather?"),
        ("llm.input_messages.0.message.contents.1.message_content.type", "image"),
        ("llm.input_messages.0.message.contents.1.message_content.image.image.url", "data:image/png;base64,AA"),
        ("llm.output_messages.0.message.role", "assistant"),
        ("llm.output_messages.0.message.tool_calls.0.tool_call.id", "c1"),
        ("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "weather"),
        ("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", """{"city":"Rome"}"""));

    [Fact]
    public void Vercel_s_prompt_and_response_are_read() => AssertReads(
        [s_asked, In(MessageRole.Tool, new ToolResult("c0", "weather", "\"rainy\"")) with { }, s_called with { Parts = [new Said("Let me see."), s_called.Parts[0]] }],
        ("ai.prompt.messages", """[{"role":"user","content":[{"type":"text","text":"Weather?"}]},{"role":"tool","content":[{"type":"tool-result","toolCallId":"c0","toolName":"weather","output":"\"rainy\""}]}]"""),
        ("ai.response.text", "Let me see."),
        ("ai.response.toolCalls", """[{"toolCallId":"c1","toolName":"weather","input":"{\"city\":\"Rome\"}"}]"""));

    [Fact]
    public void Google_s_requests_are_read() => AssertReads(
        [In(MessageRole.System, new Said("Be brief.")), s_asked, s_called],
        ("gcp.vertex.agent.llm_request", """{"model":"m","config":{"system_instruction":"Be brief."},"contents":[{"role":"user","parts":[{"text":"Weather?"}]}]}"""),
        ("gcp.vertex.agent.llm_response", """{"content":{"role":"model","parts":[{"function_call":{"id":"c1","name":"weather","args":{"city":"Rome"}}}]}}"""));

    [Fact]
    public void Langfuse_s_input_and_output_are_read_as_messages_or_as_text() => AssertReads(
        [s_asked, new(MessageRole.Assistant, null, MessageSide.Out, [new Said("Sunny.")])],
        ("langfuse.observation.input", """{"messages":[{"role":"user","content":"Weather?"}]}"""),
        ("langfuse.observation.output", "Sunny."));

    [Fact]
    public void A_tool_s_arguments_and_result_are_read() => AssertReads(
        [In(MessageRole.Assistant, new ToolCall(null, "", """{"city":"Rome"}""")), new(MessageRole.Tool, null, MessageSide.Out, [new ToolResult(null, null, "rainy")])],
        ("gen_ai.tool.call.arguments", """{"city":"Rome"}"""),
        ("gen_ai.tool.call.result", "rainy"));

    [Fact]
    public void Documents_that_were_found_are_read() => AssertReads(
        [In(MessageRole.User, new Said("rain")), new(MessageRole.Other, "document", MessageSide.Out, [new Other("document", "It rains.")])],
        ("input.value", "rain"),
        ("retrieval.documents.0.document.content", "It rains."));

    [Fact]
    public void Events_of_messages_are_read_in_their_order()
    {
        var content = SpanContent.Stored(
            [
                new("content", "Weather?", "gen_ai.user.message", 1),
                new("content", "rainy", "gen_ai.tool.message", 2),
                new("id", "c0", "gen_ai.tool.message", 2),
                new("message", """[{"text":"Sunny."}]""", "gen_ai.choice", 3),
                new("finish_reason", "end_turn", "gen_ai.choice", 3),
            ],
            []);

        AssertSame(
            [s_asked, In(MessageRole.Tool, new ToolResult("c0", null, "rainy")), new(MessageRole.Assistant, null, MessageSide.Out, [new Said("Sunny.")], "end_turn")],
            ConversationReader.Read(content).Messages);
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}]}}]}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"weather","input":{"city":"Rome"}}]}""")]
    [InlineData("""[{"type":"function_call","call_id":"c1","name":"weather","arguments":"{\"city\":\"Rome\"}"}]""")]
    [InlineData("""[[{"id":["langchain","schema","messages","AIMessage"],"kwargs":{"content":"","tool_calls":[{"id":"c1","name":"weather","args":{"city":"Rome"}}]}}]]""")]
    [InlineData("""{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"id":"c1","name":"weather","args":{"city":"Rome"}}}]}}]}""")]
    [InlineData("""[{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"weather","input":{"city":"Rome"}}],"x":"it was cut of""")]
    public void A_call_of_a_tool_is_read_in_the_shape_of_every_provider(string output) =>
        AssertReads([s_called], ("output.value", output));

    [Theory]
    [InlineData("plain text")]
    [InlineData("""{"answer":42}""")]
    [InlineData("""{"messages":"none"}""")]
    [InlineData("[1, 2, [3]]")]
    [InlineData("""{"role":"admin"}""")]
    public void What_no_shape_fits_is_shown_as_it_is(string text) =>
        AssertReads([In(MessageRole.User, new Said(text))], ("input.value", text));

    [Fact]
    public void A_span_without_content_has_no_conversation() => Assert.Same(Conversation.Empty, ConversationReader.Read(SpanContent.Stored([], [])));

    [Fact]
    public void A_trace_s_conversation_has_each_message_once_and_counts_those_that_are_sent_again()
    {
        var (first, second) = (
            SpanContent.Stored([new("input.value", """[{"role":"user","content":"Weather?"}]"""), new("output.value", """{"role":"assistant","content":"Where?"}""")], []),
            SpanContent.Stored([new("input.value", """[{"role":"user","content":"Weather?"},{"role":"assistant","content":"Where?"},{"role":"user","content":"Rome"}]""")], ["cut"]));

        var turns = ConversationTurn.Of([(A.SpanId("s1"), first), (A.SpanId("s2"), second)]);

        Assert.Equal([(2, 0), (1, 2)], turns.Select(turn => (turn.Added.Count, turn.Repeated)));
        AssertSame([In(MessageRole.User, new Said("Rome"))], turns[1].Added);
        Assert.Equal(["cut"], turns[1].Notes);
        Assert.Single(ConversationTurn.Of([(A.SpanId("s1"), first), (A.SpanId("s2"), second)], mostCharacters: 10));
    }

    [Fact]
    public void Every_form_has_its_line_in_the_list() =>
        Assert.Equal(
            typeof(ConversationReader).Assembly.GetTypes().Where(type => type.Namespace?.EndsWith(".Conversations.Forms", StringComparison.Ordinal) == true && type.Name.EndsWith("Form", StringComparison.Ordinal)).Select(type => type.Name).Order(StringComparer.Ordinal),
            ConversationReader.FormsInOrder.Select(read => read.Method.DeclaringType!.Name).Order(StringComparer.Ordinal));

    private static Message In(MessageRole role, params MessagePart[] parts) => new(role, null, MessageSide.In, parts);

    private static void AssertReads(Message[] expected, params (string Key, string Text)[] texts) =>
        AssertSame(expected, ConversationReader.Read(SpanContent.Stored([.. texts.Select(text => new ContentText(text.Key, text.Text))], [])).Messages);

    private static void AssertSame(IReadOnlyList<Message> expected, IReadOnlyList<Message> actual)
    {
        Assert.Equal(expected.Select(Told), actual.Select(Told));

        static string Told(Message message) => $"{message.Side} {message.Role} {message.Name} {message.FinishReason}: {string.Join(" | ", message.Parts)}";
    }
}
