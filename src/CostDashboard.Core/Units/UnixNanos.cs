namespace CostDashboard.Core.Units;

/// <summary>A moment as nanoseconds since 1970-01-01T00:00:00Z, the unit of OTLP's <c>fixed64</c> times; exact until the year 2262.</summary>
public readonly record struct UnixNanos(long Value) : IComparable<UnixNanos>
{
    public const long PerSecond = 1_000_000_000;
    public const long PerMinute = 60 * PerSecond;
    public const long PerQuarter = 15 * PerMinute;
    public const long PerHour = 60 * PerMinute;
    public const long PerDay = 24 * PerHour;

    private const long NanosPerTick = 100;

    public static long operator -(UnixNanos left, UnixNanos right) => left.Value - right.Value;

    public static UnixNanos operator +(UnixNanos left, long nanos) => new(left.Value + nanos);

    public static bool operator <(UnixNanos left, UnixNanos right) => left.Value < right.Value;

    public static bool operator >(UnixNanos left, UnixNanos right) => left.Value > right.Value;

    public static bool operator <=(UnixNanos left, UnixNanos right) => left.Value <= right.Value;

    public static bool operator >=(UnixNanos left, UnixNanos right) => left.Value >= right.Value;

    public static UnixNanos From(DateTimeOffset time) => new((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * NanosPerTick);

    /// <summary>The same moment with what a tick (100 ns) can hold; the rest is cut off.</summary>
    public DateTimeOffset ToDateTimeOffset() => new(DateTimeOffset.UnixEpoch.Ticks + FloorDivide(Value, NanosPerTick), TimeSpan.Zero);

    /// <summary>The beginning of the span of time of <paramref name="length"/> nanoseconds, counted from the epoch, in which this moment lies.</summary>
    public UnixNanos Floor(long length) => new(FloorDivide(Value, length) * length);

    /// <summary>Whole UTC days since the epoch; the number by which spans are partitioned.</summary>
    public int UtcDay => (int)FloorDivide(Value, PerDay);

    public int CompareTo(UnixNanos other) => Value.CompareTo(other.Value);

    private static long FloorDivide(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);
}
