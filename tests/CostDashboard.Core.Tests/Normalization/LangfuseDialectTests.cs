using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class LangfuseDialectTests
{
    private const string Includes = "input includes cache (Langfuse usage whose total = input + output)";
    private const string Excludes = "input excludes cache (Langfuse usage is disjoint)";
    private const string NoCache = "input as stated (no cached tokens)";

    [Fact]
    public void A_generation_is_read_whole()
    {
        var span = Reading.Of(
            "answer",
            ("langfuse.observation.type", "generation"),
            ("langfuse.observation.model.name", "gpt-4o"),
            ("langfuse.observation.model.parameters", """{"max_tokens": 512, "temperature": 0.2}"""),
            ("langfuse.observation.usage_details", """{"input": 100, "input_cached_tokens": 40, "output": 9, "output_reasoning": 3, "total": 152}"""),
            ("langfuse.observation.cost_details", """{"input": 0.0001, "output": 0.0002, "total": 0.0003}"""),
            ("langfuse.observation.completion_start_time", "\"2026-08-06T12:00:00.250Z\""));

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.Equal(
            new ModelCall(
                "openai",
                "gpt-4o",
                new(100, 40, 0, 0, 12, 3),
                ReportedCost: new Usd(0.0003m),
                TimeToFirstToken: 250_000_000,
                MaxTokens: 512,
                UsageRule: Excludes),
            span.Call);
    }

    public static TheoryData<string, Usage, string> UsageDetails => new()
    {
        { """{"input": 10, "output": 20, "total": 30, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0}""", new(10, 0, 0, 0, 20), NoCache },
        { """{"input": 100, "output": 20, "total": 120, "cache_read_input_tokens": 60}""", new(40, 60, 0, 0, 20), Includes },
        { """{"input": 100, "output": 20, "total": 180, "cache_read_input_tokens": 60}""", new(100, 60, 0, 0, 20), Excludes },
        { """{"input": 100, "output": 20, "cache_read_input_tokens": 60}""", new(100, 60, 0, 0, 20), Excludes },
        { """{"input": 100, "output": 20, "input_cache_creation_5m": 7, "input_cache_creation_1h": 11}""", new(100, 0, 7, 11, 20), Excludes },
        { """{"input": 100, "output": 20, "input_cache_creation": 18, "input_cache_creation_1h": 11}""", new(100, 0, 7, 11, 20), Excludes },
        { """{"input": 179, "output": 35, "total": 278, "input_audio": 0, "input_cache_read": 0, "output_reasoning": 64}""", new(179, 0, 0, 0, 99, 64), NoCache },
        { """{"input": 179, "output": 99, "total": 278, "output_reasoning": 64}""", new(179, 0, 0, 0, 99, 64), NoCache },
        { """{"input": 100, "input_audio": 30, "output": 20, "output_audio": 5}""", new(130, 0, 0, 0, 25), NoCache },
        {
            """{"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120, "prompt_tokens_details": {"cached_tokens": 60}, "completion_tokens_details": {"reasoning_tokens": 8}}""",
            new(40, 60, 0, 0, 20, 8),
            Includes
        },
        { """{"input_tokens": 100, "output_tokens": 20, "input_tokens_details": {"cached_tokens": 60}}""", new(40, 60, 0, 0, 20), Includes },
        { """{"input_tokens": 3, "output_tokens": 20, "cache_read_input_tokens": 60, "cache_creation_input_tokens": 5}""", new(3, 60, 5, 0, 20), Excludes },
        { """{"input": 100, "cache_read_input_tokens": 60}""", new(100, 60, 0, 0, 0), Excludes },
        { """{"input": 100, "total": 100, "cache_read_input_tokens": 60}""", new(40, 60, 0, 0, 0), Includes },
        { """{"input_cache_read": 60}""", new(0, 60, 0, 0, 0), Excludes },
        { "\"{\\\"input\\\": 10, \\\"output\\\": 20}\"", new(10, 0, 0, 0, 20), NoCache },
    };

    [Theory]
    [MemberData(nameof(UsageDetails))]
    public void Usage_details_become_disjoint_classes(string json, Usage usage, string rule)
    {
        var call = Reading.Of("x", ("langfuse.observation.model.name", "m"), ("langfuse.observation.usage_details", json)).Call!;

        Assert.Equal(usage, call.Usage);
        Assert.Equal(rule, call.UsageRule);
    }

    [Fact]
    public void Usage_details_are_a_whole_bill_that_others_add_nothing_to()
    {
        var call = Reading.Of(
            "x",
            ("langfuse.observation.model.name", "m"),
            ("langfuse.observation.usage_details", """{"input": 100, "output": 20}"""),
            ("gen_ai.usage.input_tokens", 160),
            ("gen_ai.usage.cache_read.input_tokens", 60)).Call!;

        Assert.Equal(new Usage(100, 0, 0, 0, 20), call.Usage);
    }

    [Fact]
    public void Costs_without_a_total_are_added() => Assert.Equal(
        new Usd(0.0003m),
        Reading.Of("x", ("langfuse.observation.model.name", "m"), ("langfuse.observation.cost_details", """{"input": 0.0001, "output": 0.0002}""")).Call!.ReportedCost);

    [Theory]
    [InlineData("2026-08-06T12:00:00.250Z", 250_000_000L)]
    [InlineData("2026-08-06T14:00:00.250+02:00", 250_000_000L)]
    [InlineData("2026-08-06T11:59:59Z", null)]
    [InlineData("2027-08-06T12:00:00Z", null)]
    [InlineData("soon", null)]
    public void The_first_token_is_measured_from_the_start(string time, long? nanos) =>
        Assert.Equal(nanos, Reading.Of("x", ("langfuse.observation.model.name", "m"), ("langfuse.observation.completion_start_time", time)).Call!.TimeToFirstToken);

    [Theory]
    [InlineData("generation", OperationKind.Chat, false)]
    [InlineData("GENERATION", OperationKind.Chat, false)]
    [InlineData("embedding", OperationKind.Embeddings, false)]
    [InlineData("retriever", OperationKind.Retrieval, false)]
    [InlineData("tool", OperationKind.Tool, false)]
    [InlineData("agent", OperationKind.Agent, true)]
    [InlineData("chain", OperationKind.Workflow, true)]
    [InlineData("span", OperationKind.Other, false)]
    [InlineData("event", OperationKind.Other, false)]
    public void The_type_says_the_kind(string type, OperationKind kind, bool isWrapper)
    {
        var span = Reading.Of("x", ("langfuse.observation.type", type));

        Assert.Equal(kind, span.Kind);
        Assert.Equal(isWrapper, span.IsWrapperByName);
    }

    [Fact]
    public void The_error_level_is_the_spans_status()
    {
        var span = Core.Normalization.Repairs.SpanRepairs.Mend(
            Reading.Span("x", ("langfuse.observation.level", "ERROR"), ("langfuse.observation.status_message", "rate limited")),
            A.Noon);

        Assert.Equal(new SpanStatus(SpanStatusCode.Error, "rate limited"), span.Status);
    }
}
