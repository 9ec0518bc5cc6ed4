using System.Text.Encodings.Web;
using System.Text.Json;
using CostDashboard.Core.Content.Redaction;

namespace CostDashboard.Core.Tests.Content.Redaction;

/// <summary>Of whatever text: what was planted in it never comes out, and what was redacted stays as it is.</summary>
public sealed class RedactionProperties
{
    private static readonly Redactor s_redactor = Redactor.Of(new() { Rules = BuiltInRules.All, Patterns = [new("ticket", "T-[0-9]{5}"), new("word", "(?i)zebra|redacted")] });

    // What nothing may be left of, where it stands between others.
    private static readonly string[] s_planted =
    [
        "ada.lovelace@example.org", "sk-proj-abcdefghijklmnopqrstuvwx", "4111 1111 1111 1111", "378282246310005", "DE89 3704 0044 0532 0130 00",
        "ghp_0123456789012345678901234567890123456789", "+49 30 12345678", "T-12345", "AKIAIOSFODNN7EXAMPLE",
    ];

    private static readonly string[] s_between =
    [
        " ", "\n", ", ", "\" ", " \\", " \\n", "{\"a\":", "[", "]", "}", ":", "<", "> ", "[redacted: e-mail]", "[redacted: ", "é", "\u202e", "\0", "\ud800", " 12 ", "=", "word ",
        "password: ", " zebra ", "\\u0041", " -----BEGIN ", "@", "&amp;", "\t",
    ];

    private static readonly JsonSerializerOptions[] s_encodings =
        [new() { Encoder = JavaScriptEncoder.Default }, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_was_planted_in_a_text_never_comes_out(int seed)
    {
        foreach (var (text, planted) in Texts(new Random(seed)))
        {
            var redacted = s_redactor.Redact(text, new());

            Assert.All(planted, secret => Assert.DoesNotContain(secret, redacted, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_was_redacted_stays_as_it_is(int seed)
    {
        foreach (var (text, _) in Texts(new Random(seed)))
        {
            var once = s_redactor.Redact(text, new());

            Assert.Equal(once, s_redactor.Redact(once, new()));
        }
    }

    private static IEnumerable<(string Text, IReadOnlyList<string> Planted)> Texts(Random random)
    {
        for (var i = 0; i < 50; i++)
        {
            var planted = new List<string>();
            var text = "";
            for (var piece = random.Next(1, 12); piece > 0; piece--)
            {
                // A word's end on both sides: a number that another one continues is no card.
                var secret = s_planted[random.Next(s_planted.Length)];
                planted.Add(secret);
                text += s_between[random.Next(s_between.Length)] + "\n" + secret + "\n" + s_between[random.Next(s_between.Length)];
            }

            yield return (InJson(text, random.Next(4), random), planted);
        }
    }

    // As a text of JSON, once or more deep, as emitters write messages and arguments; sometimes cut off.
    private static string InJson(string text, int depth, Random random)
    {
        for (; depth > 0; depth--)
        {
            text = JsonSerializer.Serialize(new[] { new { role = "user", content = text } }, s_encodings[random.Next(s_encodings.Length)]);
        }

        return random.Next(5) == 0 ? text + "[[" : text;
    }
}
