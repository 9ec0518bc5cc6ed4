using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Watching.Rules;

public sealed class AlertRuleTests
{
    private static readonly AlertRule s_rule = new(
        4, A.Project, "dear customers", "cost", [], new(Dimension.Customer), AlertCondition.Above, 5 * Usd.NanosPerDollar, 60, 0, IncidentSeverity.Critical, IsOn: true, A.Noon, 1);

    public static TheoryData<AlertRule, string?> Mistakes => new()
    {
        { s_rule, null },
        { s_rule with { Name = "" }, "has a name" },
        { s_rule with { Name = " a" }, "begins and ends" },
        { s_rule with { Figure = "happiness" }, "no such figure" },
        { s_rule with { WindowMinutes = 7 }, "5 minutes, 15 minutes, 30 minutes, 1 hour, 2 hours, 6 hours, 12 hours, 1 day, 1 week" },
        { s_rule with { Limit = -1 }, "not negative" },
        { s_rule with { Limit = 0, Condition = AlertCondition.Below }, "above zero" },
        { s_rule with { Limit = 1.5m, Condition = AlertCondition.FallsFromBefore }, "at most 100 %" },
        { s_rule with { Limit = 0, Condition = AlertCondition.RisesFromWeekBefore }, "more than 0 %" },
        { s_rule with { FloorNanoUsd = -1 }, "A floor" },
        { s_rule with { Filters = [new(Dimension.Project, ["1"])] }, "within it" },
        { s_rule with { Filters = [new(Dimension.Model, [])] }, "1 to 20 values" },
        { s_rule with { By = new(Dimension.User) }, "a window of 1 day or 1 week" },
        { s_rule with { By = new(Dimension.User), WindowMinutes = AlertWindow.OfWeek }, null },
        { s_rule with { WindowMinutes = 360 }, null },
        { s_rule with { By = new(Dimension.User), WindowMinutes = AlertWindow.OfDay }, null },
        { s_rule with { By = new(Dimension.User), WindowMinutes = AlertWindow.OfDay, Filters = [new(Dimension.Model, ["m"])] }, "one of them alone" },
        { s_rule with { By = new(Dimension.Tag), WindowMinutes = AlertWindow.OfDay }, "Name the tag" },
        { s_rule with { By = new(Dimension.User), WindowMinutes = AlertWindow.OfDay, Figure = "p95" }, "latencies" },
        { s_rule with { By = new(Dimension.Model), Figure = "traces" }, "no exact number of traces" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void What_the_totals_cannot_tell_or_nobody_can_mean_is_refused_with_the_reason(AlertRule rule, string? mistake)
    {
        var found = rule.FindMistake();

        Assert.Equal(mistake is null, found is null);
        Assert.Contains(mistake ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_says_what_it_watches()
    {
        Assert.Equal("cost in 1 hour above $5.00, for each customer", AlertText.Describe(s_rule));
        Assert.Equal(
            "call latency, 95th percentile in 5 minutes more than 50 % above the same time of the week before, model is not 'a' or 'b', where it costs at least $1.00",
            AlertText.Describe(s_rule with
            {
                Figure = "p95", WindowMinutes = 5, Condition = AlertCondition.RisesFromWeekBefore, Limit = 0.5m, By = null, FloorNanoUsd = Usd.NanosPerDollar, Filters = [new(Dimension.Model, ["a", "b"], IsExclude: true)],
            }));
    }

    [Fact]
    public void A_key_is_called_by_its_name_in_rules_and_incidents()
    {
        var rule = s_rule with { By = new(Dimension.ApiKey), Filters = [new(Dimension.ApiKey, ["3", "4"])] };
        var names = AlertText.KeyNames([new(3, A.Project, "checkout", "ck_", A.Noon, null, null)]);
        var end = A.Noon + UnixNanos.PerHour;
        var finding = new AlertFinding(A.Noon, end, new("3", A.Noon, end, 7_500_000_000, null, 7_500_000_000, 7_500_000_000, IsCostComplete: true));

        Assert.Equal("cost in 1 hour above $5.00, API key 'checkout' or '4', for each API key", AlertText.Describe(rule, names));
        Assert.StartsWith("Cost of API key 'checkout' came to $7.50", AlertReport.Of(rule, finding, [], OrganisationCalendar.Utc, names).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_incident_says_what_came_to_how_much_since_when_by_which_rule()
    {
        var end = A.Noon + UnixNanos.PerHour;
        var finding = new AlertFinding(A.Noon, end, new("acme", A.Noon, end, 7_500_000_000, null, 7_500_000_000, 7_500_000_000, IsCostComplete: true));

        var report = AlertReport.Of(s_rule, finding, [(A.Noon, 7_500_000_000)], OrganisationCalendar.Utc);

        Assert.Equal("Cost of customer 'acme' came to $7.50 in 1 hour, over the limit of $5.00, since 6 August 12:00 (rule 'dear customers').", report.Sentence);
        Assert.Equal((IncidentKind.AlertRule, "rule 4 acme", IncidentSeverity.Critical, 7_500_000_000L, 7_500_000_000L), (report.Kind, report.Subject, report.Severity, report.MoneyPerHour, report.MoneySoFar));
        Assert.Equal([new IncidentScope(Dimension.Customer, "acme")], report.Scope);
        Assert.Equal(5_000_000_000, Assert.Single(report.Series!.Points).High);
        Assert.True(AlertReport.Of(s_rule, finding with { Episode = finding.Episode with { IsOver = true } }, [], OrganisationCalendar.Utc) is { IsOver: true, Subject: "rule 4 acme" });
        Assert.Null(AlertReport.Of(s_rule, finding with { Episode = finding.Episode with { IsCostComplete = false } }, [], OrganisationCalendar.Utc).MoneySoFar);
    }
}
