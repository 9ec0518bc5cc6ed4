using System.Threading.Channels;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;

namespace CostDashboard.Ingest.Tests.Pipeline;

/// <summary>A store whose commits wait until the test decides how each ends. So a test chooses what happens while a commit is under way, without any sleeping.</summary>
internal sealed class GateStore : ISpanStore
{
    private readonly Channel<Commit> _begun = Channel.CreateUnbounded<Commit>();

    /// <summary>The next commit that has begun.</summary>
    internal ValueTask<Commit> NextAsync() => _begun.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>No commit has begun that <see cref="NextAsync"/> did not return.</summary>
    internal bool IsIdle => _begun.Reader.Count == 0;

    public Task CommitAsync(IReadOnlyList<PricedSpan> spans, CancellationToken cancellationToken)
    {
        var commit = new Commit(spans);
        Assert.True(_begun.Writer.TryWrite(commit));
        return commit.Ended;
    }

    internal sealed class Commit(IReadOnlyList<PricedSpan> spans)
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Ended => _end.Task;

        internal string[] Names => [.. spans.Select(s => s.Span.Source.Name)];

        internal void Succeed() => _end.SetResult();

        internal void Fail(Exception e) => _end.SetException(e);
    }
}
