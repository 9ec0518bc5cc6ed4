using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Traces;

/// <summary>
/// The traces that are looked at, each read and laid out once for all who look at it: ten viewers of fifty thousand spans hold one of it, and the
/// island that comes to life behind a page does not read again what the page has read. A trace is read anew when its stamp has changed.
/// </summary>
/// <remarks>
/// What nobody has asked for in <see cref="KeptFor"/>, and what goes beyond <see cref="MostRows"/>, is let go of; whoever still looks at it keeps it,
/// and shares it with who comes later. Every question costs one row of the database.
/// </remarks>
public sealed class TraceSights : IDisposable
{
    /// <summary>Spans of all the traces that are kept without a viewer: about 35 MB.</summary>
    internal const int MostRows = 100_000;

    internal static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<TraceKey, Entry> _entries = [];
    private readonly ITraceQueries _traces;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;

    public TraceSights(ITraceQueries traces, TimeProvider clock)
    {
        (_traces, _clock) = (traces, clock);
        _timer = clock.CreateTimer(_ => LetGo(), state: null, KeptFor, KeptFor / 2);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>A trace as it is now; null when there is no such trace.</summary>
    public async Task<TraceSight?> GetAsync(TraceKey trace, CancellationToken cancellationToken)
    {
        if (await _traces.GetStampAsync(trace, cancellationToken) is not { } stamp)
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        var version = (stamp, UnixNanos.From(now) - stamp.ReceivedAt >= TraceFacts.QuietAfter);
        Entry? entry;
        Task<TraceSight?> reading;
        lock (_lock)
        {
            if (!_entries.TryGetValue(trace, out entry) || entry.Version != version || (entry.Known is null && entry.Reading is null or { IsFaulted: true }))
            {
                // Read for all who wait for it: the first of them may leave before it is there.
                entry = _entries[trace] = new(version) { Reading = ReadAsync(trace) };
            }

            entry.AskedAt = now;
            if (entry.Known is { } known)
            {
                entry.Held = known;
                LetGo();
                return known;
            }

            reading = entry.Reading!;
        }

        var sight = await reading.WaitAsync(cancellationToken);
        lock (_lock)
        {
            (entry.Held, entry.Reading) = (sight, null);
        }

        LetGo();
        return sight;
    }

    private async Task<TraceSight?> ReadAsync(TraceKey trace) =>
        TraceSight.Of(trace, await _traces.GetFactsAsync(trace, CancellationToken.None), UnixNanos.From(_clock.GetUtcNow()));

    private void LetGo()
    {
        var oldest = _clock.GetUtcNow() - KeptFor;
        lock (_lock)
        {
            var rows = 0;
            foreach (var (key, entry) in _entries.OrderByDescending(e => e.Value.AskedAt).ToList())
            {
                var own = entry.Held?.Waterfall.Rows.Count ?? 0;
                rows += own;
                if (entry.AskedAt <= oldest || (rows > MostRows && rows > own))
                {
                    entry.Held = null;
                }

                if (entry is { Known: null, Reading: null or { IsFaulted: true } })
                {
                    _entries.Remove(key);
                }
            }
        }
    }

    // What is let go of is still found as long as somebody looks at it.
    private sealed class Entry((TraceStamp Stamp, bool IsQuiet) version)
    {
        private readonly WeakReference<TraceSight?> _weak = new(null);

        public (TraceStamp Stamp, bool IsQuiet) Version => version;

        public DateTimeOffset AskedAt { get; set; }

        /// <summary>Until it is read.</summary>
        public Task<TraceSight?>? Reading { get; set; }

        public TraceSight? Held
        {
            get;
            set
            {
                if (value is not null)
                {
                    _weak.SetTarget(value);
                }

                field = value;
            }
        }

        public TraceSight? Known => Held ?? (_weak.TryGetTarget(out var sight) ? sight : null);
    }
}
