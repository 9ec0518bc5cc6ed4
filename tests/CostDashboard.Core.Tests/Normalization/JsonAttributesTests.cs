using System.Globalization;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class JsonAttributesTests
{
    [Fact]
    public void Numbers_and_short_texts_stand_under_dotted_names()
    {
        var read = Read("""{"a": {"b": {"c": 12, "d": "x"}, "e": 0.0000228}, "f": true, "g": null, "h": [1, {"i": 2}], "j": 3}""");

        Assert.Equal(["a.b.c", "a.b.d", "a.e", "f", "j"], read.Select(leaf => leaf.Key));
        Assert.Equal(12, read.Integer("a.b.c"));
        Assert.Equal("x", read.Text("a.b.d"));
        Assert.True(read.TryGet("a.e", out var exact));
        Assert.Equal(0.0000228m, exact.AsDecimal());
        Assert.Equal(3, read.Integer("j"));
    }

    [Theory]
    [InlineData("\"{\\\"a\\\": 5}\"")]
    [InlineData("  {\"a\": 5}")]
    [InlineData("{\"a\": 5, \"b\": \"cut off here")]
    [InlineData("{\"a\": 5, \"b\": {\"c\"")]
    [InlineData("{\"a\": 5, b}")]
    [InlineData("{\"a\": 5, \"b\": \"\\ud800\"}")]
    [InlineData("{\"a\": 5}}}}")]
    [InlineData("{\"a\": 5,}")]
    public void What_stands_before_a_mistake_is_read(string json) => Assert.Equal(5, Read(json).Integer("a"));

    [Theory]
    [InlineData("")]
    [InlineData("None")]
    [InlineData("[1, 2]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("12")]
    public void What_is_no_object_is_nothing(string json) => Assert.Empty(Read(json));

    [Fact]
    public void A_map_is_read_as_its_json_would_be()
    {
        var inner = AttributeValue.Of([new KeyValuePair<string, AttributeValue>("b", AttributeValue.Of(7))]);

        var read = JsonAttributes.Of(AttributeValue.Of([new KeyValuePair<string, AttributeValue>("a", inner)]));

        Assert.Equal(7, read.Integer("a.b"));
    }

    [Fact]
    public void A_hostile_text_is_read_only_so_far()
    {
        var many = "{" + string.Join(",", Enumerable.Range(0, 5_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"{i}\":{i}"))) + "}";
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1";
        var large = "{\"a\":1,\"b\":\"" + new string('x', 70_000) + "\"}";
        var longNames = "{\"" + new string('n', 5_000) + "\":1,\"" + new string('m', 5_000) + "\":{\"a\":1},\"b\":2}";

        Assert.Equal(128, Read(many).Count);
        Assert.Empty(Read(deep));
        Assert.Empty(Read(large));
        Assert.Equal(["b"], Read(longNames).Select(leaf => leaf.Key));
    }

    [Fact]
    public void No_text_makes_it_throw()
    {
        var random = new Random(20260806);
        const string Letters = "{}[]\":,\\u0d8ea1.5- \u00e9\ud83d\ude00\ud83d";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Create(random.Next(60), random, static (to, r) =>
            {
                for (var k = 0; k < to.Length; k++)
                {
                    to[k] = Letters[r.Next(Letters.Length)];
                }
            });
            Assert.NotNull(Read("{\"a\":" + text));
            Assert.NotNull(Read(text));
        }
    }

    private static SpanAttributes Read(string json) => JsonAttributes.Of(AttributeValue.Of(json));
}
