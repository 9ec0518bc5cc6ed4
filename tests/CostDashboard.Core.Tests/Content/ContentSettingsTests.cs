using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Redaction;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Content;

public sealed class ContentSettingsTests
{
    private static readonly CapturedContent s_said = new([new("input.value", "hello")], []);

    [Fact]
    public void Nothing_is_kept_and_only_administrators_read_until_somebody_decides_otherwise()
    {
        Assert.False(ContentSettings.Off.Captures);
        Assert.Null(Redactor.Of(ContentSettings.Off).Keep(s_said, OperationKind.Chat, new()));
        Assert.False(ContentSettings.Off.MayBeReadBy(Role.Viewer));
        Assert.True(ContentSettings.Off.MayBeReadBy(Role.Administrator));
        Assert.True((ContentSettings.Off with { Readers = Role.Viewer }).MayBeReadBy(Role.Viewer));
    }

    [Theory]
    [InlineData(true, false, OperationKind.Chat, true)]
    [InlineData(true, false, OperationKind.Tool, false)]
    [InlineData(false, true, OperationKind.Chat, false)]
    [InlineData(false, true, OperationKind.Tool, true)]
    public void Messages_and_the_payloads_of_tools_are_decided_on_apart(bool messages, bool tools, OperationKind kind, bool isKept) =>
        Assert.Equal(isKept, Redactor.Of(new() { KeepsMessages = messages, KeepsTools = tools }).Keep(s_said, kind, new()) is not null);

    [Fact]
    public void What_is_past_its_days_or_was_to_be_deleted_is_cut_off()
    {
        var settings = new ContentSettings { Days = 2 };

        Assert.Equal(A.Noon + (-2 * UnixNanos.PerDay), settings.Cutoff(A.Noon));
        Assert.Equal(A.Noon + -1, (settings with { DeletedBefore = A.Noon + -1 }).Cutoff(A.Noon));
        Assert.Equal(A.Noon + (-2 * UnixNanos.PerDay), (settings with { DeletedBefore = A.Noon + (-3 * UnixNanos.PerDay) }).Cutoff(A.Noon));
    }

    [Fact]
    public void Settings_with_a_mistake_say_which_and_what_to_do()
    {
        Assert.StartsWith("Days: content is kept for 1 to 90 days", new ContentSettings { Days = 91 }.FindMistake(), StringComparison.Ordinal);
        Assert.StartsWith("Readers:", new ContentSettings { Readers = (Role)9 }.FindMistake(), StringComparison.Ordinal);
        Assert.StartsWith("Rules:", new ContentSettings { Rules = [(BuiltInRule)9] }.FindMistake(), StringComparison.Ordinal);
        Assert.StartsWith("Patterns: a project has at most 20", new ContentSettings { Patterns = [.. Enumerable.Range(0, 21).Select(i => new RedactionPattern($"p{i}", "x"))] }.FindMistake(), StringComparison.Ordinal);
        Assert.StartsWith("Patterns: two are called 'a'", new ContentSettings { Patterns = [new("a", "x"), new("A", "y")] }.FindMistake(), StringComparison.Ordinal);
        Assert.StartsWith("Pattern 'a':", new ContentSettings { Patterns = [new("a", "(")] }.FindMistake(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Redactor.Of(new() { Days = 0 }));
    }

    [Theory]
    [InlineData("""[{"a":"b\u00""", """[{"a":"b"}]""")]
    [InlineData("""[{"a":"b\\""", """[{"a":"b\\"}]""")]
    [InlineData("""{"a":[1,2,{"b""", """{"a":[1,2,{"b":null}]}""")]
    [InlineData("""{"a":tr""", """{"a":null}""")]
    [InlineData("""{"a":1,""", """{"a":1}""")]
    [InlineData("""{"a" """, """{"a":null}""")]
    [InlineData("""{"a": """, """{"a":null}""")]
    [InlineData("""["x", """, """["x"]""")]
    [InlineData("""[1,23""", """[1]""")]
    public void JSON_that_was_cut_off_is_closed(string text, string expected) => Assert.Equal(expected, CutJson.Mend(text));

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("plain")]
    [InlineData("}")]
    public void What_is_whole_or_no_JSON_is_not_mended(string text) => Assert.Null(CutJson.Mend(text));
}
