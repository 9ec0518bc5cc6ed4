using CostDashboard.Core.Content;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.AgentRuns;

public sealed class ArgumentTextTests
{
    [Theory]
    [InlineData("""{"query":"cheap direct flights Berlin Rome"}""", """{ "query" : "Flights, Berlin - Rome: direct, CHEAP!" }""", true)]
    [InlineData("""{"query":"cheap direct flights Berlin Rome"}""", """{"query":"cheap direct flights Berlin Rome please"}""", true)]
    [InlineData("""{"query":"cheap direct flights Berlin Rome"}""", """{"query":"cheap direct flights Berlin Oslo"}""", false)]
    [InlineData("""{"city":"Berlin"}""", """{"city":"Paris"}""", false)]
    [InlineData("""{"from":"Berlin","to":"Rome"}""", """{"from":"Rome","to":"Berlin"}""", false)]
    [InlineData("""{"query":"cheap direct flights to Rome on day 3"}""", """{"query":"cheap direct flights to Rome on day 4"}""", false)]
    [InlineData("""{"query":"all of the open orders of a customer","page":1}""", """{"query":"all of the open orders of a customer","page":2}""", false)]
    [InlineData("""{"query":"all of the open orders of a customer","strict":true}""", """{"query":"all of the open orders of a customer","strict":false}""", false)]
    [InlineData("""{"tags":["a","b"]}""", """{"tags":["b","a"]}""", true)]
    [InlineData("""{"input_str":"x","inputs":{"city":"Rome"},"metadata":{"step":1}}""", """{"input_str":"y","inputs":{"city":"Rome"},"metadata":{"step":2}}""", true)]
    [InlineData("list the files of the folder src", "LIST  the files of the folder src", true)]
    [InlineData("{}", "{}", true)]
    public void Arguments_are_alike_where_four_of_five_words_and_all_numbers_are_the_same(string one, string other, bool isLike)
    {
        Assert.Equal(isLike, ArgumentText.Of(one)!.IsLike(ArgumentText.Of(other)!));
        Assert.Equal(isLike, ArgumentText.Of(other)!.IsLike(ArgumentText.Of(one)!));
    }

    [Fact]
    public void What_is_not_whole_is_not_compared_as_text()
    {
        Assert.NotNull(ArgumentText.In(Said("""{"to":"ada"}""")));
        Assert.Null(ArgumentText.In(Said("""{"to":"[redacted: mails]"}""")));
        Assert.Null(ArgumentText.In(SpanContent.Stored([new("gen_ai.tool.call.arguments", "{}")], ["a text was cut"])));
        Assert.Null(ArgumentText.In(SpanContent.Stored([new("gen_ai.tool.call.result", "rainy")], [])));
        Assert.Null(ArgumentText.Of(new string('x', 8 * 1024 + 1)));
    }

    [Fact]
    public void A_loop_of_like_arguments_is_found_where_their_text_is_given_and_not_by_their_hash()
    {
        PricedSpan[] spans = Running.Of([("search", 1L), ("search", 2L), ("search", 3L), ("search", null)]);
        var texts = new[] { "the weather in the city of Rome", "weather in the city of Rome", "the weather in Rome the city of" }
            .Select((text, i) => (Span: A.SpanId($"tool{i + 1}"), Text: ArgumentText.Of(text)!))
            .ToDictionary(pair => pair.Span, pair => pair.Text);

        var run = TraceAgents.Of(A.Rollup(spans), spans.ToDictionary(span => span.Key.Span), GuardrailSettings.Usual, texts).Runs[0];

        var loop = Assert.Single(run.Loops);
        Assert.Equal((AgentLoopKind.OneTool, true, 2, 2), (loop.Kind, loop.AreAlike, loop.Repeats, loop.StopAfter));
        Assert.Equal([ArgumentComparison.Text, ArgumentComparison.Alike, ArgumentComparison.Alike, ArgumentComparison.Name], run.Uses.Select(use => use.ComparedBy));
        Assert.Equal([null, 1, 1, null], run.Uses.Select(use => use.RepeatOf));
        Assert.Empty(Running.RunOf(spans).Loops);
    }

    [Fact]
    public void What_came_without_text_is_known_again_by_its_hash()
    {
        PricedSpan[] spans = Running.Of([("search", 1L), ("search", 2L), ("search", 2L)]);
        var texts = new Dictionary<SpanId, ArgumentText> { [A.SpanId("tool1")] = ArgumentText.Of("weather in Rome")!, [A.SpanId("tool2")] = ArgumentText.Of("Rome: in weather")! };

        var run = TraceAgents.Of(A.Rollup(spans), spans.ToDictionary(span => span.Key.Span), GuardrailSettings.Usual, texts).Runs[0];

        Assert.Equal([null, 1, 1], run.Uses.Select(use => use.RepeatOf));
        Assert.Equal(ArgumentComparison.Hash, run.Uses.Last().ComparedBy);
    }

    private static SpanContent Said(string arguments) => SpanContent.Stored([new("gen_ai.tool.call.arguments", arguments)], []);
}
