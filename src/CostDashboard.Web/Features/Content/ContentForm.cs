using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Redaction;

namespace CostDashboard.Web.Features.Content;

/// <summary>
/// The settings as form fields: <c>messages</c>, <c>tools</c>, <c>days</c>, <c>readers</c>, <c>rule.mails</c> …, and of patterns <c>pattern.0.name</c>,
/// <c>pattern.0.expression</c>, <c>pattern.0.case</c>. A pattern without name and expression is an empty row.
/// </summary>
internal static class ContentForm
{
    internal const string Version = "version";
    internal const string Action = "action";
    internal const string Test = "test";
    internal const string Save = "save";
    internal const string Sample = "sample";

    /// <summary>Characters of a text that is tested.</summary>
    internal const int LongestSample = 20_000;

    private static readonly Role[] s_roles = [Role.Administrator, Role.Viewer];

    internal static IReadOnlyList<Role> Roles => s_roles;

    internal static string NameOf(Role role) => role is Role.Viewer ? "everybody who signs in" : "administrators";

    internal static string NameOf(BuiltInRule rule) => "rule." + rule.ToString().ToLowerInvariant();

    internal static string NameOf(int pattern, string field) => string.Create(CultureInfo.InvariantCulture, $"pattern.{pattern}.{field}");

    internal static string WordsOf(BuiltInRule rule) => rule switch
    {
        BuiltInRule.Secrets => "API keys, tokens, private keys, and what is named a password or secret",
        BuiltInRule.Mails => "e-mail addresses",
        BuiltInRule.Cards => "payment card numbers (check digit right)",
        BuiltInRule.BankAccounts => "bank accounts (IBAN, check digits right)",
        BuiltInRule.Phones => "telephone numbers with a country code (+49 …)",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule."),
    };

    internal static int VersionOf(IFormCollection form) => int.TryParse(form[Version], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    /// <summary>What the form says, mistakes included.</summary>
    /// <param name="stored">Has what the form does not say.</param>
    internal static ContentSettings Parse(IFormCollection form, ContentSettings stored) => new()
    {
        KeepsMessages = form.ContainsKey("messages"),
        KeepsTools = form.ContainsKey("tools"),
        Days = int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0,
        Readers = Enum.TryParse<Role>(form["readers"], out var role) ? role : Role.Administrator,
        Rules = [.. BuiltInRules.All.Where(rule => form.ContainsKey(NameOf(rule)))],
        Patterns = [.. Enumerable.Range(0, ContentSettings.MostPatterns + 1).Select(row => PatternOf(form, row)).OfType<RedactionPattern>()],
        DeletedBefore = stored.DeletedBefore,
    };

    private static RedactionPattern? PatternOf(IFormCollection form, int row)
    {
        var (name, expression) = (form[NameOf(row, "name")].ToString().Trim(), form[NameOf(row, "expression")].ToString());
        return name.Length == 0 && expression.Length == 0 ? null : new(name, expression, form.ContainsKey(NameOf(row, "case")));
    }
}
