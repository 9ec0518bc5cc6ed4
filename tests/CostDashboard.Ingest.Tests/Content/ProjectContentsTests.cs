using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Attributes;
using CostDashboard.Ingest.Content;
using CostDashboard.Ingest.Pipeline;
using CostDashboard.Ingest.Tests.Access;
using CostDashboard.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CostDashboard.Ingest.Tests.Content;

public sealed class ProjectContentsTests
{
    private readonly InMemoryAccessStore _settings = new();
    private readonly KeepingStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly ProjectContents _contents;

    public ProjectContentsTests() => _contents = new(_settings, _clock, NullLogger<ProjectContents>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_keeps_nothing_until_it_is_turned_on_which_needs_no_restart()
    {
        Assert.False((await _contents.FindAsync(A.Project, Cancel))!.Captures);

        await _settings.KeepAsync(A.Project, new() { KeepsMessages = true });
        Assert.False((await _contents.FindAsync(A.Project, Cancel))!.Captures);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.True((await _contents.FindAsync(A.Project, Cancel))!.Captures);
        Assert.False((await _contents.FindAsync(new ProjectId(2), Cancel))!.Captures);
    }

    [Fact]
    public async Task Where_the_store_does_not_answer_the_sender_comes_again()
    {
        _settings.Failure = new InvalidOperationException("gone");

        Assert.Null(await _contents.FindAsync(A.Project, Cancel));
    }

    [Fact]
    public async Task What_reaches_the_store_is_redacted_and_stands_apart_from_the_span()
    {
        await _settings.KeepAsync(A.Project, new() { KeepsMessages = true });

        var stored = await TakenAsync(Said("mail ada@example.org", kind: null), Said("tools are not kept", kind: "execute_tool"));

        Assert.Equal([new ContentText("input.value", "mail [redacted: e-mail]")], stored[0].Content!.Texts);
        Assert.Null(stored[1].Content);
        Assert.All(stored, span => Assert.Null(span.Span.Source.Content));
    }

    // Between reading the wire and redacting, somebody may turn it off.
    [Fact]
    public async Task What_was_captured_for_a_project_that_keeps_nothing_any_more_ends_there()
    {
        var stored = await TakenAsync(Said("words", kind: null));

        Assert.Null(Assert.Single(stored).Content);
        Assert.Null(stored[0].Span.Source.Content);
    }

    private static DecodedSpan Said(string text, string? kind) => A.Span(text).Span.Source with
    {
        Attributes = kind is null ? SpanAttributes.None : SpanAttributes.Of(("gen_ai.operation.name", AttributeValue.Of(kind))),
        Content = new([new("input.value", text)], []),
    };

    private async Task<IReadOnlyList<PricedSpan>> TakenAsync(params DecodedSpan[] spans)
    {
        var commits = new GroupCommit(_store, new(), NullLogger<GroupCommit>.Instance);
        await commits.StartAsync(Cancel);
        var pipeline = new SpanPipeline(new CurrentPrices(), new(_settings, _clock, NullLogger<ProjectMappings>.Instance), _contents, commits, new(TimeProvider.System));

        Assert.Equal(CommitAnswer.Durable.Instance, await pipeline.TakeAsync(new(new(Door.OtlpHttp, A.Project, 7), spans, A.Noon, 100), Cancel));

        await commits.StopAsync(Cancel);
        return _store.Spans;
    }

    private sealed class KeepingStore : Core.Traces.ISpanStore
    {
        internal List<PricedSpan> Spans { get; } = [];

        public Task CommitAsync(IReadOnlyList<PricedSpan> spans, CancellationToken cancellationToken)
        {
            Spans.AddRange(spans);
            return Task.CompletedTask;
        }
    }
}
