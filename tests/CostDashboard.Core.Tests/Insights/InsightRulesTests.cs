using CostDashboard.Core.Insights;
using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Insights;

public sealed class InsightRulesTests
{
    private static Usage Read(long input, long output = 200) => new(input, 0, 0, 0, output);

    [Fact]
    public void Every_kind_has_one_rule_whose_usual_threshold_is_allowed()
    {
        Assert.Equal(Enum.GetValues<InsightKind>().Order(), InsightRules.InOrder.Select(rule => rule.Kind).Order());
        Assert.All(InsightRules.InOrder, rule => Assert.True(rule.Threshold.Allows(rule.Threshold.Default)));
        Assert.All(InsightRules.InOrder, rule => Assert.False(rule.Threshold.Allows(rule.Threshold.Most + 1)));
    }

    [Fact]
    public void Every_rule_is_a_file_of_its_own_in_the_list() => Assert.Equal(
        typeof(InsightRule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(InsightRule))).Select(type => type.Name).Order(StringComparer.Ordinal),
        InsightRules.InOrder.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Context_that_grows_beyond_three_times_the_first_call_is_found_with_what_it_cost()
    {
        Usage[] turns = [Read(1000), Read(2000), Read(3000), Read(4000), Read(8000)];

        var finding = Assert.Single(Looking.Look(InsightKind.GrowingContext, Looking.Run(turns)));

        Assert.Equal((2, 6000), (finding.Calls, finding.Tokens));
        Assert.Equal(Looking.Price(turns[3]) + Looking.Price(turns[4]), finding.CostNanoUsd);
        Assert.Equal(finding.CostNanoUsd - (2 * Looking.Price(Read(3000))), finding.SavingNanoUsd);
        Assert.Equal(A.TraceId(), Assert.Single(finding.Examples).Trace);
    }

    [Theory]
    [InlineData(1000L, 2000L, 3000L, 2500L, 2900L)] // stays within three times
    [InlineData(1000L, 9000L, 900L, 9000L, 900L)] // goes up and down
    [InlineData(1000L, 9000L, 9500L, 9600L, 0L)] // too few turns
    public void Context_that_does_not_keep_growing_is_none(params long[] input) =>
        Assert.Empty(Looking.Look(InsightKind.GrowingContext, Looking.Run(input.Where(tokens => tokens > 0).Select(tokens => Read(tokens)))));

    [Fact]
    public void Turns_after_the_tenth_use_of_a_tool_are_a_loop()
    {
        var finding = Assert.Single(Looking.Look(InsightKind.ToolLoops, Looking.Run(Enumerable.Repeat(Read(500), 13), tool: _ => "search")));

        Assert.Equal(("search", 3L), (finding.Subject.Step, finding.Calls));
        Assert.Equal(3 * Looking.Price(Read(500)), finding.SavingNanoUsd);
        Assert.Equal(finding.CostNanoUsd, finding.SavingNanoUsd);
    }

    [Fact]
    public void An_agent_that_uses_many_tools_is_in_no_loop() =>
        Assert.Empty(Looking.Look(InsightKind.ToolLoops, Looking.Run(Enumerable.Repeat(Read(500), 30), tool: i => $"tool {i % 4}")));

    [Fact]
    public void What_a_tool_asks_a_model_inside_is_not_the_agents_turn() =>
        Assert.Empty(Looking.Look(
            InsightKind.ToolLoops,
            [Looking.Agent(), .. Enumerable.Range(0, 30).SelectMany(i => new[] { Looking.Tool($"t{i}", "agent", i), Looking.Call($"c{i}", $"t{i}", i, Read(500)) })]));

    [Fact]
    public void Retrieved_tokens_beyond_what_a_call_needs_are_found()
    {
        var call = Read(9000);

        var finding = Assert.Single(Looking.Look(InsightKind.LargeRetrieval, A.Span("root", duration: 9000), Looking.Search("s", "root", 0, 7000), Looking.Call("c", "root", 1, call)));

        Assert.Equal(3000, finding.Tokens);
        Assert.Equal(Looking.Price(call) - Looking.Price(Read(6000)), finding.SavingNanoUsd);
    }

    [Fact]
    public void Retrieval_that_is_small_or_that_no_call_reads_is_none()
    {
        Assert.Empty(Looking.Look(InsightKind.LargeRetrieval, A.Span("root", duration: 9000), Looking.Search("s", "root", 0, 3000), Looking.Call("c", "root", 1, Read(9000))));
        Assert.Empty(Looking.Look(InsightKind.LargeRetrieval, A.Span("root", duration: 9000), Looking.Search("s", "root", 5, 9000), Looking.Call("c", "root", 1, Read(9000))));
    }

    [Fact]
    public void Documents_of_openinference_are_counted_by_the_length_of_what_was_not_stored()
    {
        var search = A.Span("s", "root", duration: 10, kind: OperationKind.Retrieval, attributes: SpanAttributes.Of(
            ("retrieval.documents.0.document.content", AttributeValue.Omitted(16_000)),
            ("retrieval.documents.1.document.content", AttributeValue.Of(new string('a', 4_000))),
            ("retrieval.documents.1.document.id", AttributeValue.Of("x"))));

        var finding = Assert.Single(Looking.Look(InsightKind.LargeRetrieval, A.Span("root", duration: 9000), search, Looking.Call("c", "root", 1, Read(9000))));

        Assert.Equal(1000, finding.Tokens);
    }

    [Fact]
    public void An_agent_that_reads_its_history_anew_each_turn_could_cache_it()
    {
        Usage[] turns = [Read(4000), Read(6000), Read(8000)];

        var finding = Assert.Single(Looking.Look(InsightKind.PromptCaching, Looking.Run(turns)));

        Usage[] cached = [new(0, 0, 4000, 0, 200), new(0, 4000, 2000, 0, 200), new(0, 6000, 2000, 0, 200)];
        Assert.Equal((3, 10_000), (finding.Calls, finding.Tokens));
        Assert.Equal(turns.Sum(turn => Looking.Price(turn)) - cached.Sum(turn => Looking.Price(turn)), finding.SavingNanoUsd);
    }

    [Fact]
    public void An_agent_that_reads_from_the_cache_and_prompts_that_are_short_or_do_not_repeat_are_none()
    {
        Assert.Empty(Looking.Look(InsightKind.PromptCaching, Looking.Run([new(4000, 0, 0, 0, 200), new(1500, 4000, 0, 0, 200), new(1500, 6000, 0, 0, 200)])));
        Assert.Empty(Looking.Look(InsightKind.PromptCaching, Looking.Run([Read(100), Read(400), Read(800)])));
        Assert.Empty(Looking.Look(InsightKind.PromptCaching, Looking.Run([Read(8000), Read(4000), Read(2000)])));
    }

    [Fact]
    public void A_long_answer_without_a_limit_is_found_and_one_with_a_limit_is_not()
    {
        var finding = Assert.Single(Looking.Look(
            InsightKind.UncappedRequests,
            Looking.Call("a", tokens: Read(100, 3000), maxTokens: null),
            Looking.Call("b", trace: "t2", tokens: Read(100, 3000)),
            Looking.Call("c", trace: "t3", tokens: Read(100, 900), maxTokens: null)));

        Assert.Equal((1, 2000), (finding.Calls, finding.Tokens));
        Assert.Equal(Looking.Price(Read(100, 3000)) - Looking.Price(Read(100, 1000)), finding.SavingNanoUsd);
    }

    [Fact]
    public void A_short_answer_of_a_large_model_names_the_cheaper_one_of_its_family()
    {
        var finding = Assert.Single(Looking.Look(InsightKind.ShortAnswers, Looking.Call("a", tokens: Read(900, 12)), Looking.Call("b", trace: "t2", tokens: Read(900, 500))));

        Assert.Equal((1, Looking.Haiku), (finding.Calls, finding.Subject.Instead));
        Assert.Equal(Looking.Price(Read(900, 12)) - Looking.Price(Read(900, 12), Looking.Haiku), finding.SavingNanoUsd);
    }

    [Fact]
    public void Short_answers_of_the_smallest_model_and_turns_of_agents_stay()
    {
        Assert.Empty(Looking.Look(InsightKind.ShortAnswers, Looking.Call("a", tokens: Read(900, 12), model: Looking.Haiku)));
        Assert.Empty(Looking.Look(InsightKind.ShortAnswers, Looking.Run([Read(900, 12), Read(900, 12)])));
    }

    [Fact]
    public void A_final_answer_that_costs_most_of_its_run_is_found()
    {
        var finding = Assert.Single(Looking.Look(InsightKind.FinalSteps, Looking.Run([Read(500, 50), Read(500, 50), Read(2000, 900)])));

        Assert.Equal((1, Looking.Haiku), (finding.Calls, finding.Subject.Instead));
        Assert.Equal(Looking.Price(Read(2000, 900)), finding.CostNanoUsd);
        Assert.Empty(Looking.Look(InsightKind.FinalSteps, Looking.Run([Read(2000, 900), Read(2000, 900), Read(500, 50)])));
    }

    [Theory]
    [InlineData("development", true)]
    [InlineData("eu-Staging-2", true)]
    [InlineData("production", false)]
    [InlineData("", false)]
    [InlineData("contest", false)]
    public void A_premium_model_is_found_where_the_environment_is_not_for_customers(string environment, bool isFound)
    {
        var found = Looking.Look(InsightKind.DevelopmentModels, Looking.Call("a", tokens: Read(900, 500), environment: environment));

        Assert.Equal(isFound, found.Length == 1);
        Assert.All(found, finding => Assert.Equal((environment, Looking.Haiku), (finding.Subject.Environment, finding.Subject.Instead)));
    }

    [Fact]
    public void A_failed_call_and_one_that_was_made_again_were_paid_for_in_vain()
    {
        var finding = Assert.Single(Looking.Look(
            InsightKind.FailedCalls,
            A.Span("root", duration: 90_000),
            Looking.Call("failed", "root", 0, Read(300, 0), isError: true),
            Looking.Call("first", "root", 1, Read(700)),
            Looking.Call("again", "root", 3, Read(700)),
            Looking.Call("later", "root", 80, Read(700))));

        Assert.Equal(2, finding.Calls);
        Assert.Equal(Looking.Price(Read(300, 0)) + Looking.Price(Read(700)), finding.SavingNanoUsd);
    }

    [Fact]
    public void Calls_side_by_side_and_short_prompts_are_no_retries() =>
        Assert.Empty(Looking.Look(
            InsightKind.FailedCalls,
            A.Span("root", duration: 90_000),
            Looking.Call("a", "root", 0, Read(700)),
            Looking.Call("b", "root", 0.1, Read(700)),
            Looking.Call("c", "root", 5, Read(90)),
            Looking.Call("d", "root", 7, Read(90))));

    [Fact]
    public void Clean_traffic_gives_no_insight() =>
        Assert.Empty(Looking.Look(Enumerable.Range(0, 50).SelectMany(i => new[]
        {
            A.Span("root", trace: $"t{i}", duration: 9000),
            Looking.Search("s", "root", 0, 1500, $"t{i}"),
            Looking.Call("c", "root", 1, new(500 + i, 1500, 0, 0, 300), trace: $"t{i}"),
        })));

    [Fact]
    public void A_call_without_a_known_price_saves_nothing() =>
        Assert.Empty(Looking.Look(InsightKind.UncappedRequests, Looking.Call("a", tokens: Read(100, 9000), model: "unheard-of-1", maxTokens: null)));

    [Fact]
    public void A_sentence_is_there_for_every_kind()
    {
        foreach (var rule in InsightRules.InOrder)
        {
            var finding = new InsightFinding(rule.Kind, 1, new("step", "p", "m", "", "cheap"), 1, 1, 5, 10, 5, []);

            Assert.EndsWith(".", rule.Seen(finding, 1234.5m), StringComparison.Ordinal);
            Assert.EndsWith(".", rule.Assumption(finding, 1234.5m), StringComparison.Ordinal);
            Assert.EndsWith(".", rule.Advice, StringComparison.Ordinal);
        }
    }
}
