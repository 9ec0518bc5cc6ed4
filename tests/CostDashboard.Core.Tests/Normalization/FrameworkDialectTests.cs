using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class FrameworkDialectTests
{
    private const string NoCache = "input as stated (no cached tokens)";

    [Fact]
    public void Dotnets_tool_loop_is_a_wrapper_and_its_finish_reasons_are_json()
    {
        var loop = Reading.Of("orchestrate_tools", ("gen_ai.usage.input_tokens", "5550"), ("gen_ai.usage.output_tokens", "214"));
        var call = Reading.Of("chat gemini-2.5-flash", ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gemini-2.5-flash"), ("gen_ai.response.finish_reasons", """["stop"]"""));

        Assert.Equal((OperationKind.Workflow, true), (loop.Kind, loop.IsWrapperByName));
        Assert.Equal("stop", call.Call!.FinishReason);
    }

    [Fact]
    public void Pydantic_ai_states_what_a_call_cost()
    {
        var call = Reading.Of(
            "chat gemini-2.5-flash",
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.system", "google-gla"),
            ("gen_ai.request.model", "gemini-2.5-flash"),
            ("gen_ai.usage.input_tokens", "40"),
            ("gen_ai.usage.output_tokens", "159"),
            ("gen_ai.usage.details.thoughts_tokens", "121"),
            ("operation.cost", "0.0004095")).Call!;

        Assert.Equal(("gcp.gemini", new Usage(40, 0, 0, 0, 159, 121), new Usd(0.0004095m)), (call.Provider, call.Usage, call.ReportedCost!.Value));
    }

    [Fact]
    public void Pydantic_ais_run_carries_the_sum_of_its_calls()
    {
        var span = Reading.Of("qa_agent run", ("model_name", "gpt-4o"), ("agent_name", "qa_agent"), ("logfire.msg", "qa_agent run"), ("gen_ai.usage.input_tokens", 31), ("gen_ai.usage.output_tokens", 96));

        Assert.Equal((OperationKind.Agent, true, "gpt-4o"), (span.Kind, span.IsWrapperByName, span.Call!.Model));
    }

    [Fact]
    public void Openlit_measures_the_first_token_in_seconds_and_others_in_milliseconds()
    {
        var span = Reading.Span("chat m", ("gen_ai.request.model", "m"), ("gen_ai.usage.cost", 0.25), ("gen_ai.server.time_to_first_token", 0.31));

        var others = Reading.Of(span).Call!;
        var openLit = Reading.Of(span with { Origin = span.Origin with { ScopeName = "openlit.otel.tracing" } }).Call!;

        Assert.Equal((310_000L, 310_000_000L), (others.TimeToFirstToken, openLit.TimeToFirstToken));
        Assert.Equal(new Usd(0.25m), openLit.ReportedCost);
    }

    [Fact]
    public void Strands_states_each_number_twice_and_it_is_counted_once()
    {
        var call = Reading.Of(
            "chat",
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.system", "strands-agents"),
            ("gen_ai.request.model", "us.anthropic.claude-sonnet-4-20250514-v1:0"),
            ("gen_ai.usage.prompt_tokens", 1_000),
            ("gen_ai.usage.input_tokens", 1_000),
            ("gen_ai.usage.completion_tokens", 40),
            ("gen_ai.usage.output_tokens", 40),
            ("gen_ai.usage.cache_read_input_tokens", 300),
            ("gen_ai.usage.cache_write_input_tokens", 200),
            ("gen_ai.usage.total_tokens", 1_540),
            ("gen_ai.server.time_to_first_token", 640)).Call!;

        Assert.Equal("aws.bedrock", call.Provider);
        Assert.Equal(new Usage(1_000, 300, 200, 0, 40), call.Usage);
        Assert.Equal(640_000_000, call.TimeToFirstToken);
    }

    [Fact]
    public void A_cycle_of_strands_loop_is_a_wrapper()
    {
        var span = Reading.Of("execute_event_loop_cycle", ("event_loop.cycle_id", "1"));

        Assert.Equal((OperationKind.Workflow, true), (span.Kind, span.IsWrapperByName));
    }

    [Fact]
    public void Googles_kit_counts_thoughts_beside_the_candidates()
    {
        var call = Reading.Of(
            "call_llm",
            ("gen_ai.system", "gcp.vertex.agent"),
            ("gen_ai.request.model", "gemini-2.5-flash"),
            ("gen_ai.usage.input_tokens", 50),
            ("gen_ai.usage.output_tokens", 40),
            ("gen_ai.usage.experimental.reasoning_tokens", 10),
            ("gen_ai.usage.experimental.reasoning_tokens_limit", 500),
            ("gcp.vertex.agent.event_id", "e")).Call!;

        Assert.Equal("gcp.gemini", call.Provider);
        Assert.Equal(new Usage(50, 0, 0, 0, 50, 10), call.Usage);
        Assert.Equal(NoCache + "; output plus thoughts (counted beside it)", call.UsageRule);
    }

    [Fact]
    public void Googles_kit_has_geminis_own_count_in_the_response()
    {
        var call = Reading.Of(
            "call_llm",
            ("gen_ai.system", "gcp.vertex.agent"),
            ("gen_ai.request.model", "gemini-2.5-flash"),
            ("gcp.vertex.agent.llm_response.usage_metadata", """{"prompt_token_count": 50, "candidates_token_count": 40, "thoughts_token_count": 10, "cached_content_token_count": 20, "total_token_count": 100}""")).Call!;

        Assert.Equal(new Usage(30, 20, 0, 0, 50, 10), call.Usage);
    }

    [Fact]
    public void Googles_kit_of_today_counts_thoughts_inside_as_the_convention_asks()
    {
        var call = Reading.Of(
            "call_llm",
            ("gen_ai.request.model", "gemini-2.5-flash"),
            ("gen_ai.usage.input_tokens", 50),
            ("gen_ai.usage.output_tokens", 50),
            ("gen_ai.usage.reasoning.output_tokens", 10),
            ("gcp.vertex.agent.event_id", "e")).Call!;

        Assert.Equal(new Usage(50, 0, 0, 0, 50, 10), call.Usage);
        Assert.Equal(NoCache, call.UsageRule);
    }

    [Fact]
    public void Langsmiths_details_are_json()
    {
        var span = Reading.Of(
            "claude.assistant.turn",
            ("langsmith.span.kind", "llm"),
            ("langsmith.metadata.ls_model_name", "claude-sonnet-4-5-20250929"),
            ("langsmith.metadata.ls_provider", "anthropic"),
            ("langsmith.metadata.ls_max_tokens", 1024),
            ("langsmith.trace.session_id", "s-1"),
            ("gen_ai.usage.input_tokens", 100),
            ("gen_ai.usage.output_tokens", 20),
            ("gen_ai.usage.input_token_details", """{"cache_read": 30, "cache_creation": 12, "ephemeral_1h_input_tokens": 8}"""),
            ("gen_ai.usage.output_token_details", """{"reasoning": 4}"""));

        Assert.Equal((OperationKind.Chat, "s-1"), (span.Kind, span.Attribution.Session));
        Assert.Equal(("anthropic", "claude-sonnet-4-5-20250929", 1024), (span.Call!.Provider, span.Call.Model, span.Call.MaxTokens));
        Assert.Equal(new Usage(58, 30, 4, 8, 20, 4), span.Call.Usage);
    }

    [Fact]
    public void Langsmiths_chain_is_a_wrapper_and_no_call()
    {
        var span = Reading.Of("claude.conversation", ("gen_ai.operation.name", "chain"), ("langsmith.span.kind", "chain"), ("gen_ai.system", "langchain"));

        Assert.Equal((OperationKind.Workflow, true), (span.Kind, span.IsWrapperByName));
        Assert.Null(span.Call);
    }

    [Theory]
    [InlineData("gen_ai.cost.total_cost", 0.0342)]
    [InlineData("litellm.cost.total", 0.0342)]
    [InlineData("hidden_params", """{"model_id": null, "response_cost": 0.0342}""")]
    [InlineData("gen_ai.usage.total_cost", 0.0342)]
    [InlineData("gen_ai.usage.cost", "0.0342")]
    [InlineData("llm.cost.total", 0.0342)]
    public void Gateways_state_the_cost_in_dollars(string key, object value) =>
        Assert.Equal(new Usd(0.0342m), Reading.Of("litellm_request", ("gen_ai.request.model", "gpt-4o"), (key, value)).Call!.ReportedCost);

    [Fact]
    public void Premium_requests_are_not_dollars() =>
        Assert.Null(Reading.Of("chat m", ("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 1), ("github.copilot.cost", 3)).Call!.ReportedCost);

    [Fact]
    public void Litellms_count_includes_the_cache()
    {
        var call = Reading.Of(
            "litellm_request",
            ("gen_ai.request.model", "claude-sonnet-4-5"),
            ("gen_ai.usage.input_tokens", 1_204),
            ("gen_ai.usage.output_tokens", 88),
            ("gen_ai.usage.cache_read.input_tokens", 1_024),
            ("gen_ai.usage.cache_creation.input_tokens", 180),
            ("gen_ai.usage.total_tokens", 1_292)).Call!;

        Assert.Equal(new Usage(0, 1_024, 180, 0, 88), call.Usage);
    }

    [Theory]
    [InlineData("chat_client", OperationKind.Workflow)]
    [InlineData("advisor", OperationKind.Workflow)]
    [InlineData("vector_store", OperationKind.Retrieval)]
    public void What_stands_around_springs_calls_has_a_kind(string word, OperationKind kind) => Assert.Equal(kind, Reading.Of("x", ("spring.ai.kind", word)).Kind);
}
