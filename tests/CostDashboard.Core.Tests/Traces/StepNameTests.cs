using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

public sealed class StepNameTests
{
    [Fact]
    public void A_call_belongs_to_the_step_around_it() =>
        Assert.Equal(
            ["handle_message", "classify_intent", "classify_intent"],
            Steps(
                A.Span("root", name: "handle_message"),
                A.Span("step", "root", name: "classify_intent"),
                A.Span("call", "step", name: "chat gpt-4o-mini", kind: OperationKind.Chat)));

    [Fact]
    public void Calls_inside_calls_belong_to_the_step_around_all_of_them() =>
        Assert.Equal(
            ["root", "answer", "answer", "answer"],
            Steps(
                A.Span("root"),
                A.Span("answer", "root"),
                A.Span("outer", "answer", name: "ChatOpenAI.chat", kind: OperationKind.Chat),
                A.Span("inner", "outer", name: "openai.chat", kind: OperationKind.Chat)));

    [Theory]
    [InlineData("chat gpt-4o-mini", "gpt-4o-mini-2024-07-18", "chat")]
    [InlineData("chat gpt-4o-mini-2024-07-18", "gpt-4o-mini", "chat")]
    [InlineData("chat GPT-4o", "gpt-4o", "chat")]
    [InlineData("chat with customers", "gpt-4o", "chat with customers")]
    [InlineData("openai.chat", "gpt-4o", "openai.chat")]
    [InlineData("chat gpt-4o", "", "chat gpt-4o")]
    [InlineData(" chat", "chat", " chat")]
    public void A_call_right_below_the_root_is_its_own_step_without_the_model(string name, string model, string step)
    {
        Assert.Equal(["root", step], Steps(A.Span("root"), Call("call", "root", name, model)));
        Assert.Equal([step], Steps(Call("call", null, name, model)));
    }

    [Fact]
    public void A_call_below_an_agent_belongs_to_the_agent_unless_that_is_the_root() =>
        Assert.Equal(
            ["run", "invoke_agent refunds", "invoke_agent refunds"],
            Steps(
                A.Span("run"),
                A.Span("agent", "run", name: "invoke_agent refunds", kind: OperationKind.Agent),
                A.Span("call", "agent", name: "chat gpt-4o", kind: OperationKind.Chat)));

    [Fact]
    public void A_chain_of_a_hundred_thousand_calls_is_named_in_one_pass()
    {
        var chain = Enumerable.Range(0, 100_000)
            .Select(i => A.Span($"s{i}", i == 0 ? null : $"s{i - 1}", name: "chat", start: i * 0.001, kind: OperationKind.Chat));

        Assert.All(A.Rollup(chain).Spans, span => Assert.Equal("chat", span.Charge.Series.Step));
    }

    private static PricedSpan Call(string id, string? parent, string name, string model) =>
        A.Span(id, parent, name: name, kind: OperationKind.Chat, tokens: new(1, 0, 0, 0, 1), usd: 0.1m, model: model);

    private static IEnumerable<string> Steps(params PricedSpan[] spans) => A.Rollup(spans).Spans.Select(s => s.Charge.Series.Step);
}
