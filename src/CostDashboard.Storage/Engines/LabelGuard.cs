using CostDashboard.Core.Spend;

namespace CostDashboard.Storage.Engines;

/// <summary>
/// Bounds what users and tags may cost in rows. Of a project, day and key the first 10,000 values have rows of their own;
/// what comes later is added to the value "(other)", whose calls count what was folded. Rows of days are never deleted, so a value
/// that was folded once is folded always, and a later correction meets the row that it corrects.
/// </summary>
internal static class LabelGuard
{
    public const int MostValues = SpendDay.MostValues;

    public const string Other = SpendDay.Other;

    public static long OtherId { get; } = ContentHash.Of(Other);

    public static bool IsOther(SpendDay day) => day.Value == Other;
}
