using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.Links;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.Links;

/// <summary>Of two traces, "parent" runs from 0 to 100 ms and starts the other at 20 ms, unless a case says otherwise.</summary>
public sealed class LinkReadingTests
{
    [Fact]
    public async Task The_root_of_a_sub_agent_names_the_span_that_started_it() =>
        Assert.Equal(LinkVerdict.SubTrace, await VerdictAsync([.. Parent(), Sub(A.Link("tool", "parent"))]));

    [Fact]
    public async Task A_span_names_the_root_of_the_trace_that_it_starts() =>
        Assert.Equal(LinkVerdict.SubTrace, await VerdictAsync([.. Parent(A.Link("sub", "sub")), Sub()]));

    [Fact]
    public async Task Both_ends_name_each_other_and_the_trace_counts_once()
    {
        var linked = await LinkedAsync([.. Parent(A.Link("sub", "sub")), Sub(A.Link("tool", "parent"))]);

        Assert.Equal((1, 3_000_000_000), (linked.Counted, linked.Together.CostNanoUsd));
    }

    [Theory]
    [InlineData("opentracing.ref_type", "child_of")]
    [InlineData("opentracing.ref_type", "follows_from")]
    [InlineData("qwen-code.link.kind", "invoker")]
    public async Task A_link_that_says_who_started_counts_also_after_the_end(string key, string value) =>
        Assert.Equal(LinkVerdict.SubTrace, await VerdictAsync([.. Parent(), Sub(5_000, A.Link("root", "parent", (key, AttributeValue.Of(value))))]));

    [Fact]
    public async Task A_consumer_counts_into_the_trace_of_its_sender_however_late() =>
        Assert.Equal(
            LinkVerdict.SubTrace,
            await VerdictAsync([.. Parent(), A.Span("sub", null, "sub", start: 60_000, otelKind: OtelSpanKind.Consumer, links: [A.Link("root", "parent")])]));

    [Fact]
    public async Task A_link_that_says_child_is_of_what_it_names() =>
        Assert.Equal(LinkVerdict.SubTrace, await VerdictAsync([.. Parent(A.Link("sub", "sub", ("is_child", AttributeValue.Of(true)))), Sub()]));

    [Theory]
    [InlineData("previous_trace")]
    [InlineData("next_trace")]
    public async Task The_neighbour_in_a_session_is_no_part_of_a_trace(string type) =>
        Assert.Equal(LinkVerdict.Neighbour, await VerdictAsync([.. Parent(), Sub(A.Link("root", "parent", ("sentry.link.type", AttributeValue.Of(type))))]));

    // A retry, or the next turn of a conversation: nothing of the first trace has started it.
    [Fact]
    public async Task What_begins_after_the_trace_whose_root_it_names_had_ended_is_a_sequel() =>
        Assert.Equal(LinkVerdict.Sequel, await VerdictAsync([.. Parent(), Sub(101, A.Link("root", "parent"))]));

    [Fact]
    public async Task What_a_span_within_started_may_begin_after_the_end() =>
        Assert.Equal(LinkVerdict.SubTrace, await VerdictAsync([.. Parent(), Sub(60_000, A.Link("tool", "parent"))]));

    [Fact]
    public async Task A_link_from_within_a_later_trace_counts_nothing() =>
        Assert.Equal(
            LinkVerdict.Inside,
            await VerdictAsync([.. Parent(), Sub(), A.Span("process", "sub", "sub", start: 30, links: [A.Link("tool", "parent")])]));

    [Fact]
    public async Task Nothing_is_started_by_what_began_later() =>
        Assert.Equal(
            LinkVerdict.WrongOrder,
            await VerdictAsync([.. Parent(), Sub(-500, A.Link("tool", "parent", ("opentracing.ref_type", AttributeValue.Of("child_of"))))]));

    [Fact]
    public async Task A_trace_that_is_not_here_is_told_of_and_counts_nothing() =>
        Assert.Equal(LinkVerdict.NotHere, await VerdictAsync([.. Parent(A.Link("root", "elsewhere"))]));

    [Fact]
    public async Task A_trace_of_another_project_is_not_here() =>
        Assert.Equal(LinkVerdict.NotHere, await VerdictAsync([.. Parent(A.Link("sub", "sub")), A.Span("sub", null, "sub", start: 20, project: new(2))]));

    [Fact]
    public async Task A_beginning_that_has_not_come_is_told_of() =>
        Assert.Equal(LinkVerdict.SpanNotHere, await VerdictAsync([.. Parent(A.Link("late", "sub")), Sub()]));

    [Fact]
    public async Task Links_within_a_trace_are_left_to_the_trace()
    {
        var linked = await LinkedAsync([.. Parent(A.Link("root", "parent"))]);

        Assert.True(linked.IsEmpty);
    }

    [Fact]
    public async Task Of_two_traces_that_begin_at_once_one_is_the_others_and_never_both()
    {
        InMemoryStore store = new();
        await store.CommitAsync(
            [A.Span("a", null, "a", usd: 1, links: [A.Link("b", "b")]), A.Span("b", null, "b", usd: 2, links: [A.Link("a", "a")])], TestContext.Current.CancellationToken);

        var (a, b) = (await store.GetAsync(A.Trace("a"), default), await store.GetAsync(A.Trace("b"), default));

        Assert.Equal(1, a!.Counted + b!.Counted);
        Assert.Equal(1, a.StartedBy.Count + b.StartedBy.Count);
    }

    private static PricedSpan[] Parent(params SpanLink[] links) =>
        [A.Span("root", null, "parent", duration: 100), A.Span("tool", "root", "parent", start: 10, usd: 1, links: links)];

    private static PricedSpan Sub(params SpanLink[] links) => Sub(20, links);

    private static PricedSpan Sub(double start, params SpanLink[] links) => A.Span("sub", null, "sub", start: start, usd: 2, links: links);

    private static async Task<LinkedTraces> LinkedAsync(PricedSpan[] spans)
    {
        InMemoryStore store = new();
        await store.CommitAsync(spans, TestContext.Current.CancellationToken);
        return (await store.GetAsync(A.Trace("parent"), default))!;
    }

    private static async Task<LinkVerdict> VerdictAsync(PricedSpan[] spans)
    {
        var linked = await LinkedAsync(spans);
        Assert.Equal(linked.Own.CostNanoUsd + linked.Found.Where(t => t.IsCounted).Sum(t => t.Summary.CostNanoUsd), linked.Together.CostNanoUsd);
        return linked.Found is [var one] ? one.Verdict : Assert.Single(linked.References).Verdict;
    }
}
