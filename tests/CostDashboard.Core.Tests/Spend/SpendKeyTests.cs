using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Tests.Spend;

public sealed class SpendKeyTests
{
    private static readonly SpendKey s_key =
        new(new(1), "production", "api", "", "answer", OperationKind.Chat, "openai", "gpt-4o", "support", "acme", 7, PriceState.Computed);

    // Stored totals are found by this number: another one would orphan them.
    [Fact]
    public void A_series_number_never_changes() => Assert.Equal(4_261_938_146_898_938_018, s_key.ComputeSeriesId());

    [Fact]
    public void Every_dimension_makes_another_series()
    {
        SpendKey[] keys =
        [
            s_key,
            s_key with { Project = new(2) },
            s_key with { Environment = "staging" },
            s_key with { Service = "web" },
            s_key with { Release = "2.8.1" },
            s_key with { Step = "classify" },
            s_key with { Kind = OperationKind.Embeddings },
            s_key with { Provider = "azure.ai.openai" },
            s_key with { Model = "gpt-4.1" },
            s_key with { Feature = "search" },
            s_key with { Customer = "globex" },
            s_key with { ApiKeyId = 8 },
            s_key with { PriceState = PriceState.Unpriced },
        ];

        Assert.Equal(keys.Length, keys.Select(k => k.ComputeSeriesId()).Distinct().Count());
        Assert.All(keys, key => Assert.True(key.ComputeSeriesId() >= 0));
    }

    [Fact]
    public void Text_cannot_move_from_one_dimension_into_the_next()
    {
        var left = s_key with { Provider = "a\u001f1:b", Model = "c" };
        var right = s_key with { Provider = "a", Model = "b\u001f1:c" };

        Assert.NotEqual(left.ComputeSeriesId(), right.ComputeSeriesId());
    }

    [Fact]
    public void Values_are_cut_and_none_is_empty()
    {
        Assert.Equal("", SpendKey.Bounded(null));
        Assert.Equal("abc", SpendKey.Bounded("abc"));
        Assert.Equal(new string('x', SpendKey.LongestValue), SpendKey.Bounded(new string('x', SpendKey.LongestValue + 1)));
    }

    [Fact]
    public void A_cut_never_halves_a_character()
    {
        var cut = SpendKey.Bounded(new string('x', SpendKey.LongestValue - 1) + "😀");

        Assert.Equal(new string('x', SpendKey.LongestValue - 1), cut);
    }
}
