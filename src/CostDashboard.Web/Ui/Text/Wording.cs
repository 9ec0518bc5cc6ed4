namespace CostDashboard.Web.Ui.Text;

/// <summary>Turns words into the beginning of a sentence or of a line.</summary>
internal static class Wording
{
    /// <summary>With a capital letter at its beginning; the text is not empty.</summary>
    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
