namespace CostDashboard.Core.Traces.Queries;

/// <summary>A value as it stands in a text; a star that is not quoted opens the pattern.</summary>
/// <param name="HasStarInside">A star stands where it cannot be asked.</param>
internal sealed record QueryValue(int At, string Written, TextPattern Pattern, bool HasStarInside)
{
    /// <summary>A lone star: any value.</summary>
    public bool IsAny => Pattern is { Text.Length: 0, IsWhole: false };

    public bool IsMissing => Written.Length == 0;
}

/// <summary>A term as it stands in a text: <c>-step:a,"b c"*</c>, <c>cost>0.10</c>, or a word of free text, which has no field.</summary>
/// <param name="At">Of its first character in the text, from 0.</param>
/// <param name="Operator">Empty for free text.</param>
internal sealed record QueryTerm(int At, string Written, bool IsNegated, string? Field, string Operator, IReadOnlyList<QueryValue> Values, bool IsUnclosed);
