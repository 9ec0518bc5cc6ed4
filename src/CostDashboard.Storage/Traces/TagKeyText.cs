namespace CostDashboard.Storage.Traces;

/// <summary>The tag keys of a project as one text, a key a line.</summary>
internal static class TagKeyText
{
    public static string Of(IReadOnlyList<string> keys) => string.Join('\n', keys);

    public static string[] Parse(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
