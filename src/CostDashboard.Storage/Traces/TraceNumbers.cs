using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Storage.Traces;

/// <summary>
/// Gives a new trace its number: a time, so that what happens together lies together and a day is a range of numbers; made here and not by
/// the database, so that a batch knows its keys before it is written. Low bits come from a hash of the trace's key, so that traces which
/// start at the same moment differ. Where a number is taken, more bits are hashed: even a sender whose every trace starts at 0 finds room soon.
/// </summary>
internal static class TraceNumbers
{
    private const int FirstHashedBits = 20; // about a millisecond
    private const int MoreHashedBits = 4;
    private const int MostHashedBits = 44; // about five hours

    /// <param name="attempt">0, then one more for each number that turned out to be taken.</param>
    public static long Candidate(TraceKey key, UnixNanos firstStart, int attempt)
    {
        var day = firstStart.Floor(UnixNanos.PerDay);
        var mask = (1L << Math.Min(FirstHashedBits + (attempt * MoreHashedBits), MostHashedBits)) - 1;
        var hash = Mix(key.Trace.High ^ Mix(key.Trace.Low ^ Mix((uint)key.Project.Value + ((ulong)attempt << 32))));
        var inDay = ((firstStart - day) & ~mask) | ((long)hash & mask);
        return day.Value + (inDay % UnixNanos.PerDay);
    }

    /// <summary>Numbers for new traces that are neither taken nor given twice.</summary>
    public static async Task<Dictionary<TraceKey, long>> AssignAsync(
        IReadOnlyList<(TraceKey Key, UnixNanos FirstStart)> traces, Func<IReadOnlyCollection<long>, Task<HashSet<long>>> findTaken)
    {
        var assigned = new Dictionary<TraceKey, long>(traces.Count);
        var given = new HashSet<long>(traces.Count);
        var pending = traces;
        for (var attempt = 0; pending.Count > 0; attempt++)
        {
            var candidates = new long[pending.Count];
            for (var i = 0; i < candidates.Length; i++)
            {
                candidates[i] = Candidate(pending[i].Key, pending[i].FirstStart, attempt);
            }

            var taken = await findTaken(candidates);
            var again = new List<(TraceKey, UnixNanos)>();
            for (var i = 0; i < candidates.Length; i++)
            {
                if (!taken.Contains(candidates[i]) && given.Add(candidates[i]))
                {
                    assigned[pending[i].Key] = candidates[i];
                }
                else
                {
                    again.Add(pending[i]);
                }
            }

            pending = again;
        }

        return assigned;
    }

    // SplitMix64's finaliser: every bit of the input moves every bit of the output.
    private static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
