using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>Reads numbers that have a unit, and refuses those that cannot be true.</summary>
internal static class Numbers
{
    internal const double NanosPerSecond = 1e9;
    internal const double NanosPerMillisecond = 1e6;

    private const double MostNanos = 24 * 3600 * 1e9;

    /// <summary>A duration of the first key that has one from 0 to a day.</summary>
    /// <param name="nanosPerUnit">Nanoseconds of the attribute's unit.</param>
    internal static long? Nanoseconds(SpanAttributes attributes, ReadOnlySpan<string> keysInOrder, double nanosPerUnit)
    {
        foreach (var key in keysInOrder)
        {
            if (attributes.TryGet(key, out var value) && value.AsDouble() * nanosPerUnit is >= 0 and <= MostNanos and { } nanos)
            {
                return (long)nanos;
            }
        }

        return null;
    }

    internal static decimal? Decimal(SpanAttributes attributes, ReadOnlySpan<string> keysInOrder)
    {
        foreach (var key in keysInOrder)
        {
            if (attributes.TryGet(key, out var value) && value.AsDecimal() is { } exact)
            {
                return exact;
            }
        }

        return null;
    }

    internal static long? Positive(SpanAttributes attributes, string key) => attributes.Integer(key) is > 0 and { } number ? number : null;
}
