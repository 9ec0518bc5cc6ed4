using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Normalization;

/// <summary>The grammar of https://www.w3.org/TR/baggage/.</summary>
public sealed class BaggageHeaderTests
{
    [Theory]
    [InlineData("userId=alice,serverNode=DF%2028,isProduction=false", "userId:alice|serverNode:DF 28|isProduction:false")]
    [InlineData("userId =   alice\t,  serverNode = DF28", "userId:alice|serverNode:DF28")]
    [InlineData("key1=value1;property1;property2, key2 = value2, key3=value3; propertyKey=propertyValue", "key1:value1|key2:value2|key3:value3")]
    [InlineData("customer_id=acme;;;=,feature=x", "customer_id:acme|feature:x")]
    [InlineData("a=b=c", "a:b=c")]
    [InlineData("a=1,a=2", "a:1|a:2")]
    [InlineData("town=Caf%C3%A9%20%F0%9F%98%80", "town:Café 😀")]
    [InlineData("x=%E4%F6", "x:\ufffd\ufffd")]
    [InlineData("x=100%,y=%zz,z=%4", "x:100%|y:%zz|z:%4")]
    [InlineData("x=a+b", "x:a+b")]
    [InlineData("x=%0Aa%00", "x:\na\0")]
    public void Members_are_read(string header, string expected) => Assert.Equal(expected, Read(AttributeValue.Of(header)));

    [Theory]
    [InlineData("")]
    [InlineData(",,,")]
    [InlineData("no equal sign")]
    [InlineData("=value")]
    [InlineData("key=")]
    [InlineData("two words=value")]
    [InlineData("schlüssel=value")]
    [InlineData("key[]=value")]
    [InlineData("key=two words")]
    [InlineData("key=\"quoted\"")]
    [InlineData("key=back\\slash")]
    [InlineData("key=Café")]
    [InlineData("key=a\u0001b")]
    public void A_member_that_breaks_the_grammar_is_skipped_and_its_neighbours_are_not(string member)
    {
        Assert.Equal("", Read(AttributeValue.Of(member)));
        Assert.Equal("a:1|b:2", Read(AttributeValue.Of($"a=1,{member},b=2")));
    }

    [Fact]
    public void A_header_that_came_several_times_is_one() =>
        Assert.Equal("a:1|b:2", Read(AttributeValue.Of([AttributeValue.Of("a=1"), AttributeValue.Of(7L), AttributeValue.Of("b=2")])));

    [Fact]
    public void Other_kinds_of_values_say_nothing() => Assert.Equal("", Read(AttributeValue.Of(5L)) + Read(AttributeValue.Of(new byte[] { 1 })) + Read(default));

    [Fact]
    public void No_more_than_180_members_are_read()
    {
        var header = string.Join(',', Enumerable.Range(0, 200).Select(i => $"k{i}=v"));

        Assert.Equal(BaggageHeader.MostMembers, BaggageHeader.Read(AttributeValue.Of(header)).Count);
    }

    [Theory]
    [InlineData(8_184, "a|big|b")]
    [InlineData(8_185, "a|big")]
    [InlineData(8_188, "a|big")]
    [InlineData(8_189, "a")]
    public void A_member_that_does_not_end_within_8192_bytes_may_be_cut_and_is_not_read(int length, string expected) =>
        Assert.Equal(expected, string.Join('|', BaggageHeader.Read(AttributeValue.Of($"a=1,big={new string('x', length - 5)},b=2")).Select(entry => entry.Key)));

    private static string Read(AttributeValue header) => string.Join('|', BaggageHeader.Read(header).Select(entry => $"{entry.Key}:{entry.Value}"));
}
