using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Tests.Ui.Text;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.0001, "< 0.1 %")]
    [InlineData(0.003, "0.3 %")]
    [InlineData(0.0994, "9.9 %")]
    [InlineData(0.0996, "10 %")]
    [InlineData(0.67, "67 %")]
    [InlineData(12.34, "1,234 %")]
    [InlineData(-0.03, "−3.0 %")]
    [InlineData(double.NaN, "–")]
    public void A_share_that_is_more_than_nothing_is_never_zero(double share, string text) => Assert.Equal(text, NumberText.Percent(share));

    [Theory]
    [InlineData(0, "0 ns")]
    [InlineData(1_500, "1.5 µs")]
    [InlineData(640_000_000, "640 ms")]
    [InlineData(999_600_000, "1.00 s")]
    [InlineData(18_400_000_000, "18.40 s")]
    [InlineData(125_000_000_000, "2 min 5 s")]
    [InlineData(4_320_000_000_000, "1 h 12 min")]
    public void A_length_of_time_is_read_at_a_glance(long nanos, string text) => Assert.Equal(text, NumberText.Duration(nanos));

    [Theory]
    [InlineData(950, "950")]
    [InlineData(41_230, "41.2k")]
    [InlineData(3_100_000, "3.1M")]
    public void A_large_count_is_short_where_room_is(double number, string text) => Assert.Equal(text, NumberText.Short(number));
}
