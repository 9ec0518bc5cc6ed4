using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Normalization.Minimal;

/// <summary>Every vocabulary, from its raw attributes to what is charged.</summary>
public sealed class MinimalTraceTests
{
    private static readonly IReadOnlyDictionary<string, MinimalTrace> s_traces =
        ConventionTraces.All.Concat(FrameworkTraces.All).Concat(ProductTraces.All).ToDictionary(trace => $"{trace.Dialect} {trace.Scope}");

    // Names that people set by hand on steps that call no model.
    private static readonly string[] s_withoutCalls = ["Tool", "Retriever"];

    // Has no name for cached tokens.
    private static readonly string[] s_withoutCache = ["PlainLlm"];

    public static TheoryData<string> Names => [.. s_traces.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Calls_are_charged_once_and_nothing_around_them(string name)
    {
        var trace = s_traces[name];

        var spans = trace.Read().ToArray();

        var expected = trace.Spans.Select(span => span.Expected).OfType<ExpectedCall>().ToArray();
        Assert.Equal(expected, Charged(spans));
        Assert.Equal(expected.Aggregate(default(Usage), (sum, call) => sum + call.Usage), A.Rollup(spans).Spans[0].InclusiveUsage);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_comes_first_changes_nothing(string name)
    {
        var trace = s_traces[name];

        Assert.Equal(Charged([.. trace.Read()]), Charged([.. trace.Read().Reverse()]));
    }

    [Fact]
    public void Every_dialect_has_one() => Assert.Equal(
        KnownDialects.InOrder.Select(dialect => dialect.Read.Method.DeclaringType!.Name.Replace("Dialect", "", StringComparison.Ordinal)).Except(s_withoutCalls).Order(StringComparer.Ordinal),
        s_traces.Values.Select(trace => trace.Dialect).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_has_something_around_a_plain_call_and_a_cached_one(string name)
    {
        var trace = s_traces[name];
        var calls = trace.Spans.Select(span => span.Expected).OfType<ExpectedCall>().ToArray();

        Assert.Contains(trace.Spans, span => span.Expected is null);
        Assert.Contains(calls, call => call.Usage.TotalInput == call.Usage.Input);
        Assert.Equal(!s_withoutCache.Contains(trace.Dialect), calls.Any(call => call.Usage.TotalInput > call.Usage.Input));
    }

    private static IEnumerable<ExpectedCall> Charged(IReadOnlyList<PricedSpan> spans)
    {
        var calls = spans.ToDictionary(span => span.Key.Span, span => span.Span.Call);
        return A.Rollup(spans).Spans
            .Where(span => span.Charge.IsCharged)
            .Select(span => new ExpectedCall(span.Node.Span.Name, span.Charge.Usage, calls[span.Node.Span.Id]!.UsageRule));
    }
}
