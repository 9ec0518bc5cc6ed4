using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

/// <summary>Times are milliseconds from noon: <c>"x 0-1, 9-10"</c> says that the trace waited for x in these two slices.</summary>
public sealed class CriticalPathTests
{
    [Fact]
    public void A_span_alone_is_the_whole_path() =>
        Assert.Equal(["a 0-10"], Path(A.Span("a", start: 0, duration: 10)));

    [Fact]
    public void A_parent_is_waited_for_before_and_after_its_child() =>
        Assert.Equal(
            ["x 0-20, 50-100", "a 20-50"],
            Path(A.Span("x", duration: 100), A.Span("a", "x", start: 20, duration: 30)));

    [Fact]
    public void Children_one_after_another_are_all_on_the_path() =>
        Assert.Equal(
            ["x 0-10, 40-50, 90-100", "a 10-40", "b 50-90"],
            Path(
                A.Span("x", duration: 100),
                A.Span("a", "x", start: 10, duration: 30),
                A.Span("b", "x", start: 50, duration: 40)));

    [Fact]
    public void Children_that_touch_leave_nothing_between_them() =>
        Assert.Equal(
            ["a 0-40", "b 40-100"],
            Path(
                A.Span("x", duration: 100),
                A.Span("a", "x", start: 0, duration: 40),
                A.Span("b", "x", start: 40, duration: 60)));

    [Fact]
    public void Of_a_parallel_fan_out_only_the_last_to_finish_is_waited_for() =>
        Assert.Equal(
            ["x 0-10, 80-100", "slow 10-80"],
            Path(
                A.Span("x", duration: 100),
                A.Span("fast", "x", start: 10, duration: 30),
                A.Span("middle", "x", start: 10, duration: 50),
                A.Span("slow", "x", start: 10, duration: 70)));

    [Fact]
    public void A_child_that_still_ran_when_the_last_one_began_was_not_waited_for() =>
        Assert.Equal(
            ["x 0-30, 80-100", "c 30-80"],
            Path(
                A.Span("x", duration: 100),
                A.Span("a", "x", start: 10, duration: 40),
                A.Span("c", "x", start: 30, duration: 50)));

    [Fact]
    public void A_child_that_outlives_its_parent_counts_up_to_the_parents_end() =>
        Assert.Equal(
            ["a 0-15", "b 15-30"],
            Path(
                A.Span("a", duration: 30),
                A.Span("b", "a", start: 15, duration: 20)));

    [Fact]
    public void A_grandchild_is_cropped_to_what_its_parent_keeps() =>
        Assert.Equal(
            ["a 0-15", "b 25-30", "c 15-25"],
            Path(
                A.Span("a", duration: 30),
                A.Span("b", "a", start: 15, duration: 20),
                A.Span("c", "b", start: 10, duration: 15)));

    [Theory]
    [InlineData(-3_600_000)]
    [InlineData(3_600_000)]
    public void A_child_whose_clock_is_an_hour_off_is_not_on_the_path(double start) =>
        Assert.Equal(["x 0-100"], Path(A.Span("x", duration: 100), A.Span("a", "x", start: start, duration: 30)));

    [Fact]
    public void Spans_without_duration_change_nothing() =>
        Assert.Equal(
            ["x 0-20, 50-100", "a 20-50"],
            Path(
                A.Span("x", duration: 100),
                A.Span("mark", "x", start: 70, duration: 0),
                A.Span("a", "x", start: 20, duration: 30),
                A.Span("mark2", "a", start: 20, duration: 0)));

    [Fact]
    public void Of_children_that_end_together_the_longest_is_the_path() =>
        Assert.Equal(
            ["x 0-10", "long 10-100"],
            Path(
                A.Span("x", duration: 100),
                A.Span("long", "x", start: 10, duration: 90),
                A.Span("short", "x", start: 60, duration: 40)));

    [Fact]
    public void A_second_root_does_not_lengthen_the_path_of_the_first() =>
        Assert.Equal(
            ["x 0-100"],
            Path(A.Span("x", duration: 100), A.Span("late", start: 200, duration: 500)));

    [Fact]
    public void While_the_root_is_missing_the_path_goes_through_the_orphans() =>
        Assert.Equal(
            ["a 0-40", "b 50-90"],
            Path(
                A.Span("a", "missing", start: 0, duration: 40),
                A.Span("b", "missing", start: 50, duration: 40)));

    [Fact]
    public void An_empty_trace_has_an_empty_path() =>
        Assert.Equal(0, CriticalPath.Of(TraceTree.Empty).TotalNanos);

    [Fact]
    public void A_chain_of_a_hundred_thousand_spans_needs_no_stack()
    {
        var spans = Enumerable.Range(0, 100_000)
            .Select(i => A.Span($"s{i}", i == 0 ? null : $"s{i - 1}", start: i * 0.001, duration: 1000));

        var path = CriticalPath.Of(A.Tree(spans));

        Assert.Equal(1_000_000_000, path.TotalNanos);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void At_every_moment_of_the_root_exactly_one_span_is_waited_for(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            var tree = A.Tree(Any.Trace(random, spans: 60));
            var root = tree.Nodes[tree.PrimaryRoot].Span;

            var path = CriticalPath.Of(tree);

            var slices = tree.Nodes.SelectMany(n => path[n.Index]).OrderBy(s => s.From).ToList();
            Assert.Equal(root.Duration, path.TotalNanos);
            Assert.Equal(root.Duration, slices.Sum(s => s.Nanos));
            Assert.All(slices.Zip(slices.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        }
    }

    private static IEnumerable<string> Path(params PricedSpan[] spans)
    {
        var tree = A.Tree(spans);
        var path = CriticalPath.Of(tree);
        return tree.Nodes
            .Where(n => path[n.Index].Count > 0)
            .Select(n => $"{n.Span.Name} {string.Join(", ", path[n.Index].Select(s => $"{Millis(s.From.Value)}-{Millis(s.To.Value)}"))}");
    }

    private static long Millis(long nanos) => (nanos - A.Noon.Value) / 1_000_000;
}
