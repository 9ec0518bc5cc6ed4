using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Content.Messages;

/// <summary>Text that somebody else wrote: nothing of it is markup, what cannot be seen is made visible, and what was redacted is marked.</summary>
public sealed partial class MessageText
{
    /// <summary>Characters that a page shows of one text.</summary>
    internal const int Longest = 20_000;

    private const string Opening = "[redacted: ";
    private const int LongestMark = 60;

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    private string Shown => Text.Length <= Longest ? Text : Text[..Longest];

    private int Left => Text.Length - Shown.Length;

    private IEnumerable<(string Text, bool IsMark)> Pieces
    {
        get
        {
            var text = Shown;
            var at = 0;
            while (text.IndexOf(Opening, at, StringComparison.Ordinal) is >= 0 and var opening)
            {
                var end = text.IndexOf(']', opening);
                if (end < 0 || end - opening > LongestMark)
                {
                    break;
                }

                yield return (VisibleText.Of(text[at..opening]), false);
                yield return (VisibleText.Of(text[opening..(end + 1)]), true);
                at = end + 1;
            }

            yield return (VisibleText.Of(text[at..]), false);
        }
    }
}
