using CostDashboard.Core.Normalization.Repairs;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class SpanRepairsTests
{
    private static readonly UnixNanos s_received = A.Noon + 99;

    [Fact]
    public void Every_repair_of_the_folder_is_in_the_list_once()
    {
        var folder = typeof(SpanRepairs).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(SpanRepairs).Namespace && type is { IsAbstract: true, IsSealed: true, IsNested: false } && type != typeof(SpanRepairs));

        var list = SpanRepairs.InOrder.Select(mend => mend.Method.DeclaringType!);

        Assert.Equal(folder.Select(type => type.Name).Order(StringComparer.Ordinal), list.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_sound_span_is_left_alone()
    {
        var span = Reading.Span("x");

        Assert.Same(span, SpanRepairs.Mend(span, s_received));
    }

    // start, end; mended start, mended end; note
    public static TheoryData<long, long, long, long, string> Times => new()
    {
        { 50, 40, 50, 50, "the end lay before the start: the start stands for it" },
        { 50, 0, 50, 50, "the end was missing: the start stands for it" },
        { 0, 40, 40, 40, "the start was missing: the end stands for it" },
        { 0, 0, s_received.Value, s_received.Value, "start and end were missing: the time of receipt stands for them" },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void Times_that_cannot_be_are_mended_and_noted(long start, long end, long mendedStart, long mendedEnd, string note)
    {
        var mended = SpanRepairs.Mend(Reading.Span("x") with { Start = new(start), End = new(end) }, s_received);

        Assert.Equal((mendedStart, mendedEnd), (mended.Start.Value, mended.End.Value));
        Assert.Equal([note], mended.Notes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_span_without_a_name_gets_one(string name)
    {
        var mended = SpanRepairs.Mend(Reading.Span(name), s_received);

        Assert.Equal("(unnamed)", mended.Name);
        Assert.Equal(["the name was missing"], mended.Notes);
    }

    [Theory]
    [InlineData("error.type", "timeout")]
    [InlineData("tool.status", "error")]
    [InlineData("tool.status", "Failed")]
    public void A_failure_that_only_an_attribute_tells_of_is_the_spans_status(string key, string value)
    {
        var mended = SpanRepairs.Mend(Reading.Span("x", (key, value)), s_received);

        Assert.Equal(new SpanStatus(SpanStatusCode.Error, value), mended.Status);
        Assert.Equal([$"the status was unset: {key} says it failed"], mended.Notes);
    }

    [Fact]
    public void A_status_that_is_set_is_believed()
    {
        var span = Reading.Span("x", ("error.type", "timeout")) with { Status = new(SpanStatusCode.Ok) };

        Assert.Same(span, SpanRepairs.Mend(span, s_received));
    }

    [Fact]
    public void A_tool_that_succeeded_did_not_fail()
    {
        var span = Reading.Span("x", ("tool.status", "success"));

        Assert.Same(span, SpanRepairs.Mend(span, s_received));
    }

    [Fact]
    public void Every_repair_leaves_its_note_after_those_of_the_decoder()
    {
        var mended = SpanRepairs.Mend(Reading.Span("") with { End = default, Notes = ["decoded"] }, s_received);

        Assert.Equal(["decoded", "the end was missing: the start stands for it", "the name was missing"], mended.Notes);
    }
}
