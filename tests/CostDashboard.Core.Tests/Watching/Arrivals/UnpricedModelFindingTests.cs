using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Unpriced;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Arrivals;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Watching.Arrivals;

public sealed class UnpricedModelFindingTests
{
    private static readonly UnixNanos s_today = A.Noon.Floor(UnixNanos.PerDay);

    [Fact]
    public void A_model_says_how_often_it_was_called_since_when_and_that_its_cost_is_unknown()
    {
        var report = UnpricedModelFinding.ToReport(A.Project, Traffic("frontier", calls: 1_204), PriceBook.Empty, [A.TraceId("t")], A.Noon, OrganisationCalendar.Utc);

        Assert.Equal("The model frontier of openai has no price: 1,204 calls since 4 August, whose cost is unknown.", report.Sentence);
        Assert.Equal((IncidentKind.UnpricedModel, null, null), (report.Kind, report.MoneyPerHour, report.MoneySoFar));
        Assert.Equal([new IncidentScope(Dimension.Model, "frontier")], report.Scope);
    }

    [Fact]
    public void Each_model_has_a_subject_of_its_own_whatever_it_and_its_provider_are_called() =>
        Assert.Distinct(new[] { Traffic("b c", provider: "a"), Traffic("c", provider: "a b"), Traffic("a b c", provider: "") }.Select(UnpricedModelFinding.SubjectOf));

    [Fact]
    public void Only_what_is_called_now_and_has_no_price_is_told_of()
    {
        UnpricedTraffic[] traffic =
        [
            Traffic("now"), Traffic("long ago") with { LastSeen = s_today + (-3 * UnixNanos.PerDay) }, Traffic("in part") with { State = PriceState.Partial },
        ];

        Assert.Equal(["now"], UnpricedModelFinding.Of(traffic, PriceBook.Empty, s_today + -UnixNanos.PerDay).Select(model => model.Model));
    }

    [Fact]
    public void A_project_has_incidents_of_its_most_called_models_and_no_more() =>
        Assert.Equal(
            UnpricedModelFinding.MostModels,
            UnpricedModelFinding.Of(Enumerable.Range(0, 80).Select(i => Traffic($"m{i}")), PriceBook.Empty, s_today).Count());

    private static UnpricedTraffic Traffic(string model, long calls = 7, string provider = "openai") =>
        new(provider, model, PriceState.Unpriced, calls, new(1_000, 0, 0, 0, 100), s_today + (-2 * UnixNanos.PerDay), s_today, [A.Project]);
}
