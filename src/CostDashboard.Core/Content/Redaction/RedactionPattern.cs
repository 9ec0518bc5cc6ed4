using System.Globalization;
using System.Text.RegularExpressions;

namespace CostDashboard.Core.Content.Redaction;

/// <summary>A project's own rule: what a regular expression matches is taken out.</summary>
/// <param name="Name">Stands in the mark where the text was.</param>
/// <param name="Expression">In .NET's syntax, without what needs backtracking.</param>
/// <remarks>
/// The engine does not backtrack (https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-options#nonbacktracking-mode), so that no text
/// can make a match slow by itself; looking for all matches may still take the square of the length, and so each text has a time.
/// </remarks>
public sealed record RedactionPattern(string Name, string Expression, bool IgnoresCase = false)
{
    public const int LongestName = 40;
    public const int LongestExpression = 500;

    /// <summary>How long one expression may look at one text.</summary>
    public static TimeSpan MostTime { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>What is wrong with it, in a sentence that names it and says what to do; null for nothing.</summary>
    public string? FindMistake()
    {
        if (!IsName(Name))
        {
            return string.Create(CultureInfo.InvariantCulture, $"Patterns: '{Name}' is no name: 1 to {LongestName} letters, digits, spaces and hyphens, beginning and ending with a letter or digit.");
        }

        if (BuiltInRules.All.Any(rule => string.Equals(BuiltInRules.NameOf(rule), Name, StringComparison.OrdinalIgnoreCase)) || string.Equals(Name, Redactor.WholeText, StringComparison.OrdinalIgnoreCase))
        {
            return $"Pattern '{Name}': this name is taken by a rule of the program. Choose another one.";
        }

        if (Expression.Length is 0 or > LongestExpression)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Pattern '{Name}': an expression has 1 to {LongestExpression} characters. Split it into several patterns.");
        }

        try
        {
            return Compile().IsMatch("") ? $"Pattern '{Name}': it matches the empty text, and so would match anywhere. Ask for at least one character, with '+' instead of '*'." : null;
        }
        catch (RegexParseException wrong)
        {
            return $"Pattern '{Name}': {wrong.Message}";
        }
        catch (NotSupportedException)
        {
            return $"Pattern '{Name}': lookarounds, backreferences, atomic groups and very large repetitions could be made slow by a hostile text. Write it without them.";
        }
        catch (RegexMatchTimeoutException)
        {
            return $"Pattern '{Name}': it takes too long. Write it shorter.";
        }
    }

    /// <exception cref="RegexParseException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking.</exception>
    internal Regex Compile() => new(
        Expression,
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (IgnoresCase ? RegexOptions.IgnoreCase : RegexOptions.None),
        MostTime);

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-');
}
