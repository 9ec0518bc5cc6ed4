using CostDashboard.Core.Access;
using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Langfuse;

namespace CostDashboard.Ingest.Tests.Langfuse;

/// <summary>Whatever becomes of the events on their way, the spans are those of all of them, and the totals those of the spans.</summary>
public sealed class LangfuseOrderTests
{
    private static readonly string[] s_traces = ["t-0", "t-1"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Order_repetition_batches_crashes_and_a_second_node_change_no_span_and_no_total(int seed)
    {
        using var one = new LangfuseFile();
        using var other = new LangfuseFile();
        await using var whole = await one.OpenAsync();
        await using var first = await other.OpenAsync();
        await using var second = await other.OpenAsync();
        var random = new Random(seed);
        var events = Events(random);
        Assert.IsType<LangfuseAnswer.Taken>(await whole.SendAsync(events));

        string[] sent = [.. events, .. events.Where(_ => random.Next(4) == 0)];
        random.Shuffle(sent);
        var batches = new Queue<string[]>(sent.Chunk(4));
        while (batches.TryDequeue(out var batch))
        {
            var (node, beside) = random.Next(2) == 0 ? (first, second) : (second, first);
            if (random.Next(3) == 0)
            {
                await node.DieAsync(batch);
            }
            else
            {
                await Task.WhenAll(node.SendUntilTakenAsync(batch), batches.TryDequeue(out var next) ? beside.SendUntilTakenAsync(next) : Task.CompletedTask);
            }
        }

        await first.SweepAsync();

        Assert.Equal(0, await second.SweepAsync());
        foreach (var trace in s_traces)
        {
            var expected = (await whole.SpansAsync(trace)).Select(Shown);
            Assert.Equal(expected, (await first.SpansAsync(trace)).Select(Shown));
            Assert.Contains(expected, span => span.Cost is SpanCost.Computed);
        }

        Assert.True((await first.VerifyAsync()).TiesOut);
        Assert.True((await whole.VerifyAsync()).TiesOut);
    }

    [Fact]
    public async Task Who_writes_an_older_span_over_a_newer_one_writes_once_more()
    {
        using var file = new LangfuseFile();
        HeldOnce? held = null;
        await using var slow = await file.OpenAsync(events => held = new(events));
        await using var fast = await file.OpenAsync();

        var create = slow.SendAsync(Generation("g", 0));
        await held!.HasRead;
        await fast.SendAsync(Update("g", 0, "\"usage\":{\"input\":100,\"output\":20}"));
        held.Release();
        await create;

        Assert.Equal(new Usage(100, 0, 0, 0, 20, 0), Assert.Single(await fast.SpansAsync("t-0")).Span.Call!.Usage);
        Assert.Equal(0, await fast.SweepAsync());
    }

    private static string[] Events(Random random) =>
    [
        """{"id":"t0","type":"trace-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"t-0","name":"chat","userId":"u-1","tags":["b"]}}""",
        """{"id":"t0b","type":"trace-create","timestamp":"2026-08-06T12:00:09Z","body":{"id":"t-0","sessionId":"s-1","tags":["a"]}}""",
        """{"id":"t1","type":"trace-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"t-1","name":"batch"}}""",
        .. Enumerable.Range(0, 8).SelectMany(i => (string[])
        [
            Generation($"g{i}", i % 2),
            Update($"g{i}", i % 2, $"\"usage\":{{\"input\":{random.Next(1, 900)},\"output\":{random.Next(1, 900)}}}"),
            Update($"g{i}", i % 2, $"\"endTime\":\"2026-08-06T12:00:{10 + i}Z\",\"metadata\":{{\"k{random.Next(3)}\":1}}", second: 3),
        ]),
    ];

    private static string Generation(string id, int trace) =>
        $$$"""{"id":"c-{{{id}}}","type":"generation-create","timestamp":"2026-08-06T12:00:01Z","body":{"id":"{{{id}}}","traceId":"t-{{{trace}}}","name":"answer","startTime":"2026-08-06T12:00:01Z","model":"gpt-4o"}}""";

    private static string Update(string id, int trace, string members, int second = 2) =>
        $$$"""{"id":"u{{{second}}}-{{{id}}}","type":"generation-update","timestamp":"2026-08-06T12:00:0{{{second}}}Z","body":{"id":"{{{id}}}","traceId":"t-{{{trace}}}",{{{members}}}}}""";

    private static (SpanKey Key, SpanId? Parent, string Name, UnixNanos Start, UnixNanos End, Usage? Usage, SpanCost Cost, Attribution Attribution, string Tags) Shown(PricedSpan span)
    {
        var source = span.Span.Source;
        return (span.Key, source.Parent, source.Name, source.Start, source.End, span.Span.Call?.Usage, span.Cost, span.Span.Attribution, string.Join(',', span.Span.Tags.Pairs.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
    }

    /// <summary>Stops between reading and writing, the first time.</summary>
    private sealed class HeldOnce(ILangfuseEvents events) : ILangfuseEvents
    {
        private readonly TaskCompletionSource _hasRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task HasRead => _hasRead.Task;

        internal void Release() => _goesOn.SetResult();

        public Task<IReadOnlySet<long>> AddAsync(ProjectId project, IReadOnlyList<LangfuseEvent> added, UnixNanos now, CancellationToken cancellationToken) =>
            events.AddAsync(project, added, now, cancellationToken);

        public async Task<IReadOnlyList<LangfuseStory>> GetAsync(ProjectId project, IReadOnlyCollection<long> entities, CancellationToken cancellationToken)
        {
            var stories = await events.GetAsync(project, entities, cancellationToken);
            _hasRead.TrySetResult();
            await _goesOn.Task;
            return stories;
        }

        public Task<IReadOnlyList<long>> SettleAsync(ProjectId project, IReadOnlyCollection<LangfuseStory> written, IReadOnlyCollection<long> taken, CancellationToken cancellationToken) =>
            events.SettleAsync(project, written, taken, cancellationToken);

        public Task<IReadOnlyList<UnsettledEntity>> GetUnsettledAsync(UnixNanos before, int most, CancellationToken cancellationToken) => events.GetUnsettledAsync(before, most, cancellationToken);

        public Task<int> DeleteAsync(UnixNanos cutoff, CancellationToken cancellationToken) => events.DeleteAsync(cutoff, cancellationToken);
    }
}
