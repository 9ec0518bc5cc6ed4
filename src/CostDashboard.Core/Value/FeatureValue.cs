namespace CostDashboard.Core.Value;

/// <summary>What a value is of. Two values of one feature and unit never share a day, so that no day is counted twice.</summary>
/// <param name="Feature">As spans name it.</param>
/// <param name="Unit">What is counted, such as <c>tickets</c>; empty for revenue.</param>
public sealed record FeatureValueKey(string Feature, ValueDays Days, string Unit)
{
    public bool IsRevenue => Unit.Length == 0;
}

/// <summary>What a feature brought in a period: revenue, or so many units of something.</summary>
/// <param name="Amount">Of revenue nano-dollars, of units millionths of one. Not negative.</param>
public sealed record FeatureValue(FeatureValueKey Key, long Amount)
{
    /// <summary>Millionths of a unit in one.</summary>
    public const long PerUnit = 1_000_000;

    /// <summary>
    /// The part of the amount that falls on some of its days: every day has the same share. A share is not a whole number, so each part goes from
    /// one running total, rounded down, to the next one: the parts of any division of the period add up to the amount exactly.
    /// </summary>
    /// <param name="days">Within the value's own days.</param>
    public long On(ValueDays days)
    {
        var before = days.First.DayNumber - Key.Days.First.DayNumber;
        return RunningTotal(before + days.Count) - RunningTotal(before);
    }

    private long RunningTotal(int days) => (long)((Int128)Amount * days / Key.Days.Count);
}

/// <summary>A value as it is stored.</summary>
/// <param name="RecordedBy">The mail address of a person, or the name of a key.</param>
public sealed record StoredFeatureValue(FeatureValue Value, Units.UnixNanos RecordedAt, string RecordedBy);
