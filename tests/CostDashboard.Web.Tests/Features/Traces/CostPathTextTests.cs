using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class CostPathTextTests
{
    private static readonly Usage s_tokens = new(100, 0, 0, 0, 10);

    [Fact]
    public void The_path_is_a_sentence() =>
        Assert.Equal(
            "80 % of the cost: research_agent › retrieve_context › gpt-4o, 2 calls.",
            Text(A.Span("research_agent"), A.Span("retrieve_context", "research_agent"), Call("a", "retrieve_context", 0.4m), Call("b", "retrieve_context", 0.4m), Call("c", "research_agent", 0.2m, "o3")));

    [Fact]
    public void A_long_chain_is_named_by_its_beginning_and_its_end() =>
        Assert.Equal("100 % of the cost: level 0 › … › level 37 › level 38 › gpt-4o, 1 call.", Text(TraceShapes.Of("deep")));

    [Fact]
    public void Spread_cost_is_said_to_be_spread() =>
        Assert.Equal(
            "No one path made most of the cost: below root it is spread over 4 spans, the dearest has 25 %.",
            Text([A.Span("root"), .. Enumerable.Range(0, 4).SelectMany(i => new[] { A.Span($"part {i}", "root"), Call($"c{i}", $"part {i}", 0.1m) })]));

    [Fact]
    public void With_unpriced_calls_it_speaks_of_the_known_cost() =>
        Assert.Equal(
            "100 % of the known cost: root › gpt-4o, 1 call.",
            Text(A.Span("root"), Call("a", "root", 0.4m), A.Span("b", "root", tokens: s_tokens, model: "new")));

    [Fact]
    public void Where_nothing_is_known_to_cost_anything_nothing_is_said() =>
        Assert.Null(Text(A.Span("root"), A.Span("b", "root", tokens: s_tokens, model: "new")));

    private static PricedSpan Call(string id, string parent, decimal usd, string model = "gpt-4o") => A.Span(id, parent, name: "chat " + model, start: 1, tokens: s_tokens, usd: usd, model: model);

    private static string? Text(params PricedSpan[] spans)
    {
        var waterfall = TraceWaterfall.Of(A.Rollup(spans));
        return CostPathText.Of(CostPath.Of(waterfall), waterfall.Rows.Count);
    }
}
