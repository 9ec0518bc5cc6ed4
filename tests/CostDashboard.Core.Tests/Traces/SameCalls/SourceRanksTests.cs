using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.SameCalls;

namespace CostDashboard.Core.Tests.Traces.SameCalls;

public sealed class SourceRanksTests
{
    [Theory]
    [InlineData(null, new[] { Signal.Trace, Signal.Log, Signal.Metric })]
    [InlineData("opentelemetry.instrumentation.openai", new[] { Signal.Trace, Signal.Log, Signal.Metric })]
    [InlineData("com.anthropic.claude_code.events", new[] { Signal.Log, Signal.Trace, Signal.Metric })]
    [InlineData("gemini-cli", new[] { Signal.Log, Signal.Trace, Signal.Metric })]
    public void Every_emitter_has_an_order_of_its_signals(string? scope, Signal[] bestFirst) =>
        Assert.Equal(bestFirst, Enum.GetValues<Signal>().OrderBy(signal => SourceRanks.Of(signal, scope)));
}
