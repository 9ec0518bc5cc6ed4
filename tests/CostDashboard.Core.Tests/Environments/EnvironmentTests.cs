using CostDashboard.Core.Environments;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Tests.Pricing;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Tests.Environments;

public sealed class EnvironmentTests
{
    [Theory]
    [InlineData("production", true)]
    [InlineData("PROD", true)]
    [InlineData("live", true)]
    [InlineData("", true)]
    [InlineData("staging", false)]
    [InlineData("preprod", false)]
    [InlineData("production-eu", false)]
    public void Production_is_what_deployments_call_it_until_somebody_says_otherwise(string environment, bool isProduction) =>
        Assert.Equal(isProduction, EnvironmentRules.Default.IsProduction(environment));

    [Fact]
    public void A_project_names_its_own_production()
    {
        var rules = new EnvironmentRules { Production = ["eu", "us"], CountsUnnamed = false };

        Assert.Equal([true, true, false, false], new[] { "eu", "US", "production", "" }.Select(rules.IsProduction));
        Assert.Null(rules.FindMistake());
    }

    [Fact]
    public void Rules_have_limits()
    {
        EnvironmentRules[] wrong =
        [
            new() { Production = [.. Enumerable.Range(0, 21).Select(i => $"e{i}")] }, new() { Production = [""] }, new() { Production = ["a\nb"] },
            new() { Production = [new('x', 201)] }, new() { PremiumFactor = 1m }, new() { PremiumFactor = 101m }, new() { WorkFrom = 20, WorkTo = 20 }, new() { WorkTo = 25 }, new() { WorkFrom = -1 },
        ];

        Assert.All(wrong, rules => Assert.NotNull(rules.FindMistake()));
        Assert.Null(new EnvironmentRules { WorkFrom = 0, WorkTo = 24, Production = [] }.FindMistake());
    }

    [Fact]
    public void Nights_and_weekends_are_idle_and_their_stretches_add_up()
    {
        // Thursday 2026-08-06 to Monday 2026-08-10, 12:00.
        var (from, to) = (At("2026-08-06T00:00Z"), At("2026-08-10T12:00Z"));
        var answer = Spend(
            ("staging", "2026-08-06T06:00Z", 1), ("staging", "2026-08-06T07:00Z", 100), ("dev", "2026-08-06T20:00Z", 2), ("dev", "2026-08-07T06:00Z", 4),
            ("staging", "2026-08-07T19:00Z", 100), ("staging", "2026-08-08T12:00Z", 8), ("dev", "2026-08-10T06:00Z", 16), ("production", "2026-08-08T12:00Z", 1000), ("", "2026-08-08T12:00Z", 1000));

        var idle = IdleHours.Of(EnvironmentRules.Default, answer, from, to, OrganisationCalendar.Utc);

        Assert.Equal(31, idle.CostNanoUsd);
        Assert.Equal(
            [(At("2026-08-06T00:00Z"), At("2026-08-06T07:00Z"), 1L), (At("2026-08-06T20:00Z"), At("2026-08-07T07:00Z"), 6L), (At("2026-08-07T20:00Z"), At("2026-08-10T07:00Z"), 24L)],
            idle.Stretches.Select(stretch => (stretch.From, stretch.To, stretch.CostNanoUsd)));
        Assert.Equal([KeyValuePair.Create("dev", 22L), KeyValuePair.Create("staging", 9L)], idle.ByEnvironment);

        // 31 in 7 + 11 + 59 idle hours; a week has 103 of them, and a month 30.4375 days.
        Assert.Equal(77 * UnixNanos.PerHour, idle.IdleNanos);
        Assert.Equal((long)Math.Round(31 * 103m * 30.4375m / 7 / 77), idle.PerMonthNanoUsd);
    }

    [Theory]
    [InlineData("Asia/Kolkata", "2026-08-06T01:30Z", false)]
    [InlineData("Asia/Kolkata", "2026-08-06T00:30Z", true)]
    [InlineData("America/Los_Angeles", "2026-11-01T15:00Z", true)]
    [InlineData("America/Los_Angeles", "2026-11-02T15:00Z", false)]
    [InlineData("America/Los_Angeles", "2026-11-02T14:00Z", true)]
    [InlineData("Australia/Lord_Howe", "2026-10-04T20:00Z", false)]
    [InlineData("Australia/Lord_Howe", "2026-10-04T19:00Z", true)]
    public void Working_hours_are_those_of_the_zone_also_where_clocks_change(string zone, string hour, bool isIdle)
    {
        var calendar = new OrganisationCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        var at = calendar.Floor(At(hour), Grain.Hour);

        var idle = IdleHours.Of(EnvironmentRules.Default, Spend(("dev", at, 7)), at + -(3 * UnixNanos.PerDay), at + (3 * UnixNanos.PerDay), calendar);

        Assert.Equal(isIdle ? 7 : 0, idle.CostNanoUsd);
    }

    [Fact]
    public void A_model_far_above_the_median_of_production_is_premium_and_its_saving_is_the_difference_to_the_median()
    {
        var rows = new List<SpendRow>
        {
            Calls("production", "gpt-4o-mini", 1), Calls("production", "gpt-4o-mini", 1), Calls("prod", "gpt-4.1-mini", 1), Calls("", "gpt-4.1-nano", 1),
            Calls("dev", "gpt-4o", 1_000), Calls("dev", "gpt-4o-mini", 10), Calls("staging", "text-embedding-3-small", 10), Calls("dev", "no-such-model", 10),
        };

        var premium = PremiumModels.Of(EnvironmentRules.Default, new(rows, new()), TheBook.Book, At("2026-08-06T00:00Z"));

        Assert.Equal(3, premium.ProductionModels);
        Assert.Equal(0.75m, premium.InputShare);
        var use = Assert.Single(premium.Uses);
        Assert.Equal(("dev", "gpt-4o"), (use.Environment, use.Model));
        Assert.Equal(use.UsdPerMillion / premium.MedianUsdPerMillion, use.Factor);
        Assert.Equal((long)Math.Round(1_000 * (1 - (premium.MedianUsdPerMillion!.Value / use.UsdPerMillion))), premium.SavingNanoUsd);

        Assert.Empty(PremiumModels.Of(new() { PremiumFactor = 100 }, new(rows, new()), TheBook.Book, At("2026-08-06T00:00Z")).Uses);
    }

    [Fact]
    public void Without_a_model_in_production_there_is_nothing_to_compare_with() =>
        Assert.Null(PremiumModels.Of(EnvironmentRules.Default, new([Calls("dev", "gpt-4o", 5)], new()), TheBook.Book, At("2026-08-06T00:00Z")).MedianUsdPerMillion);

    private static SpendRow Calls(string environment, string model, long nanos) =>
        new(At("2026-08-05T00:00Z"), [environment, "openai", model], new() { Calls = 1, CostNanoUsd = nanos, Usage = new(75, 0, 0, 0, 25) });

    private static SpendAnswer Spend(params (string Environment, string Hour, long Nanos)[] rows) => Spend([.. rows.Select(row => (row.Environment, At(row.Hour), row.Nanos))]);

    private static SpendAnswer Spend(params (string Environment, UnixNanos Hour, long Nanos)[] rows) =>
        new([.. rows.Select(row => new SpendRow(row.Hour, [row.Environment], new() { CostNanoUsd = row.Nanos, Calls = 1 }))], new());

    private static UnixNanos At(string text) => UnixNanos.From(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
