using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class UsageRulesTests
{
    private const string NoCache = "input as stated (no cached tokens)";
    private const string ExcludesByTotal = "input excludes cache (total = input + output + cache)";
    private const string ExcludesBySize = "input excludes cache (input is less than its cached tokens)";
    private const string Includes = "input includes cache (OpenTelemetry ≥ 1.40)";
    private const string PlusThoughts = "; output plus thoughts (the total is larger by them)";

    // input, output, cache read, cache write, reasoning, total; what it means; by which rule
    public static TheoryData<long[], Usage, string> Table => new()
    {
        { [100, 10, 0, 0, 0, 0], new(100, 0, 0, 0, 10), NoCache },
        { [100, 10, 0, 0, 4, 110], new(100, 0, 0, 0, 10, 4), NoCache },
        { [100, 10, 60, 20, 0, 190], new(100, 60, 20, 0, 10), ExcludesByTotal },
        { [100, 10, 60, 20, 0, 110], new(20, 60, 20, 0, 10), Includes },
        { [100, 10, 60, 20, 0, 0], new(20, 60, 20, 0, 10), Includes },
        { [3, 10, 60, 20, 0, 0], new(3, 60, 20, 0, 10), ExcludesBySize },
        { [1204, 88, 1024, 180, 0, 1292], new(0, 1024, 180, 0, 88), Includes },
        { [13297, 23, 4480, 0, 10, 13320], new(8817, 4480, 0, 0, 23, 10), Includes },
        { [5, 845, 0, 0, 1173, 2023], new(5, 0, 0, 0, 2018, 1173), NoCache + PlusThoughts },
        { [6, 2055, 0, 0, 1104, 2061], new(6, 0, 0, 0, 2055, 1104), NoCache },
        { [100, 10, 0, 0, 0, 200], new(100, 0, 0, 0, 10), NoCache },
        { [100, 10, 0, 0, 50, 0], new(100, 0, 0, 0, 10, 10), NoCache },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Stated_numbers_become_disjoint_classes(long[] stated, Usage usage, string rule)
    {
        var call = Read(stated);

        Assert.Equal(usage, call.Usage);
        Assert.Equal(rule, call.UsageRule);
    }

    [Fact]
    public void Google_counts_thoughts_beside_the_output_without_naming_them()
    {
        var call = Read([5, 845, 0, 0, 0, 2023], "vertex_ai");

        Assert.Equal(new Usage(5, 0, 0, 0, 2018, 1173), call.Usage);
        Assert.Equal(NoCache + PlusThoughts, call.UsageRule);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(10_000_000_001L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_count_that_no_call_can_have_makes_the_whole_usage_unknown(long tokens)
    {
        var span = Reading.Of("chat m", ("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", tokens), ("gen_ai.usage.output_tokens", 3));

        Assert.Equal(default, span.Call!.Usage);
        Assert.Null(span.Call.UsageRule);
        Assert.Equal(["a token count below 0 or above 10,000,000,000 makes the usage unknown"], span.Source.Notes);
    }

    [Fact]
    public void Classes_are_never_negative_whatever_is_stated()
    {
        var random = new Random(20260806);
        for (var i = 0; i < 5_000; i++)
        {
            var usage = Read([.. Enumerable.Range(0, 6).Select(_ => random.NextInt64(-5, random.Next(2) == 0 ? 50 : long.MaxValue))]).Usage;

            Assert.True(usage is { Input: >= 0, CacheRead: >= 0, CacheWrite5m: >= 0, Output: >= 0, Reasoning: >= 0 } && usage.Reasoning <= usage.Output);
        }
    }

    private static ModelCall Read(long[] stated, string provider = "openai") => Reading.Of(
        "chat m",
        ("gen_ai.operation.name", "chat"),
        ("gen_ai.provider.name", provider),
        ("gen_ai.request.model", "m"),
        ("gen_ai.usage.input_tokens", stated[0]),
        ("gen_ai.usage.output_tokens", stated[1]),
        ("gen_ai.usage.cache_read.input_tokens", stated[2]),
        ("gen_ai.usage.cache_creation.input_tokens", stated[3]),
        ("gen_ai.usage.reasoning.output_tokens", stated[4]),
        ("gen_ai.usage.total_tokens", stated[5])).Call!;
}
