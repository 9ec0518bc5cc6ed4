using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Watching.Budgets;

public sealed class BudgetQuestionTests
{
    private static readonly BudgetScope?[] s_scopes =
        [null, new(Dimension.Customer, "c1"), new(Dimension.Customer, ""), new(Dimension.Model, "model-1"), new(Dimension.User, "u1"), new(Dimension.Tag, "team-0", "team"), new(Dimension.Feature, "nobody")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("America/Los_Angeles", 1)]
    [InlineData("Australia/Lord_Howe", 2)]
    [InlineData("Asia/Kolkata", 3)]
    [InlineData("UTC", 4)]
    public async Task What_budgets_have_spent_is_what_spend_says_of_the_same_days_to_the_nano_dollar(string zone, int seed)
    {
        var calendar = new OrganisationCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        var store = new InMemoryStore(calendar);
        var random = new Random(seed);
        for (var trace = 0; trace < 60; trace++)
        {
            var later = random.NextInt64(-40 * UnixNanos.PerDay, 2 * UnixNanos.PerDay);
            await store.CommitAsync([.. Any.Trace(random, 6, $"{seed} {trace}").Select(span => Later(span, later))], Cancel);
        }

        Budget[] budgets =
        [
            .. from scope in s_scopes
               from period in Enum.GetValues<BudgetPeriod>()
               select new Budget(1, A.Project, $"{scope} {period}", scope, 1_000_000, period, [100], CarriesOver: true, new(2026, 1, 1)),
        ];
        var states = await new InMemoryBudgets(store, calendar).ReadAsync(A.Project, budgets, A.Noon, Cancel);

        Assert.Equal(budgets, states.Select(state => state.Budget));
        foreach (var state in states)
        {
            Assert.Equal(await SpentAsync(state.Days), state.Spent);
            Assert.Equal(Math.Max(0, 1_000_000 - (await SpentAsync(state.Days.Before(state.Budget.Period))).NanoUsd), state.CarriedNanoUsd);

            async Task<BudgetSpend> SpentAsync(BudgetDays days)
            {
                var asked = await store.AskAsync(
                    new(A.Project, days.From(calendar), days.To(calendar), Grain.Total, [], state.Budget.Scope is { } scope ? [scope.Filter] : []), Cancel);
                return new(asked.Total.CostNanoUsd, asked.Total.UnpricedCalls, asked.Total.PartialCalls);
            }
        }

        Assert.Contains(states, state => state.Spent.NanoUsd > 0 && state.Budget.Scope is { IsDaily: true });
        Assert.Contains(states, state => state.Spent.UnpricedCalls > 0);
    }

    [Fact]
    public async Task Without_a_span_nothing_is_spent_and_nothing_forecast()
    {
        var state = Assert.Single(await new InMemoryBudgets(new InMemoryStore(), OrganisationCalendar.Utc).ReadAsync(
            A.Project, [new(1, A.Project, "a", null, 5, BudgetPeriod.Day, [100], CarriesOver: false, new(2026, 1, 1))], A.Noon, Cancel));

        Assert.Equal((default, null), (state.Spent, state.Forecast));
    }

    private static PricedSpan Later(PricedSpan span, long nanos) => span with
    {
        Span = span.Span with { Source = span.Span.Source with { Start = span.Span.Source.Start + nanos, End = span.Span.Source.End + nanos } },
    };
}
