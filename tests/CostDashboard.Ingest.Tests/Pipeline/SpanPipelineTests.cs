using CostDashboard.Core.Access;
using CostDashboard.Core.Attributes;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Attributes;
using CostDashboard.Ingest.Content;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Pipeline;
using CostDashboard.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CostDashboard.Ingest.Tests.Pipeline;

public sealed class SpanPipelineTests
{
    private static readonly UnixNanos s_received = A.Noon + 99;

    [Fact]
    public async Task A_span_is_repaired_then_read_then_priced_then_kept()
    {
        var store = new InMemoryStore();
        var (pipeline, _) = await StartedAsync(store);
        var span = A.Span("s1", name: "chat gpt-99").Span.Source with
        {
            Start = default,
            End = default,
            Attributes = SpanAttributes.Of(("gen_ai.request.model", AttributeValue.Of("gpt-99")), ("gen_ai.usage.input_tokens", AttributeValue.Of(12L))),
        };

        Assert.Equal(CommitAnswer.Durable.Instance, await pipeline.TakeAsync(new(new(Door.OtlpHttp, A.Project, 7), [span], s_received, 100), CancellationToken.None));

        var stored = Assert.Single(await store.GetSpansAsync(A.Trace(), CancellationToken.None));
        Assert.Equal(s_received, stored.Span.Source.Start);
        Assert.Equal(7, stored.Span.ApiKeyId);
        Assert.Equal(new Usage(12, 0, 0, 0, 0), stored.Span.Call!.Usage);
        Assert.IsType<SpanCost.Unpriced>(stored.Cost);
    }

    [Fact]
    public async Task A_span_is_read_by_its_project_s_mapping_and_by_the_baggage_that_reached_it()
    {
        var (store, mappings) = (new InMemoryStore(), new InMemoryAccessStore());
        var entry = new AuditEntry(A.Noon, AuditActor.Program, "attributes.change", "p");
        await mappings.SetAsync(A.Project, new() { Customer = new([new("tenant")]), Tags = [new("team", ValueSources.Known)] }, 0, entry, CancellationToken.None);
        var (pipeline, _) = await StartedAsync(store, mappings);
        var span = A.Span("s1").Span.Source with
        {
            Attributes = SpanAttributes.Of(
                ("tenant", AttributeValue.Of("acme")),
                ("http.request.header.baggage", AttributeValue.Of([AttributeValue.Of("user.id=u%201;ttl=5,team=red")]))),
        };
        var body = OtlpDecoder.Decode(OtlpRequest.Protobuf([span]), OtlpEncoding.Protobuf, A.Project);

        await pipeline.TakeAsync(new(new(Door.OtlpHttp, A.Project, 7), body.Spans, s_received, 100), CancellationToken.None);

        var stored = Assert.Single(await store.GetSpansAsync(A.Trace(), CancellationToken.None)).Span;
        Assert.Equal(new(Customer: "acme"), stored.Attribution);
        Assert.Equal(new(new(User: "u 1"), A.Tags(("team", "red"))), stored.Baggage);
    }

    [Fact]
    public async Task While_the_mapping_cannot_be_read_the_sender_is_told_to_send_again()
    {
        var store = new InMemoryStore();
        var (pipeline, _) = await StartedAsync(store, new() { Failure = new InvalidOperationException("gone") });

        Assert.IsType<CommitAnswer.Later>(await pipeline.TakeAsync(new(new(Door.OtlpHttp, A.Project, 7), [A.Span("s1").Span.Source], s_received, 100), CancellationToken.None));
        Assert.Empty(await store.GetSpansAsync(A.Trace(), CancellationToken.None));
    }

    [Fact]
    public async Task However_a_batch_is_split_into_requests_the_same_spans_are_stored()
    {
        var spans = Enumerable.Range(0, 60)
            .Select(i => A.Span($"s{i}", i == 0 ? null : $"s{i / 2}", $"t{i % 3}", start: i).Span.Source)
            .ToArray();
        var whole = await StoredAsync([spans]);
        var random = new Random(20260806);

        for (var round = 0; round < 40; round++)
        {
            random.Shuffle(spans);
            var pieces = spans.Chunk(random.Next(1, 20)).ToList();
            pieces.Add(pieces[random.Next(pieces.Count)]);

            Assert.Equal(whole, await StoredAsync(pieces));
        }
    }

    private static async Task<PricedSpan[]> StoredAsync(IEnumerable<DecodedSpan[]> requests)
    {
        var store = new InMemoryStore();
        var (pipeline, commits) = await StartedAsync(store);
        await Task.WhenAll(requests.Select(async request =>
        {
            var batch = OtlpDecoder.Decode(OtlpRequest.Protobuf(request), OtlpEncoding.Protobuf, A.Project);
            Assert.Equal(CommitAnswer.Durable.Instance, await pipeline.TakeAsync(new(new(Door.OtlpHttp, A.Project, 0), batch.Spans, s_received, 1), CancellationToken.None));
        }));
        await commits.StopAsync(CancellationToken.None);

        var stored = new List<PricedSpan>();
        foreach (var trace in (string[])["t0", "t1", "t2"])
        {
            stored.AddRange((await store.GetSpansAsync(A.Trace(trace), CancellationToken.None)).OrderBy(s => s.Key.Span));
        }

        return [.. stored];
    }

    private static async Task<(SpanPipeline Pipeline, GroupCommit Commits)> StartedAsync(InMemoryStore store, InMemoryAccessStore? mappings = null)
    {
        var commits = new GroupCommit(store, new(), NullLogger<GroupCommit>.Instance);
        await commits.StartAsync(CancellationToken.None);
        mappings ??= new();
        return (
            new(
                new CurrentPrices(),
                new(mappings, TimeProvider.System, NullLogger<ProjectMappings>.Instance),
                new(mappings, TimeProvider.System, NullLogger<ProjectContents>.Instance),
                commits,
                new(TimeProvider.System)),
            commits);
    }
}
