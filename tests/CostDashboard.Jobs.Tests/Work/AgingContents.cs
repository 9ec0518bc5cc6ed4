using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Jobs.Tests.Work;

/// <summary>Content of projects by its arrival alone, of which one call deletes a piece at most.</summary>
internal sealed class AgingContents : IContentStore
{
    internal List<(ProjectId Project, UnixNanos ArrivedAt)> Kept { get; } = [];

    public Task<int> DeleteAsync(ProjectId project, UnixNanos cutoff, CancellationToken cancellationToken)
    {
        var next = Kept.FindIndex(one => one.Project == project && one.ArrivedAt < cutoff);
        if (next < 0)
        {
            return Task.FromResult(0);
        }

        Kept.RemoveAt(next);
        return Task.FromResult(1);
    }

    public Task<IReadOnlyList<KeptContent>> ListAsync(TraceKey trace, UnixNanos cutoff, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<SpanId, SpanContent>> ReadAsync(
        TraceKey trace, IReadOnlyCollection<SpanId> spans, UnixNanos cutoff, ContentReading reading, UnixNanos now, CancellationToken cancellationToken) => throw new NotSupportedException();
}
