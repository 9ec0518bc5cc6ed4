using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Spend.Spikes;

public sealed class SpikeBaselineTests
{
    private static readonly OrganisationCalendar s_newYork = new(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));

    [Fact]
    public void With_weeks_of_records_the_same_hours_of_the_week_are_usual()
    {
        var baseline = SpikeBaseline.For(Hours("2026-06-18T14:00Z", 6), At("2026-01-01T00:00Z"), OrganisationCalendar.Utc);

        Assert.Equal(BaselineKind.Weeks, baseline.Kind);
        Assert.Equal(
            [Hours("2026-06-11T14:00Z", 6), Hours("2026-06-04T14:00Z", 6), Hours("2026-05-28T14:00Z", 6), Hours("2026-05-21T14:00Z", 6)], baseline.Periods);
    }

    [Fact]
    public void With_days_of_records_the_same_hours_of_the_day_are_usual()
    {
        var baseline = SpikeBaseline.For(Hours("2026-06-18T14:00Z", 6), At("2026-06-15T03:00Z"), OrganisationCalendar.Utc);

        Assert.Equal(BaselineKind.Days, baseline.Kind);
        Assert.Equal([Hours("2026-06-17T14:00Z", 6), Hours("2026-06-16T14:00Z", 6), Hours("2026-06-15T14:00Z", 6)], baseline.Periods);
    }

    [Fact]
    public void With_hours_of_records_the_time_right_before_is_usual()
    {
        var baseline = SpikeBaseline.For(Hours("2026-06-18T14:00Z", 2), At("2026-06-18T09:30Z"), OrganisationCalendar.Utc);

        Assert.Equal(BaselineKind.Before, baseline.Kind);
        Assert.Equal([Hours("2026-06-18T12:00Z", 2), Hours("2026-06-18T10:00Z", 2)], baseline.Periods);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2026-06-18T13:30Z")]
    public void Without_records_there_is_no_baseline(string? first) =>
        Assert.Equal(
            BaselineKind.None,
            SpikeBaseline.For(Hours("2026-06-18T14:00Z", 2), first is null ? null : At(first), OrganisationCalendar.Utc).Kind);

    [Fact]
    public void Nine_in_the_morning_is_compared_with_nine_in_the_morning_across_a_change_of_clocks()
    {
        // Clocks went forward on 8 March 2026.
        var baseline = SpikeBaseline.For(Hours("2026-03-10T13:00Z", 1), At("2026-01-01T00:00Z"), s_newYork);

        Assert.Equal(Hours("2026-03-03T14:00Z", 1), baseline.Periods[0]);
    }

    [Fact]
    public void No_part_of_the_period_itself_is_usual()
    {
        var tenDays = Hours("2026-06-10T00:00Z", 240);

        var baseline = SpikeBaseline.For(tenDays, At("2026-01-01T00:00Z"), OrganisationCalendar.Utc);

        Assert.Equal([14, 21, 28], baseline.Periods.Select(p => (tenDays.From - p.From) / UnixNanos.PerDay));
    }

    [Fact]
    public void A_time_that_clocks_skip_is_as_much_later_as_they_skip() =>
        Assert.Equal(At("2026-03-08T07:30Z"), s_newYork.AddDays(At("2026-03-07T07:30Z"), 1));

    [Fact]
    public void A_level_shift_is_found_where_it_happened()
    {
        var random = new Random(5);
        var points = Enumerable.Range(0, 48)
            .Select(hour => new LevelPoint(new(hour * UnixNanos.PerHour), (hour < 31 ? 10 : 14) + random.NextDouble(), 100))
            .ToList();

        var shift = Assert.IsType<LevelShift>(LevelShift.Of(points));

        Assert.Equal(31 * UnixNanos.PerHour, shift.Since.Value);
        Assert.InRange(shift.Before, 10, 11);
        Assert.InRange(shift.After, 14, 15);
    }

    [Fact]
    public void A_level_that_did_not_shift_has_no_since()
    {
        var random = new Random(5);

        Assert.Null(LevelShift.Of([.. Enumerable.Range(0, 48).Select(hour => new LevelPoint(new(hour * UnixNanos.PerHour), random.NextDouble(), 100))]));
    }

    [Fact]
    public void The_step_whose_unit_cost_moved_most_money_comes_first()
    {
        var cells = new SpikeScenario(3).Cells((ref t) =>
        {
            t.Tokens *= t.Step == "generate_answer" ? 2 : 1;
            t.NanoPerToken *= t.Step == "classify_intent" ? 3 : 1;
        });

        var moves = UnitCostMove.Of(cells);

        Assert.Equal("generate_answer", moves[0].Step);
        Assert.InRange(moves[0].NowPerCallNanoUsd / moves[0].UsualPerCallNanoUsd, 1.9m, 2.1m);
    }

    private static Period Hours(string from, int hours) => new(At(from), At(from) + (hours * UnixNanos.PerHour));

    private static UnixNanos At(string text) => UnixNanos.From(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
