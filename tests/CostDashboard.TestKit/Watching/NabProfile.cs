namespace CostDashboard.TestKit.Watching;

/// <summary>What the benchmark counts a found window, a missed one and a false alarm as.</summary>
public sealed record NabProfile(string Name, double Found, double Missed, double False)
{
    public static NabProfile Standard { get; } = new("standard", 1, 1, 0.11);

    public static IReadOnlyList<NabProfile> All { get; } = [Standard, new("reward_low_FP_rate", 1, 1, 0.22), new("reward_low_FN_rate", 1, 2, 0.11)];
}
