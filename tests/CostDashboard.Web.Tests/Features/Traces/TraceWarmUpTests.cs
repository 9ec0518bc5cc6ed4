using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class TraceWarmUpTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TraceWarmUp WarmUp => running.Dashboard.Services.GetServices<IHostedService>().OfType<TraceWarmUp>().Single();

    [Fact]
    public async Task What_is_shown_ahead_is_the_view_of_a_stored_trace_and_none_that_is_large()
    {
        await running.Dashboard.Get<ISpanStore>().CommitAsync(
            [
                A.Span("small", name: "answer_question", trace: "small"),
                .. Enumerable.Range(0, TraceWarmUp.MostSpans + 1).Select(i => A.Span($"s{i}", trace: "large", start: 10)),
            ],
            Cancel);

        var chosen = await WarmUp.ChooseAsync(Cancel);

        Assert.Equal(new TraceKey(A.Project, A.TraceId("small")), chosen);
        Assert.Contains("answer_question", await WarmUp.RenderAsync(chosen ?? default), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_that_is_gone_when_it_is_its_turn_is_said_to_be_gone() =>
        Assert.Contains("There is no trace", await WarmUp.RenderAsync(new(A.Project, A.TraceId("gone"))), StringComparison.Ordinal);
}
