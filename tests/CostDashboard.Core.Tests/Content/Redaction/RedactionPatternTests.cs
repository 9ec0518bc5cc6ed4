using CostDashboard.Core.Content.Redaction;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Content.Redaction;

public sealed class RedactionPatternTests
{
    [Fact]
    public void A_project_s_own_pattern_leaves_a_mark_with_its_name() =>
        Assert.Equal("patient [redacted: patient number].", With(new("patient number", @"\bP-\d{6}\b")).Redact("patient P-123456.", new()));

    [Fact]
    public void Where_two_rules_find_what_overlaps_all_of_it_goes() =>
        Assert.Equal("[redacted: host]", With(new("host", @"\S*example\S*")).Redact("https://ada@example.org/x", new()));

    [Fact]
    public void A_mark_is_not_looked_into_and_nothing_can_be_hidden_in_one()
    {
        var redactor = With(new("word", "redacted|secret"));

        Assert.Equal("[redacted: word] [redacted: e-mail] [[redacted: word]: 4111]", redactor.Redact("secret a@b.co [redacted: 4111]", new()));
    }

    [Fact]
    public void A_pattern_that_eats_its_way_through_a_text_takes_all_of_it() =>
        Assert.Equal("[redacted: text]", With(new("first", "^[a-z]")).Redact("abcdefghijklmnopqrstuvwxyz", new()));

    [Theory]
    [InlineData("", "x", "is no name")]
    [InlineData("card", "x", "is taken")]
    [InlineData("ok", "", "1 to 500 characters")]
    [InlineData("ok", "(", "Pattern 'ok': Invalid pattern")]
    [InlineData("ok", "(?<=a)b", "lookarounds, backreferences")]
    [InlineData("ok", @"(a)\1", "lookarounds, backreferences")]
    [InlineData("ok", "a*", "matches the empty text")]
    public void A_pattern_that_cannot_be_used_says_why_and_what_to_do(string name, string expression, string reason) =>
        Assert.Contains(reason, new RedactionPattern(name, expression).FindMistake(), StringComparison.Ordinal);

    // (a+)+$ takes the age of the universe where an engine backtracks.
    [Fact]
    public void A_hostile_text_does_not_hold_a_pattern_up()
    {
        var text = new string('a', 2_000) + "!";

        Assert.Equal(text, With(new("nested", "(a+)+$")).Redact(text, new()));
    }

    [Fact]
    public void Texts_are_not_kept_once_patterns_have_taken_too_long_on_those_of_a_request()
    {
        var redactor = Redactor.Of(new() { Patterns = [new("letter", "[a-z]")], KeepsMessages = true });
        var looks = 0;
        var run = new RedactionRun(() => ++looks > 4 ? RedactionRun.MostTime + TimeSpan.FromTicks(1) : TimeSpan.Zero);

        var content = redactor.Keep(new([new("k", "a 1"), new("k", "2 b 3 c 4"), new("k", "5")], ["a note"]), OperationKind.Chat, run)!;

        Assert.Equal(["[redacted: letter] 1", "[redacted: text]", "[redacted: text]"], content.Texts.Select(text => text.Text));
        Assert.Equal("a note", content.Notes[0]);
        Assert.Contains("took longer than 250 ms on one, or 2 s on all", content.Notes[1], StringComparison.Ordinal);
        Assert.Equal(2, content.Notes.Count);
    }

    private static Redactor With(RedactionPattern pattern) => Redactor.Of(new() { Patterns = [pattern] });
}
