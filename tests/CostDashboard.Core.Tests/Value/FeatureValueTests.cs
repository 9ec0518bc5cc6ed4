using CostDashboard.Core.Value;

namespace CostDashboard.Core.Tests.Value;

public sealed class FeatureValueTests
{
    [Theory]
    [InlineData("2026-11", "2026-11-01", "2026-11-30", "2026-11")]
    [InlineData("2028-02", "2028-02-01", "2028-02-29", "2028-02")]
    [InlineData("2026-11-05", "2026-11-05", "2026-11-05", "2026-11-05")]
    [InlineData("2026-11-01/2026-11-30", "2026-11-01", "2026-11-30", "2026-11")]
    [InlineData("2026-11-01/2026-12-01", "2026-11-01", "2026-12-01", "2026-11-01/2026-12-01")]
    public void A_period_is_a_month_a_day_or_days(string text, string first, string last, string written)
    {
        var days = ValueDays.Parse(text)!.Value;

        Assert.Equal((DateOnly.Parse(first), DateOnly.Parse(last)), (days.First, days.Last));
        Assert.Equal(written, days.ToString());
        Assert.Null(days.FindMistake());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-13")]
    [InlineData("2026-02-30")]
    [InlineData("05.11.2026")]
    [InlineData("2026-11-01/")]
    [InlineData("2026-11-01/2026-11-02/2026-11-03")]
    [InlineData(" 2026-11")]
    public void Anything_else_is_none(string text) => Assert.Null(ValueDays.Parse(text));

    [Theory]
    [InlineData("2026-11-02/2026-11-01", "ends before")]
    [InlineData("1999-12-31", "between")]
    [InlineData("2199-12-31/2200-01-01", "between")]
    [InlineData("2026-01-01/2027-01-02", "367 days and can have 366")]
    public void A_period_has_limits(string text, string message) =>
        Assert.Contains(message, ValueDays.Parse(text)!.Value.FindMistake(), StringComparison.Ordinal);

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(999_999_999_000_000_000)]
    public void The_parts_of_any_division_of_a_period_add_up_to_its_amount(long amount)
    {
        var days = ValueDays.Parse("2026-11-03/2026-12-02")!.Value;
        var value = new FeatureValue(new("chat", days, ""), amount);

        Assert.Equal(amount, value.On(days));
        for (var cut = 1; cut < days.Count; cut++)
        {
            var at = days.First.AddDays(cut);
            Assert.Equal(amount, value.On(new(days.First, at.AddDays(-1))) + value.On(new(at, days.Last)));
        }

        var byDay = Enumerable.Range(0, days.Count).Select(i => value.On(new(days.First.AddDays(i), days.First.AddDays(i)))).ToList();
        Assert.Equal(amount, byDay.Sum());
        Assert.True(byDay.Max() - byDay.Min() <= 1);
    }

    [Theory]
    [InlineData("revenue", "", "1204.5", 1_204_500_000_000)]
    [InlineData(" Revenue ", " ", "0.000000001", 1)]
    [InlineData("revenue", null, "999999999", 999_999_999_000_000_000)]
    [InlineData("units", "tickets", "42", 42_000_000)]
    [InlineData("units", " GB ", "0.000001", 1)]
    [InlineData("units", "tokens", "999999999999", 999_999_999_999_000_000)]
    public void An_amount_is_kept_to_its_last_digit(string kind, string? unit, string amount, long stored)
    {
        var (value, mistakes) = FeatureValueRules.Read(new(" chat ", "2026-11", kind, unit, amount));

        Assert.Empty(mistakes);
        Assert.Equal(new(new("chat", ValueDays.Parse("2026-11")!.Value, unit?.Trim() ?? ""), stored), value);
        Assert.Equal(amount, FeatureValueRules.AmountText(value!));
    }

    [Theory]
    [InlineData("", "2026-11", "revenue", "", "1", "feature")]
    [InlineData("a\tb", "2026-11", "revenue", "", "1", "feature")]
    [InlineData("chat", "November", "revenue", "", "1", "period")]
    [InlineData("chat", "2026-11", "profit", "", "1", "kind")]
    [InlineData("chat", "2026-11", "revenue", "EUR", "1", "unit")]
    [InlineData("chat", "2026-11", "units", "", "1", "unit")]
    [InlineData("chat", "2026-11", "revenue", "", "-1", "amount")]
    [InlineData("chat", "2026-11", "revenue", "", "1,000", "amount")]
    [InlineData("chat", "2026-11", "revenue", "", "$5", "amount")]
    [InlineData("chat", "2026-11", "revenue", "", "1e3", "amount")]
    [InlineData("chat", "2026-11", "revenue", "", "1000000000", "amount")]
    [InlineData("chat", "2026-11", "revenue", "", "0.0000000001", "amount")]
    [InlineData("chat", "2026-11", "units", "gb", "0.0000001", "amount")]
    [InlineData("chat", "2026-11", "revenue", "", "", "amount")]
    public void What_is_wrong_with_a_value_is_said_of_its_field(string feature, string period, string kind, string unit, string amount, string field)
    {
        var (value, mistakes) = FeatureValueRules.Read(new(feature, period, kind, unit, amount));

        Assert.Null(value);
        Assert.Equal(field, Assert.Single(mistakes).Field);
    }

    [Fact]
    public void Half_a_character_is_no_part_of_a_name_and_a_whole_one_is()
    {
        Assert.Equal("feature", Assert.Single(FeatureValueRules.Read(new("half " + '\ud83d', "2026-11", "revenue", "", "1")).Mistakes).Field);
        Assert.NotNull(FeatureValueRules.Read(new("whole \ud83d\ude80", "2026-11", "revenue", "", "1")).Value);
    }

    [Fact]
    public void Names_have_a_greatest_length()
    {
        Assert.Equal(["feature", "unit"], FeatureValueRules.Read(new(new('x', 201), "2026-11", "units", new('x', 41), "1")).Mistakes.Select(mistake => mistake.Field));
        Assert.NotNull(FeatureValueRules.Read(new(new('x', 200), "2026-11", "units", new('x', 40), "1")).Value);
    }

    [Fact]
    public void Values_that_share_a_day_clash_and_others_do_not()
    {
        FeatureValue[] given = [Of("chat", "2026-11-10/2026-11-20"), Of("chat", "2026-11-21"), Of("chat", "2026-11-20"), Of("chat", "2026-11-20", "tickets"), Of("search", "2026-11-20"), Of("chat", "2026-11-02")];

        Assert.Equal([(2, (int?)0)], FeatureValueClash.Of(given, []).Select(clash => (clash.At!.Value, clash.Other)));
        Assert.Equal([(2, (int?)0), (5, null)], FeatureValueClash.Of(given, [Of("chat", "2026-11-01/2026-11-09").Key]).Select(clash => (clash.At!.Value, clash.Other)));
        Assert.Empty(FeatureValueClash.Of([given[0]], [given[0].Key]));
    }

    [Fact]
    public void A_long_value_clashes_with_every_later_one_within_it()
    {
        FeatureValue[] given = [Of("chat", "2026-11"), Of("chat", "2026-11-02"), Of("chat", "2026-11-29"), Of("chat", "2026-11")];

        Assert.Equal([1, 2, 3], FeatureValueClash.Of(given, []).Select(clash => clash.At!.Value));
    }

    private static FeatureValue Of(string feature, string days, string unit = "") => new(new(feature, ValueDays.Parse(days)!.Value, unit), 1);
}
