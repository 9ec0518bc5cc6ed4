using CostDashboard.Core.Spend;

namespace CostDashboard.Storage.Engines;

/// <summary>A sum that 64 bits do not hold is refused: wrapped, it would be a wrong number that looks like a right one.</summary>
internal static class TooLarge
{
    public static UnanswerableException From(Exception error) =>
        new("A sum of this answer is more than 64 bits hold (of money, 9.2 billion US dollars). Ask for a shorter period or with a filter.", error);
}
