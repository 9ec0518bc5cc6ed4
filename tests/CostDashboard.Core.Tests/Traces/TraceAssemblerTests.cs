using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

public sealed class TraceAssemblerTests
{
    [Fact]
    public void Parents_stand_before_children_and_siblings_by_start_then_by_id() =>
        Assert.Equal(
            ["0 root", "1 first", "2 inner", "1 second", "1 third"],
            Lines(
                A.Span("third", "root", start: 30),
                A.Span("inner", "first", start: 15),
                A.Span("second", "root", start: 20),
                A.Span("root"),
                A.Span("first", "root", start: 10)));

    [Fact]
    public void Siblings_that_start_together_stand_by_id()
    {
        var tree = A.Tree(A.Span("root"), A.Span("a", "root"), A.Span("b", "root"), A.Span("c", "root"));

        Assert.Equal(tree.Nodes.Skip(1).Select(n => n.Span.Id).Order(), tree.Nodes.Skip(1).Select(n => n.Span.Id));
    }

    [Fact]
    public void A_child_whose_clock_is_early_still_stands_below_its_parent() =>
        Assert.Equal(["0 root", "1 early"], Lines(A.Span("root", start: 10), A.Span("early", "root", start: 0)));

    [Fact]
    public void A_span_whose_parent_is_not_here_is_an_orphan_and_not_the_trace_s_root()
    {
        var tree = A.Tree(A.Span("lost", "never came", start: 0), A.Span("root", start: 10), A.Span("child", "lost", start: 1));

        Assert.Equal([("lost", true), ("child", false), ("root", false)], tree.Nodes.Select(n => (n.Span.Name, n.IsOrphan)));
        Assert.Equal("root", tree.Nodes[tree.PrimaryRoot].Span.Name);
        Assert.Equal([0, 2], tree.Roots);
    }

    [Fact]
    public void Of_several_roots_the_earliest_that_is_no_orphan_stands_for_the_trace()
    {
        var tree = A.Tree(A.Span("late", start: 20), A.Span("lost", "never came"), A.Span("early", start: 10));

        Assert.Equal("early", tree.Nodes[tree.PrimaryRoot].Span.Name);
        Assert.Equal(3, tree.Roots.Count);
    }

    [Fact]
    public void Where_all_are_orphans_the_earliest_stands_for_the_trace()
    {
        var tree = A.Tree(A.Span("b", "never came", start: 2), A.Span("a", "never came either", start: 1));

        Assert.Equal("a", tree.Nodes[tree.PrimaryRoot].Span.Name);
    }

    [Fact]
    public void A_circle_is_cut_at_its_earliest_span() =>
        Assert.Equal(
            ["0 a circle", "1 b", "2 c", "3 tail"],
            Lines(
                A.Span("a", "c", start: 1),
                A.Span("b", "a", start: 2),
                A.Span("c", "b", start: 3),
                A.Span("tail", "c", start: 4)));

    [Fact]
    public void A_span_that_is_its_own_parent_is_a_root() =>
        Assert.Equal(["0 self circle", "1 child"], Lines(A.Span("self", "self"), A.Span("child", "self", start: 1)));

    [Fact]
    public void An_all_zero_parent_is_no_parent()
    {
        var span = A.Facts(A.Span("root")) with { Parent = default(SpanId) };

        Assert.False(TraceAssembler.Assemble([span]).Nodes[0].IsOrphan);
    }

    [Fact]
    public void No_spans_are_an_empty_tree()
    {
        Assert.Equal(TraceTree.Empty, TraceAssembler.Assemble([]));
        Assert.Equal((-1, default, default), (TraceTree.Empty.PrimaryRoot, TraceTree.Empty.Start, TraceTree.Empty.End));
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_spans_needs_no_stack()
    {
        var chain = Enumerable.Range(0, 100_000).Select(i => A.Span($"s{i}", i == 0 ? null : $"s{i - 1}", start: i * 0.001));

        var tree = A.Tree(Any.Shuffled(new Random(1), chain));

        Assert.Equal(99_999, tree.Nodes[^1].Depth);
    }

    [Fact]
    public void A_circle_of_a_hundred_thousand_spans_is_cut_once()
    {
        var circle = Enumerable.Range(0, 100_000).Select(i => A.Span($"s{i}", $"s{(i + 99_999) % 100_000}", start: i * 0.001));

        var tree = A.Tree(circle);

        Assert.Equal([0], tree.Roots);
        Assert.True(tree.Nodes[0].IsCycle);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_arrival_does_not_change_the_tree(int seed)
    {
        var random = new Random(seed);
        var spans = Any.Trace(random, 80, isTorn: true);

        var tree = A.Tree(spans);
        var other = A.Tree(Any.Shuffled(random, spans));

        Assert.Equal(Shape(tree), Shape(other));
        Assert.Equal(spans.Length, tree.Nodes.Count);
        Assert.All(tree.Nodes, node => Assert.True(node.Parent < node.Index));
        Assert.All(tree.Nodes, node => Assert.All(node.Children, child => Assert.Equal(node.Index, tree.Nodes[child].Parent)));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    private static IEnumerable<(SpanId, int, int, bool, bool)> Shape(TraceTree tree) =>
        tree.Nodes.Select(n => (n.Span.Id, n.Parent, n.Depth, n.IsOrphan, n.IsCycle));

    private static IEnumerable<string> Lines(params PricedSpan[] spans) =>
        A.Tree(spans).Nodes.Select(n => $"{n.Depth} {n.Span.Name}{(n.IsCycle ? " circle" : "")}");
}
