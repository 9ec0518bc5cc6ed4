using CostDashboard.Core.Units;

namespace CostDashboard.Core.Tests.Units;

public sealed class IdTests
{
    [Theory]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData("4BF92F3577B34DA6A3CE929D0E0E4736")]
    public void A_trace_id_is_read_in_either_case_and_written_in_lower_case(string text)
    {
        Assert.True(TraceId.TryParse(text, out var id));

        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", id.ToString());
        Assert.Equal(id, TraceId.FromBytes(id.ToBytes()));
        Assert.Equal(Convert.FromHexString(text), id.ToBytes());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e473")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e47361")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e473g")]
    [InlineData(" 4bf92f3577b34da6a3ce929d0e0e473")]
    [InlineData("-bf92f3577b34da6+3ce929d0e0e4736")]
    public void What_is_not_32_hexadecimal_digits_is_no_trace_id(string? text) =>
        Assert.False(TraceId.TryParse(text, out _));

    [Fact]
    public void A_span_id_survives_text_bytes_and_the_database()
    {
        Assert.True(SpanId.TryParse("F0F067AA0BA902B7", out var id));

        Assert.Equal("f0f067aa0ba902b7", id.ToString());
        Assert.Equal(id, SpanId.FromInt64(id.ToInt64()));
        Assert.True(id.ToInt64() < 0);
        Assert.Equal(id, SpanId.FromBytes(Convert.FromHexString("f0f067aa0ba902b7")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000000000000000")]
    [InlineData("f0f067aa0ba902b")]
    [InlineData("f0f067aa0ba902bx")]
    public void What_is_not_16_hexadecimal_digits_is_no_span_id(string? text) =>
        Assert.False(SpanId.TryParse(text, out _));

    [Fact]
    public void Ids_are_ordered_as_their_text_is()
    {
        TraceId[] ids = [new(ulong.MaxValue, 0), new(0, 2), new(1, 0), new(0, 1)];

        Assert.Equal(ids.OrderBy(i => i.ToString(), StringComparer.Ordinal), ids.Order());
        Assert.True(new SpanId(ulong.MaxValue).CompareTo(new SpanId(1)) > 0);
    }

    [Fact]
    public void An_id_of_zeros_stands_for_none()
    {
        Assert.True(default(TraceId).IsZero && default(SpanId).IsZero);
        Assert.False(new TraceId(0, 1).IsZero || new TraceId(1, 0).IsZero || new SpanId(1).IsZero);
    }
}
