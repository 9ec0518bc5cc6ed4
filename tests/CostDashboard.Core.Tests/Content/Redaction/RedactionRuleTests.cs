using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Redaction;

namespace CostDashboard.Core.Tests.Content.Redaction;

public sealed class RedactionRuleTests
{
    private static readonly Redactor s_usual = Redactor.Of(ContentSettings.Off);
    private static readonly Redactor s_all = Redactor.Of(new() { Rules = BuiltInRules.All });

    [Theory]
    [InlineData("key sk-proj-abcdefghijklmnopqrstuvwx.", "key [redacted: secret].")]
    [InlineData("sk-ant-api03-AAAAAAAAAAAAAAAAAAAA", "[redacted: secret]")]
    [InlineData("ghp_0123456789012345678901234567890123456789", "[redacted: secret]")]
    [InlineData("id=AKIAIOSFODNN7EXAMPLE;", "id=[redacted: secret];")]
    [InlineData("Authorization: Bearer abc.def-ghi_jkl+mno=", "Authorization: [redacted: secret]")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl then", "[redacted: secret] then")]
    [InlineData("password=hunter22 next", "password=[redacted: secret] next")]
    [InlineData("client_secret: \"correct horse\"", "client_secret: \"[redacted: secret]\"")]
    [InlineData("API_KEY = 'abcdef'", "API_KEY = '[redacted: secret]'")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----\nrest", "[redacted: secret]\nrest")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIE, cut off", "[redacted: secret]")]
    public void Keys_tokens_and_passwords_are_taken_out(string text, string expected) => Assert.Equal(expected, s_usual.Redact(text, new()));

    [Theory]
    [InlineData("a risk-averse-strategy-for-everyone is fine")]
    [InlineData("Password: required")]
    [InlineData("The secretary: Johnson1 called")]
    [InlineData("sk-short")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIE")]
    public void What_only_looks_a_little_like_a_secret_stays(string text) => Assert.Equal(text, s_usual.Redact(text, new()));

    [Theory]
    [InlineData("Write to ada.lovelace+work@mail.example.org!", "Write to [redacted: e-mail]!")]
    [InlineData("<mailto:a@b.co>, ß.ö@bücher.example", "<mailto:[redacted: e-mail]>, [redacted: e-mail]")]
    [InlineData("at a@b.co.", "at [redacted: e-mail].")]
    public void Mail_addresses_are_taken_out(string text, string expected) => Assert.Equal(expected, s_usual.Redact(text, new()));

    [Theory]
    [InlineData("me @ home, user@localhost, a@b.c, @decorator.method")]
    public void An_at_sign_makes_no_address(string text) => Assert.Equal(text, s_usual.Redact(text, new()));

    [Theory]
    [InlineData("4111 1111 1111 1111 12/27", "[redacted: card] 12/27")]
    [InlineData("order 12 5500-0055-5555-5559 shipped", "order 12 [redacted: card] shipped")]
    [InlineData("378282246310005,6011111111111117", "[redacted: card],[redacted: card]")]
    public void Card_numbers_are_taken_out_whatever_numbers_stand_beside_them(string text, string expected) => Assert.Equal(expected, s_usual.Redact(text, new()));

    [Theory]
    [InlineData("4111 1111 1111 1112")]
    [InlineData("1755133833000000000")]
    [InlineData("94111111111111111")]
    public void Numbers_that_are_no_card_stay(string text) => Assert.Equal(text, s_usual.Redact(text, new()));

    [Theory]
    [InlineData("DE89 3704 0044 0532 0130 00 please", "[redacted: IBAN] please")]
    [InlineData("to GB82WEST12345698765432.", "to [redacted: IBAN].")]
    [InlineData("call +49 (30) 1234-5678 now", "call [redacted: phone] now")]
    [InlineData("1 + 23456789 = ?", "1 + 23456789 = ?")]
    [InlineData("to GB83WEST12345698765432.", "to GB83WEST12345698765432.")]
    public void Bank_accounts_and_telephone_numbers_are_taken_out_where_a_project_wants_it(string text, string expected)
    {
        Assert.Equal(expected, s_all.Redact(text, new()));
        Assert.Equal(text, s_usual.Redact(text, new()));
    }

    [Theory]
    [InlineData("""{"to":"a\u0040b.co","n":4111111111111111}""", """{"to":"[redacted: e-mail]","n":"[redacted: card]"}""")]
    [InlineData("""[{"content":"line\nsk-abcdefghijklmnopqrst"}]""", """[{"content":"line\n[redacted: secret]"}]""")]
    [InlineData("""{"arguments":"{\"password\":\"x\",\"mail\":\"a\\u0040b.co\"}"}""", """{"arguments":"{\"password\":\"[redacted: secret]\",\"mail\":\"[redacted: e-mail]\"}"}""")]
    [InlineData("""{"apiKey":"short","a@b.co":true}""", """{"apiKey":"[redacted: secret]","[redacted: e-mail]":true}""")]
    [InlineData("""[{"content":"a\u0040b.co and it breaks of""", """[{"content":"[redacted: e-mail] and it breaks of"}]""")]
    [InlineData("""said: "a\u0040b.co" """, """said: "[redacted: e-mail]" """)]
    public void Escapes_and_JSON_within_JSON_hide_nothing(string text, string expected) => Assert.Equal(expected, s_usual.Redact(text, new()));

    [Theory]
    [InlineData("""{ "a" : 1.50,  "b": ["é\u00e9", null] }""")]
    [InlineData("[not json")]
    [InlineData("[redacted: e-mail] [redacted: nonsense] \\n")]
    public void Text_in_which_nothing_is_found_stays_as_it_was_to_the_byte(string text) => Assert.Equal(text, s_usual.Redact(text, new()));
}
