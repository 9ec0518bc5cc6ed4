using Bunit;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Overview;
using CostDashboard.Web.Ui.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Overview;

public sealed class IngestionHealthTests : BunitContext
{
    private const double Minute = 60_000;

    private readonly InMemoryStore _store = new();
    private readonly SetIntake _intake = new();

    public IngestionHealthTests()
    {
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton<IIntake>(_intake);
        Services.AddScoped<Panels>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_of_the_last_hour_stand_beside_what_is_usual_at_this_time()
    {
        // It is one o'clock. From noon on 120 spans came, the last one in the minute of 12:47; in that hour of the two days before, 60.
        await SpanEachAsync(120, 0.4, day: 0);
        await SpanEachAsync(60, 0.4, day: 1);
        await SpanEachAsync(60, 0.4, day: 2);

        var panel = Show();

        Assert.Equal(["13 min ago", "2", "0", "0", "0"], Values(panel));
        Assert.Equal("usually 1 at this time", panel.FindAll(".note")[1].TextContent);
        Assert.Equal("mean of the same hour on the 2 days before", panel.FindAll(".note")[1].GetAttribute("title"));
    }

    [Fact]
    public async Task What_was_rejected_is_told_with_its_reasons_and_since_when_it_is_counted()
    {
        await SpanEachAsync(1, 1, day: 0);
        _intake.Figures = _intake.Figures with
        {
            Spans = 990, Late = 5, LatestNanos = 3 * UnixNanos.PerHour, Rejected = 10, Unreadable = 2, Reasons = [new("the trace id is <b>missing</b>", 10, "s2")],
        };

        var panel = Show();

        Assert.Equal("of 990, up to 3 h late", panel.FindAll(".note")[2].TextContent);
        Assert.Equal("and 2 requests that could not be read", panel.FindAll(".note")[3].TextContent);
        Assert.Equal("10 × the trace id is <b>missing</b> (s2)", panel.Find("ul li").TextContent);
        Assert.Contains("since Thu 10:00, when this server began to count", panel.Find(".counted").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_a_price_leads_to_where_it_gets_one()
    {
        await _store.CommitAsync([A.Span("s", tokens: new(1, 0, 0, 0, 1), model: "unheard-of")], Cancel);

        Assert.StartsWith("/prices/unknown?project=1", Show().Find("dd.value a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_span_from_the_future_is_told_as_a_clock_that_is_ahead()
    {
        await _store.CommitAsync([A.Span("s", start: 120 * Minute)], Cancel);

        Assert.Equal("in the future: a sender’s clock is ahead", Values(Show())[0]);
    }

    private Task SpanEachAsync(int count, double minutes, int day) => _store.CommitAsync(
        [.. Enumerable.Range(0, count).Select(i => A.Span($"s{day}-{i}", trace: $"t{day}-{i}", start: (minutes * i * Minute) - (day * 1440 * Minute)))], Cancel);

    private IRenderedComponent<IngestionHealth> Show()
    {
        var panel = Render<IngestionHealth>(p => p.AddCascadingValue(Questions.Context("/?range=24h")));
        panel.WaitForState(() => panel.FindAll(".load-skeleton").Count == 0);
        return panel;
    }

    private static string[] Values(IRenderedComponent<IngestionHealth> panel) => [.. panel.FindAll("dd.value").Select(dd => dd.TextContent.Trim())];

    private sealed class SetIntake : IIntake
    {
        public IntakeFigures Figures { get; set; } = new(A.Noon + (-2 * UnixNanos.PerHour), true, null, 0, 0, 0, 0, [], 0);

        public IntakeFigures Of(ProjectId project) => Figures;
    }
}
