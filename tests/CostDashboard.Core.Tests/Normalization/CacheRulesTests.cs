namespace CostDashboard.Core.Tests.Normalization;

/// <summary>Whether the input that is stated contains the cached tokens: the eight rules of the conventions (§9.2), the first that matches.</summary>
public sealed class CacheRulesTests
{
    private static readonly (string Key, object Value)[] s_cached =
        [("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.output_tokens", 10), ("gen_ai.usage.cache_read.input_tokens", 60)];

    private static readonly (string Key, object Value)[] s_vercel = [("ai.operationId", "ai.generateText.doGenerate"), ("ai.model.provider", "anthropic.messages")];

    [Fact]
    public void Rule_1_claude_code_goes_before_what_the_total_says() => Check(
        "input excludes cache (Claude Code counts each class apart)",
        100,
        [.. s_cached, ("gen_ai.usage.total_tokens", 110)],
        name: "claude_code.llm_request");

    [Theory]
    [InlineData("", 100, "input excludes cache (Langfuse usage is disjoint)")]
    [InlineData(""", "total": 170""", 100, "input excludes cache (Langfuse usage is disjoint)")]
    [InlineData(""", "total": 110""", 40, "input includes cache (Langfuse usage whose total = input + output)")]
    public void Rule_2_langfuse_is_disjoint_unless_its_total_says_otherwise(string total, long uncached, string rule) => Check(
        rule,
        uncached,
        [("langfuse.observation.model.name", "m"), ("langfuse.observation.usage_details", $$"""{"input": 100, "output": 10, "cache_read_input_tokens": 60{{total}}}""")]);

    [Fact]
    public void Rule_3_a_total_of_all_classes_excludes() =>
        Check("input excludes cache (total = input + output + cache)", 100, [.. s_cached, ("gen_ai.usage.total_tokens", 170)]);

    [Fact]
    public void Rule_4_less_input_than_cache_excludes() =>
        Check("input excludes cache (input is less than its cached tokens)", 100, [.. s_cached, ("gen_ai.usage.cache_creation.input_tokens", 60)]);

    [Fact]
    public void Rule_5_the_uncached_part_is_used_where_it_is_stated() =>
        Check("uncached input as stated (noCacheTokens)", 40, [.. s_cached, .. s_vercel, ("ai.usage.inputTokenDetails.noCacheTokens", 40)]);

    [Fact]
    public void Rule_5_holds_without_a_stated_input() => Check(
        "uncached input as stated (noCacheTokens)",
        40,
        [.. s_vercel, ("ai.usage.inputTokenDetails.noCacheTokens", 40), ("ai.usage.inputTokenDetails.cacheReadTokens", 60), ("ai.usage.outputTokens", 10)]);

    [Fact]
    public void Rule_6_the_older_sdk_with_anthropic_excludes() =>
        Check("input excludes cache (AI SDK up to version 5 with Anthropic or Bedrock)", 100, [.. s_cached, .. s_vercel]);

    [Theory]
    [InlineData("opentelemetry.instrumentation.bedrock", "traceloop.workflow.name")]
    [InlineData("@traceloop/instrumentation-anthropic", "gen_ai.operation.name")]
    [InlineData("openinference.instrumentation.bedrock", "llm.model_name")]
    [InlineData("openinference.instrumentation.agno", "llm.model_name")]
    [InlineData("openinference.instrumentation.claude_agent_sdk", "llm.model_name")]
    [InlineData("@arizeai/openinference-instrumentation-bedrock", "llm.model_name")]
    public void Rule_7_some_instrumentations_hand_raw_counts_on(string scope, string key) =>
        Check("input excludes cache (this instrumentation passes the provider's raw counts on)", 100, [.. s_cached, (key, "m")], scope: scope);

    [Theory]
    [InlineData("opentelemetry.instrumentation.openai.v1")]
    [InlineData("opentelemetry.instrumentation.botocore.bedrock-runtime")]
    [InlineData("openinference.instrumentation.anthropic")]
    [InlineData("Experimental.Microsoft.Extensions.AI")]
    public void Rule_8_everyone_else_includes(string scope) => Check("input includes cache (OpenTelemetry ≥ 1.40)", 40, s_cached, scope: scope);

    private static void Check(string rule, long uncached, (string Key, object Value)[] attributes, string name = "x", string? scope = null)
    {
        var span = Reading.Span(name, attributes);

        var call = Reading.Of(span with { Origin = span.Origin with { ScopeName = scope } }).Call!;

        Assert.Equal((uncached, rule), (call.Usage.Input, call.UsageRule));
    }
}
