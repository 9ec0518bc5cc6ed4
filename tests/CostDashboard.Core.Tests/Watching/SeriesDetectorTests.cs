using CostDashboard.Core.Watching.Detection;
using CostDashboard.TestKit.Watching;

namespace CostDashboard.Core.Tests.Watching;

public sealed class SeriesDetectorTests
{
    private const int Hours = 24;
    private const int Series = 100;
    private const int Weeks = 5;

    [Theory]
    [InlineData(SeriesFault.Up3)]
    [InlineData(SeriesFault.Up10)]
    public void A_level_that_becomes_three_times_as_high_is_heard_in_two_windows(SeriesFault fault) =>
        Assert.InRange(Detection.Of(fault, Series, Hours, Weeks).InTwoWindows, 0.95, 1);

    [Theory]
    [InlineData(SeriesFault.Up1_5)]
    [InlineData(SeriesFault.DownTo1_3)]
    [InlineData(SeriesFault.Outage)]
    public void What_is_half_as_much_again_or_much_less_is_heard_within_a_day(SeriesFault fault) =>
        Assert.InRange(Detection.Of(fault, Series, Hours, Weeks).InADay, 0.8, 1);

    [Fact]
    public void Fifty_series_in_which_nothing_happens_alarm_at_most_once_a_week() =>
        Assert.InRange(Detection.Of(SeriesFault.None, 4 * Series, Hours, Weeks).FalsePerWeekOfFifty, 0, 1);

    [Theory]
    [InlineData(0)]
    [InlineData(45)]
    [InlineData(1e12)]
    public void A_series_that_never_moves_says_nothing_and_its_first_move_is_heard(double value)
    {
        var detector = new SeriesDetector(Hours);
        for (var window = 0; window < 21 * Hours; window++)
        {
            Assert.Equal(0, detector.Observe(value).Surprise);
        }

        Assert.True(detector.Observe(value * 3 + 1).Surprise > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_said_of_a_window_depends_on_those_before_it_alone_and_goes_on_after_a_restart(int seed)
    {
        var series = SeasonalSeries.Of(seed, SeriesFault.Up3, Hours, 4);
        var detector = new SeriesDetector(Hours);
        List<SeriesReading> whole = [.. series.Values.Select(value => detector.Observe(value))];

        var random = new Random(seed);
        var resumed = new SeriesDetector(Hours);
        for (var window = 0; window < series.Values.Count; window++)
        {
            if (random.Next(50) == 0)
            {
                resumed = SeriesDetector.From(Hours, new DetectorState(resumed.Save().Numbers));
            }

            Assert.Equal(whole[window], resumed.Observe(series.Values[window]));
        }
    }

    [Fact]
    public void Every_reading_is_a_number_and_a_score_below_one_whatever_comes()
    {
        var random = new Random(7);
        var detector = new SeriesDetector(8);
        for (var window = 0; window < 2_000; window++)
        {
            if (random.Next(5) == 0)
            {
                detector.Skip();
                continue;
            }

            var reading = detector.Observe(random.Next(4) switch { 0 => 0, 1 => -1e9, 2 => random.NextDouble(), _ => 1e15 });
            Assert.InRange(reading.Score, 0, 0.999999);
            Assert.True(double.IsFinite(reading.Departure) && double.IsFinite(reading.Expected) && reading.Low <= reading.Expected && reading.Expected <= reading.High);
        }
    }

    [Fact]
    public void What_is_usual_for_an_hour_of_the_week_is_learned()
    {
        var detector = new SeriesDetector(Hours);
        SeriesReading last = default;
        for (var window = 0; window < 6 * 7 * Hours; window++)
        {
            var isNight = window % Hours < 8;
            last = detector.Observe(isNight ? 10 : 100);
            if (window > 28 * Hours)
            {
                Assert.InRange(last.Expected, isNight ? 7 : 70, isNight ? 14 : 140);
                Assert.False(last.Departure >= SeriesDetector.Alarm);
            }
        }
    }

    [Fact]
    public void Two_thousand_series_in_which_nothing_happens_alarm_less_than_once_a_day()
    {
        var perWeekOfFifty = Detection.Of(SeriesFault.None, 4 * Series, Hours, Weeks, among: 2_000).FalsePerWeekOfFifty;

        Assert.InRange(perWeekOfFifty * 2_000 / 50 / 7, 0, 1);
    }

    [Fact]
    public void A_level_that_is_learned_anew_is_known_within_hours_and_keeps_its_season()
    {
        var detector = new SeriesDetector(Hours);
        for (var window = 0; window < 28 * Hours; window++)
        {
            detector.Observe(window % Hours < 8 ? 10 : 100);
        }

        detector.AcceptLevel();
        SeriesReading last = default;
        for (var window = 0; window < 3 * Hours; window++)
        {
            last = detector.Observe(window % Hours < 8 ? 50 : 500);
            if (window >= 6)
            {
                Assert.InRange(last.Expected, window % Hours < 8 ? 30 : 300, window % Hours < 8 ? 85 : 850);
            }
        }
    }

    [Fact]
    public void A_peek_says_what_will_be_said_and_changes_nothing_of_it()
    {
        var series = SeasonalSeries.Of(3, SeriesFault.Up3, Hours, 4);
        var (plain, peeking) = (new SeriesDetector(Hours), new SeriesDetector(Hours));
        foreach (var value in series.Values)
        {
            peeking.Peek(value * 7);
            Assert.Equal(peeking.Peek(value), plain.Observe(value));
            peeking.Observe(value);
        }
    }

    [Fact]
    public void What_is_passed_over_moves_nothing()
    {
        var (whole, passing) = (new SeriesDetector(Hours), new SeriesDetector(Hours));
        for (var window = 0; window < 15 * Hours; window++)
        {
            whole.Observe(window % Hours);
            passing.Observe(window % Hours);
        }

        for (var window = 0; window < 5; window++)
        {
            whole.Skip();
            var reading = passing.PassOver(1_000);
            Assert.Equal(0, reading.Departure);
            Assert.True(reading.Low < reading.Expected && reading.Expected < reading.High);
        }

        Assert.Equal(whole.Save().Numbers, passing.Save().Numbers);
    }

    [Fact]
    public void A_state_of_other_windows_is_refused()
    {
        var state = new SeriesDetector(Hours).Save();

        Assert.Contains("another length", Assert.Throws<FormatException>(() => SeriesDetector.From(288, new DetectorState(state.Numbers))).Message, StringComparison.Ordinal);
        Assert.Contains("ends after 9", Assert.Throws<FormatException>(() => SeriesDetector.From(Hours, new DetectorState(state.Numbers.Take(9)))).Message, StringComparison.Ordinal);
    }
}
