using System.Globalization;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Spans;

public sealed class AttributeValueTests
{
    public static TheoryData<AttributeValue, long?> Integers => new()
    {
        { AttributeValue.Of(1200), 1200 },
        { AttributeValue.Of(1200.0), 1200 },
        { AttributeValue.Of("1200"), 1200 },
        { AttributeValue.Of("1200.0"), 1200 },
        { AttributeValue.Of("1.2e3"), 1200 },
        { AttributeValue.Of(" 7 "), 7 },
        { AttributeValue.Of(-3), -3 },
        { AttributeValue.Of(0.5), null },
        { AttributeValue.Of(double.NaN), null },
        { AttributeValue.Of(double.PositiveInfinity), null },
        { AttributeValue.Of(1e300), null },
        { AttributeValue.Of("1,200"), null },
        { AttributeValue.Of("twelve"), null },
        { AttributeValue.Of(""), null },
        { AttributeValue.Of(true), null },
        { AttributeValue.Of([AttributeValue.Of(1)]), null },
        { AttributeValue.Omitted(4000), null },
        { default, null },
    };

    [Theory]
    [MemberData(nameof(Integers))]
    public void Whole_numbers_are_read_from_what_emitters_write(AttributeValue value, long? expected) =>
        Assert.Equal(expected, value.AsInteger());

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("1e-9", "0.000000001")]
    [InlineData("NaN", null)]
    [InlineData("$5", null)]
    public void Money_in_text_is_read_exactly(string text, string? expected) =>
        Assert.Equal(expected, AttributeValue.Of(text).AsDecimal()?.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Money_as_a_double_is_what_was_meant()
    {
        Assert.Equal(0.0000228m, AttributeValue.Of(0.0000228).AsDecimal());
        Assert.Equal(5m, AttributeValue.Of(5).AsDecimal());
        Assert.Null(AttributeValue.Of(double.NaN).AsDecimal());
        Assert.Null(AttributeValue.Of(1e16).AsDecimal());
    }

    [Fact]
    public void A_number_that_is_not_finite_is_none()
    {
        Assert.Equal(1.5, AttributeValue.Of("1.5").AsDouble());
        Assert.Equal(3, AttributeValue.Of(3).AsDouble());
        Assert.Null(AttributeValue.Of(double.NegativeInfinity).AsDouble());
        Assert.Null(AttributeValue.Of("Infinity").AsDouble());
        Assert.Null(AttributeValue.Of("1e999").AsDouble());
    }

    public static TheoryData<AttributeValue, string?> Texts => new()
    {
        { AttributeValue.Of("gpt-4o"), "gpt-4o" },
        { AttributeValue.Of(""), null },
        { AttributeValue.Of(12), "12" },
        { AttributeValue.Of(0.25), "0.25" },
        { AttributeValue.Of(true), "true" },
        { AttributeValue.Of([AttributeValue.Of("stop")]), null },
        { AttributeValue.Omitted(10), null },
        { default, null },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_is_the_one_text_that_a_value_has(AttributeValue value, string? expected) =>
        Assert.Equal(expected, value.AsText());

    [Fact]
    public void A_person_reads_lists_and_maps_as_json()
    {
        var value = AttributeValue.Of(
        [
            KeyValuePair.Create("names", AttributeValue.Of([AttributeValue.Of("a\"b"), AttributeValue.Of(1), default])),
            KeyValuePair.Create("bytes", AttributeValue.Of((byte[])[1, 2, 3])),
            KeyValuePair.Create("on", AttributeValue.Of(true)),
        ]);

        Assert.Equal("""{"names":["a\u0022b",1,null],"bytes":"AQID","on":true}""", value.ToString());
        Assert.Equal("plain", AttributeValue.Of("plain").ToString());
        Assert.Equal("not stored (12,345 bytes)", AttributeValue.Omitted(12_345).ToString());
    }

    [Fact]
    public void Values_are_equal_by_content()
    {
        static AttributeValue Nested() => AttributeValue.Of([KeyValuePair.Create("k", AttributeValue.Of([AttributeValue.Of((byte[])[1, 2])]))]);

        Assert.Equal(Nested(), Nested());
        Assert.Equal(Nested().GetHashCode(), Nested().GetHashCode());
        Assert.NotEqual(AttributeValue.Of(1), AttributeValue.Of(1.0));
        Assert.NotEqual(AttributeValue.Of(1), AttributeValue.Of(true));
        Assert.NotEqual(AttributeValue.Of("a"), AttributeValue.Of("A"));
        Assert.NotEqual(AttributeValue.Of((byte[])[1]), AttributeValue.Of((byte[])[2]));
    }
}
