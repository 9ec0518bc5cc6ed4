using System.Text;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Spans;

public sealed class ToolArgumentsTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", """ { "b": 2.0, "a": 1e0 } """)]
    [InlineData("""{"q":"Refund Policy"}""", """{"q":"  refund \n policy "}""")]
    [InlineData("""{"q":"x"}""", "\"{\\\"q\\\":\\\"x\\\"}\"")]
    [InlineData("""{"q":"x","tool_call_id":"call_1"}""", """{"q":"x","tool_call_id":"call_2"}""")]
    [InlineData("refund policy", "Refund  policy")]
    [InlineData("{'q': 'x'}", "{'q':  'X'}")]
    [InlineData("""{"input_str":"{'q': 'x'}","inputs":{"q":"x"},"tags":["seq:step:2"]}""", """{"input_str":"{'q': 'x'}","inputs":{"q":"x"},"tags":["seq:step:9"],"metadata":{"langgraph_step":4}}""")]
    [InlineData("""{"q":1e400}""", """{"q":1E400}""")]
    public void Arguments_that_say_the_same_are_the_same(string one, string other) => Assert.Equal(Hash(one), Hash(other));

    [Theory]
    [InlineData("""{"q":"x"}""", """{"q":"y"}""")]
    [InlineData("""{"q":"x"}""", """{"p":"x"}""")]
    [InlineData("""{"q":1}""", """{"q":"1"}""")]
    [InlineData("""{"q":[1,2]}""", """{"q":[2,1]}""")]
    [InlineData("""{"q":[1,2]}""", """{"q":[12]}""")]
    [InlineData("""{"q":null}""", """{}""")]
    [InlineData("""{"a":"b","c":"d"}""", """{"a":"bc","":"d"}""")]
    [InlineData("""{"q":true}""", """{"q":false}""")]
    [InlineData("refund policy", "refund policies")]
    public void Arguments_that_say_something_else_are_not(string one, string other) => Assert.NotEqual(Hash(one), Hash(other));

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    public void No_arguments_are_not_known(string none) => Assert.Null(Hash(none));

    [Fact]
    public void An_empty_object_is_an_argument() => Assert.NotNull(Hash("{}"));

    [Fact]
    public void Longer_arguments_are_not_compared()
    {
        Assert.NotNull(Hash(new string('x', ToolArguments.MostBytes)));
        Assert.Null(Hash(new string('x', ToolArguments.MostBytes + 1)));
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    [InlineData("\0\u202e😀")]
    public void Broken_and_hostile_arguments_are_compared_as_text(string hostile) => Assert.Equal(Hash(hostile), Hash(hostile + " "));

    [Fact]
    public void The_number_is_part_of_the_stored_format_and_another_one_in_every_project()
    {
        var hash = Hash("""{"q":"refund policy"}""")!.Value;

        Assert.Equal((6915990886466502400L, 1829585460851810865L), (ToolArguments.In(new(1), hash), ToolArguments.In(new(2), hash)));
    }

    private static long? Hash(string text) => ToolArguments.HashOf(Encoding.UTF8.GetBytes(text));
}
