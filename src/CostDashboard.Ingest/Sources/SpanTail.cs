using System.Collections.Concurrent;
using System.Threading.Channels;
using CostDashboard.Core.Access;
using CostDashboard.Core.Sources;

namespace CostDashboard.Ingest.Sources;

/// <inheritdoc />
/// <remarks>A request costs as much as its last <see cref="ISpanTail.Most"/> spans, whether somebody follows or not; memory grows with projects and followers.</remarks>
internal sealed class SpanTail : ISpanTail
{
    private readonly ConcurrentDictionary<ProjectId, Project> _projects = [];

    public IReadOnlyList<ArrivedSpan> Latest(ProjectId project) => _projects.TryGetValue(project, out var known) ? known.Latest() : [];

    public IAsyncEnumerable<ArrivedSpan>? Follow(ProjectId project, CancellationToken cancellationToken)
    {
        var of = _projects.GetOrAdd(project, static _ => new());
        if (of.TryAdd() is not { } channel)
        {
            return null;
        }

        cancellationToken.Register(() => of.Remove(channel));
        return channel.Reader.ReadAllAsync(cancellationToken);
    }

    /// <param name="spans">The last ones of a request, in their order.</param>
    internal void Add(ProjectId project, IReadOnlyList<ArrivedSpan> spans) => _projects.GetOrAdd(project, static _ => new()).Add(spans);

    private sealed class Project
    {
        private readonly Lock _gate = new();
        private readonly Queue<ArrivedSpan> _latest = [];
        private readonly List<Channel<ArrivedSpan>> _followers = [];

        public Channel<ArrivedSpan>? TryAdd()
        {
            lock (_gate)
            {
                if (_followers.Count >= ISpanTail.MostFollowers)
                {
                    return null;
                }

                // Who cannot keep up sees the latest: nobody reads thousands of lines a second.
                var channel = Channel.CreateBounded<ArrivedSpan>(new BoundedChannelOptions(ISpanTail.Most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
                _followers.Add(channel);
                return channel;
            }
        }

        public void Remove(Channel<ArrivedSpan> channel)
        {
            lock (_gate)
            {
                _followers.Remove(channel);
            }
        }

        public void Add(IReadOnlyList<ArrivedSpan> spans)
        {
            lock (_gate)
            {
                foreach (var span in spans)
                {
                    if (_latest.Count == ISpanTail.Most)
                    {
                        _latest.Dequeue();
                    }

                    _latest.Enqueue(span);
                    foreach (var follower in _followers)
                    {
                        follower.Writer.TryWrite(span);
                    }
                }
            }
        }

        public IReadOnlyList<ArrivedSpan> Latest()
        {
            lock (_gate)
            {
                return [.. _latest.Reverse()];
            }
        }
    }
}
