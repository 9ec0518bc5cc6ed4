using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>Asks for the stored claims of one response; where there are more than <paramref name="Most"/>, for any so many of them.</summary>
public readonly record struct ResponseQuestion(ProjectId Project, long ResponseKey, int Most);

/// <summary>
/// Asks for the stored claims of one likeness that start in cells of <see cref="CellLength"/> nanoseconds, counted from the epoch;
/// where a cell has more than <paramref name="MostInCell"/>, for any so many of them.
/// </summary>
/// <param name="FirstCell">Inclusive.</param>
/// <param name="LastCell">Inclusive.</param>
public readonly record struct LikenessQuestion(ProjectId Project, long Likeness, long FirstCell, long LastCell, int MostInCell)
{
    /// <summary>Nanoseconds.</summary>
    public const long CellLength = SameCallRules.CellLength;

    /// <summary>The beginning of the first cell.</summary>
    public UnixNanos From => new(FirstCell * CellLength);

    /// <summary>The end of the last cell, exclusive.</summary>
    public UnixNanos To => new((LastCell + 1) * CellLength);

    /// <summary>A claim that starts here is asked for.</summary>
    public bool Covers(UnixNanos start) => SameCallRules.CellOf(start) >= FirstCell && SameCallRules.CellOf(start) <= LastCell;
}

/// <summary>What has to be known of stored claims before it can be said who is charged.</summary>
public sealed record ClaimQuestions(IReadOnlyList<ResponseQuestion> Responses, IReadOnlyList<LikenessQuestion> Likenesses)
{
    public bool IsEmpty => Responses.Count == 0 && Likenesses.Count == 0;
}
