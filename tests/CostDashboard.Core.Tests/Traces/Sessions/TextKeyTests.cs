using CostDashboard.Core.Traces.Sessions;

namespace CostDashboard.Core.Tests.Traces.Sessions;

public sealed class TextKeyTests
{
    // The first eight bytes of SHA-256("abc") are ba7816bf8f01cfea (FIPS 180-2, appendix B.1); the highest bit is taken away.
    [Fact]
    public void It_is_the_same_on_every_node_and_in_every_version() => Assert.Equal("3a7816bf8f01cfea", TextKey.Of("abc").ToString());

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("\ud83d\ude42 <script>")]
    public void It_is_read_as_it_is_written(string text) => Assert.Equal(TextKey.Of(text), TextKey.Parse(TextKey.Of(text).ToString()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3a7816bf8f01cfe")]
    [InlineData("3a7816bf8f01cfea0")]
    [InlineData("ba7816bf8f01cfea")]
    [InlineData("3a7816bf8f01cfeg")]
    [InlineData(" a7816bf8f01cfea")]
    public void Anything_else_is_no_key(string? text) => Assert.Null(TextKey.Parse(text));
}
