namespace CostDashboard.Core.Spend;

/// <summary>How finely an answer is cut in time. Hours, days and months are those of the organisation's zone.</summary>
public enum Grain : byte
{
    Total = 0,
    Minute = 1,
    Quarter = 2,
    Hour = 3,
    Day = 4,
    Month = 5,
}
