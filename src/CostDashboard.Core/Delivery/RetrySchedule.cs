using System.Buffers.Binary;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Delivery;

/// <summary>When a message that was not delivered is tried again.</summary>
public static class RetrySchedule
{
    private const long Second = UnixNanos.PerSecond;
    private const long Minute = UnixNanos.PerMinute;
    private const long Hour = UnixNanos.PerHour;

    /// <summary>What a receiver may ask for with Retry-After; what is more is not heeded.</summary>
    public const long MostRetryAfter = Hour;

    // A deployment takes seconds, a restart minutes, a mail server that is down an hour, and what is found in the morning a night: 28 hours in all.
    private static readonly long[] s_pauses =
    [
        10 * Second, 30 * Second, Minute, 2 * Minute, 5 * Minute, 10 * Minute, 20 * Minute, 30 * Minute,
        Hour, Hour, 2 * Hour, 3 * Hour, 4 * Hour, 8 * Hour, 8 * Hour,
    ];

    /// <summary>Tries before a message is given up.</summary>
    public static int MostAttempts => s_pauses.Length + 1;

    /// <summary>When to try again after a try that failed; null to give up.</summary>
    /// <param name="attempt">Which try failed, from 1.</param>
    /// <param name="message">Shifts the moment by up to a tenth, so that what failed together does not come back together.</param>
    public static UnixNanos? Next(int attempt, AttemptResult result, Guid message, UnixNanos now)
    {
        if (!result.MayHelp || attempt > s_pauses.Length)
        {
            return null;
        }

        var pause = s_pauses[attempt - 1];
        Span<byte> bytes = stackalloc byte[16];
        message.TryWriteBytes(bytes);
        var shift = pause / 10 * (BinaryPrimitives.ReadUInt16LittleEndian(bytes[14..]) ^ (uint)attempt) / (ushort.MaxValue + 1L);
        return now + Math.Max(pause + shift, Math.Min(result.RetryAfter ?? 0, MostRetryAfter));
    }
}
