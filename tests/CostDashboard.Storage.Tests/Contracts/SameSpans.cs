using CostDashboard.Core.Spans;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>Compares spans by content: records compare their lists by reference.</summary>
internal static class SameSpans
{
    public static void Assert(IEnumerable<PricedSpan> expected, IEnumerable<PricedSpan> actual)
    {
        var left = expected.OrderBy(s => s.Key.Span).ToList();
        var right = actual.OrderBy(s => s.Key.Span).ToList();
        Xunit.Assert.Equal(left.Count, right.Count);
        for (var i = 0; i < left.Count; i++)
        {
            Assert(left[i], right[i]);
        }
    }

    public static void Assert(PricedSpan expected, PricedSpan? actual)
    {
        Xunit.Assert.NotNull(actual);
        var (left, right) = (expected.Span.Source, actual.Span.Source);
        Xunit.Assert.Equal(left.Events, right.Events);
        Xunit.Assert.Equal(left.Links, right.Links);
        Xunit.Assert.Equal(left.Notes, right.Notes);
        Xunit.Assert.Equal(left.Attributes, right.Attributes);
        Xunit.Assert.Equal(expected.Cost, actual.Cost);
        Xunit.Assert.Equal(WithoutLists(expected), WithoutLists(actual));
    }

    private static PricedSpan WithoutLists(PricedSpan span) => span with
    {
        Span = span.Span with { Source = span.Span.Source with { Events = [], Links = [], Notes = [] } },
    };
}
