namespace CostDashboard.Core.Content.Redaction;

/// <summary>The rules that come with the program. The numbers are stored.</summary>
public enum BuiltInRule : byte
{
    /// <summary>API keys and tokens of known shapes, private keys, and values that are named as a password or secret.</summary>
    Secrets = 1,

    /// <summary>E-mail addresses.</summary>
    Mails = 2,

    /// <summary>Numbers of payment cards: 13 to 19 digits whose check digit is right (Luhn, ISO/IEC 7812).</summary>
    Cards = 3,

    /// <summary>International bank account numbers whose check digits are right (ISO 13616).</summary>
    BankAccounts = 4,

    /// <summary>Telephone numbers in international form, with a plus (E.164).</summary>
    Phones = 5,
}

public static class BuiltInRules
{
    public static IReadOnlyList<BuiltInRule> All { get; } = Enum.GetValues<BuiltInRule>();

    /// <summary>What stands in a mark.</summary>
    public static string NameOf(BuiltInRule rule) => rule switch
    {
        BuiltInRule.Secrets => "secret",
        BuiltInRule.Mails => "e-mail",
        BuiltInRule.Cards => "card",
        BuiltInRule.BankAccounts => "IBAN",
        BuiltInRule.Phones => "phone",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule."),
    };
}
