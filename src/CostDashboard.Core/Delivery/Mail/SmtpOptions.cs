using System.Net.Mail;

namespace CostDashboard.Core.Delivery.Mail;

/// <summary>The mail server, from the configuration of whoever runs the program; nobody names another one in the product.</summary>
/// <param name="Host">Empty where there is none: then mails wait, and are dead after a day.</param>
/// <param name="UseTls">STARTTLS, and no mail without it.</param>
/// <param name="User">Empty for a server that asks for no sign-in.</param>
public sealed record SmtpOptions(string Host, int Port, bool UseTls, string User, string Password, string From)
{
    public const int UsualPort = 587;

    public static SmtpOptions None { get; } = new("", UsualPort, UseTls: true, "", "", "");

    public bool IsSet => Host.Length > 0;

    /// <summary>What is wrong with it, naming the setting; null when nothing is.</summary>
    public string? FindMistake() => !IsSet ? null
        : Port is < 1 or > 65_535 ? "Smtp__Port is 1 to 65535."
        : !MailAddress.TryCreate(From, out _) || From.Any(char.IsControl) ? "Smtp__From is the address that mails come from, such as costs@example.org."
        : (User.Length == 0) != (Password.Length == 0) ? "Smtp__User and Smtp__Password belong together: set both or neither."
        : null;

    /// <summary>Without the password.</summary>
    public override string ToString() => IsSet ? $"{Host}:{Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : "none";
}
