using System.Globalization;
using System.Text;

namespace CostDashboard.Web.Ui.Text;

/// <summary>Foreign text with what cannot be seen in it made visible: it can neither hide a part of itself nor turn the direction of what stands beside it.</summary>
internal static class VisibleText
{
    private const char FirstPicture = '\u2400';
    private const char Delete = '\u007f';
    private const char PictureOfDelete = '\u2421';

    /// <summary>The same text where all of it can be seen. Line ends and tabs stay.</summary>
    internal static string Of(string text)
    {
        StringBuilder? visible = null;
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
            {
                visible?.Append(text, i, 2);
                i++;
            }
            else if (PictureOf(text[i]) is { } picture)
            {
                visible ??= new StringBuilder(text.Length + 16).Append(text, 0, i);
                visible.Append(picture);
            }
            else
            {
                visible?.Append(text[i]);
            }
        }

        return visible?.ToString() ?? text;
    }

    private static string? PictureOf(char letter) => letter switch
    {
        '\n' or '\t' => null,
        '\r' => "",
        < ' ' => ((char)(FirstPicture + letter)).ToString(),
        Delete => PictureOfDelete.ToString(),
        _ when char.IsSurrogate(letter) => "\ufffd",
        _ when char.IsControl(letter) || IsInvisible(letter) => string.Create(CultureInfo.InvariantCulture, $"‹U+{(int)letter:X4}›"),
        _ => null,
    };

    // Marks of direction, joiners aside (scripts and emoji need them), and letters without width.
    private static bool IsInvisible(char letter) => letter is '\u061c' or '\u200b' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u206f') or '\ufeff' or '\u00ad';
}
