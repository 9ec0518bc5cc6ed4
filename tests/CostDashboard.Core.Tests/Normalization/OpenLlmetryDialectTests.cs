using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class OpenLlmetryDialectTests
{
    [Fact]
    public void A_call_by_its_old_names_is_read_whole()
    {
        var span = Reading.Of(
            "openai.chat",
            ("llm.request.type", "chat"),
            ("gen_ai.system", "OpenAI"),
            ("gen_ai.request.model", "gpt-3.5-turbo"),
            ("gen_ai.response.model", "gpt-3.5-turbo-0125"),
            ("llm.usage.total_tokens", 187),
            ("gen_ai.usage.completion_tokens", 173),
            ("gen_ai.usage.prompt_tokens", 14),
            ("llm.usage.reasoning_tokens", 64),
            ("gen_ai.completion.0.finish_reason", "stop"));

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.Equal(
            new ModelCall(
                "openai",
                "gpt-3.5-turbo-0125",
                new(14, 0, 0, 0, 173, 64),
                RequestModel: "gpt-3.5-turbo",
                FinishReason: "stop",
                UsageRule: "input as stated (no cached tokens)"),
            span.Call);
    }

    [Theory]
    [InlineData("workflow", OperationKind.Workflow, true)]
    [InlineData("task", OperationKind.Workflow, true)]
    [InlineData("agent", OperationKind.Agent, true)]
    [InlineData("tool", OperationKind.Tool, false)]
    public void What_people_decorate_has_a_kind(string word, OperationKind kind, bool isWrapper)
    {
        var span = Reading.Of("x", ("traceloop.span.kind", word), ("traceloop.entity.name", "search"));

        Assert.Equal(kind, span.Kind);
        Assert.Equal(isWrapper, span.IsWrapperByName);
        Assert.Equal(kind is OperationKind.Tool ? "search" : null, span.ToolName);
    }

    [Theory]
    [InlineData("rerank", OperationKind.Rerank)]
    [InlineData("embedding", OperationKind.Embeddings)]
    [InlineData("completion", OperationKind.Chat)]
    public void The_request_has_a_type(string type, OperationKind kind) => Assert.Equal(kind, Reading.Of("x", ("llm.request.type", type)).Kind);

    [Fact]
    public void Its_association_properties_say_whom_it_is_for() => Assert.Equal(
        new Attribution(Customer: "acme", User: "u-1", Session: "s-1"),
        Reading.Of(
            "x",
            ("traceloop.association.properties.user_id", "u-1"),
            ("traceloop.association.properties.session_id", "s-1"),
            ("traceloop.association.properties.customer_id", "acme")).Attribution);
}
