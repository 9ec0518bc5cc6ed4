using CostDashboard.Clients.Tests.Hosting;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Spans;

namespace CostDashboard.Clients.Tests;

/// <summary>Langfuse's SDK for JavaScript of before OpenTelemetry, which sends batches of events, and its wrapper of OpenAI's library.</summary>
public sealed class LangfuseBatchTests(Workbench bench)
{
    [Theory]
    [InlineData("chat/plain", Rules.NoCache)]
    [InlineData("chat/cached", Rules.LangfuseIncludes)]
    [InlineData("chat/mostly-cached", Rules.LangfuseIncludes)]
    [InlineData("chat/reasoning", Rules.NoCache)]
    [InlineData("chat/tier", Rules.NoCache, Untold.ServiceTier)]
    [InlineData("chat/stream", Rules.NoCache, Untold.ResponseModel)]
    [InlineData("chat/retry", Rules.NoCache)]
    [InlineData("chat/tool", Rules.NoCache)]
    [InlineData("responses/plain", Rules.NoCache)]
    [InlineData("responses/cached", Rules.LangfuseIncludes)]
    [InlineData("responses/reasoning", Rules.NoCache)]
    [InlineData("responses/stream", Rules.NoCache)]
    public async Task A_call_is_charged_once_for_what_the_provider_used(string trace, string rule, Untold untold = Untold.Nothing) =>
        (await RunAsync()).AssertCharged(trace, rule, untold);

    [Theory]
    [InlineData("chat/silent-stream")]
    [InlineData("embeddings/embed")]
    public async Task A_call_whose_usage_it_leaves_out_is_unpriced(string trace) => (await RunAsync()).AssertUnpriced(trace);

    [Fact]
    public async Task What_is_told_in_parts_is_one_call_with_what_its_trace_says()
    {
        var trace = (await RunAsync())["parts"];

        Assert.Equal(["parts", "step", "answer"], trace.Spans.Select(span => span.Priced.Span.Source.Name));
        var call = Assert.Single(trace.Charged);
        Assert.Equal(new Usage(1200, 0, 0, 0, 30, 0), call.Call.Usage);
        Assert.IsType<SpanCost.Computed>(call.Priced.Cost);
        Assert.Equal(("u-1", "s-1"), (trace.Spans[0].Priced.Span.Attribution.User, trace.Spans[0].Priced.Span.Attribution.Session));
    }

    [Fact]
    public async Task Scores_are_kept_with_what_they_judge()
    {
        var trace = (await RunAsync())["parts"];
        var answer = trace.Charged[0].Priced.Key;

        var scores = await bench.Dashboard.Get<IAnnotationStore>().ListAsync(answer.TraceKey, TestContext.Current.CancellationToken);

        Assert.Equal(
            [("helpful", answer.Span, 0.9, null, "to the point"), ("verdict", (Core.Units.SpanId?)null, (double?)null, "good", "")],
            scores.OrderBy(score => score.Name, StringComparer.Ordinal).Select(score => (score.Name, score.Span, score.Number, score.Text, score.Comment)));
    }

    private Task<ClientRun> RunAsync() => bench.RunNodeAsync("langfuse3.js");
}
