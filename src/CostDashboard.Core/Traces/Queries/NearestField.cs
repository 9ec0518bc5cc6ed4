namespace CostDashboard.Core.Traces.Queries;

/// <summary>Which field was probably meant by a name that is none.</summary>
internal static class NearestField
{
    private const int MostLetters = 2;

    /// <summary>A question that names it, with a blank behind; empty where no field's name is near.</summary>
    public static string Hint(string name)
    {
        var (field, letters) = QueryField.All.Select(field => (field, Distance(field.Name, name.ToLowerInvariant()))).MinBy(near => near.Item2);
        return letters <= MostLetters ? $"Did you mean {field.Name}? " : "";
    }

    // Letters to exchange, add or take away (Levenshtein).
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (var i = 1; i <= one.Length; i++)
        {
            (var diagonal, row[0]) = (row[0], i);
            for (var j = 1; j <= other.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
