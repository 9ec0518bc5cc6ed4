using System.Globalization;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Forecasts;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Budgets;

/// <summary>What somebody should know of a budget: that a threshold is reached, or that it is expected not to last.</summary>
public static class BudgetFindings
{
    /// <summary>Per cent from which a threshold is worth a look today.</summary>
    public const int WarnsFrom = 80;

    /// <summary>
    /// At most two reports: the highest threshold that is reached, and the forecast while not all is spent. Each period, and each threshold, has a subject of its
    /// own; what is not reported any more is over, because a higher threshold took its place, the period ended, or the budget was changed.
    /// </summary>
    public static IReadOnlyList<IncidentReport> Of(BudgetState state, UnixNanos now, OrganisationCalendar calendar)
    {
        List<IncidentReport> reports = [];
        if (state.Reached is { } percent)
        {
            var severity = percent >= 100 ? IncidentSeverity.Critical : percent >= WarnsFrom ? IncidentSeverity.Warning : IncidentSeverity.Info;
            reports.Add(Report(state, IncidentKind.BudgetReached, string.Create(CultureInfo.InvariantCulture, $"reached {percent}"), severity, Sentence(state, percent), now, calendar));
        }

        if (state.IsForecastToRunOut)
        {
            reports.Add(Report(state, IncidentKind.BudgetForecast, "forecast", IncidentSeverity.Warning, BudgetText.Sentence(state), now, calendar));
        }

        return reports;
    }

    private static IncidentReport Report(
        BudgetState state, IncidentKind kind, string what, IncidentSeverity severity, string sentence, UnixNanos now, OrganisationCalendar calendar) => new(
        state.Budget.Project,
        kind,
        string.Create(CultureInfo.InvariantCulture, $"budget {state.Budget.Id} from {state.Days.First:yyyy-MM-dd} {what}"),
        severity,
        sentence,
        now,
        now)
    {
        MoneyPerHour = state.Forecast is { } forecast ? PerHour(forecast.NanoUsd - state.Spent.NanoUsd, state.Days.To(calendar) - now) : null,
        MoneySoFar = state.Spent is { NanoUsd: 0, IsLowerBound: true } ? null : state.Spent.NanoUsd,
        Evidence = Evidence(state),
        Scope = state.Budget.Scope is { } scope ? [new(scope.Dimension, scope.Value)] : [],
    };

    private static string Sentence(BudgetState state, int percent) => percent >= 100
        ? BudgetText.Sentence(state)
        : $"{percent} % of the budget {GuardrailText.Quoted(state.Budget.Name)} is spent: {BudgetText.Money(state.Spent)} of {BudgetText.Money(state.AllowedNanoUsd)} for {BudgetText.NameOf(state.Budget.Period, state.Days)}.";

    private static List<IncidentEvidence> Evidence(BudgetState state)
    {
        List<IncidentEvidence> evidence =
        [
            new("Budget for", $"{BudgetText.NameOf(state.Budget.Scope)}, {BudgetText.NameOf(state.Budget.Period, state.Days)}"),
            new("May be spent", BudgetText.Money(state.AllowedNanoUsd) + (state.CarriedNanoUsd > 0 ? $", of it {BudgetText.Money(state.CarriedNanoUsd)} carried over" : "")),
            new("Spent", BudgetText.Money(state.Spent)),
            state.RemainingNanoUsd >= 0 ? new("Remains", BudgetText.Money(state.RemainingNanoUsd)) : new("Too much", BudgetText.Money(-state.RemainingNanoUsd)),
        ];
        if (state.Spent.IsLowerBound)
        {
            evidence.Add(new("Not in it", string.Create(CultureInfo.InvariantCulture, $"{state.Spent.UnpricedCalls + state.Spent.PartialCalls} calls without a known price, or with a part of one")));
        }

        if (state.Forecast is { } forecast)
        {
            evidence.Add(new("Expected at its end", $"{BudgetText.Money(forecast.NanoUsd)}, {BudgetText.Band(state)}"));
            evidence.Add(new("How that is made", forecast.Source is BandSource.PastErrors
                ? "what days of the week usually cost, times what that was off by in the past; the band leaves out a tenth on each side"
                : "the median of the last days; the band reaches from the cheapest to the dearest"));
        }

        return evidence;
    }

    private static long? PerHour(long nanos, long time) => time <= 0 ? null : (long)Math.Round((decimal)nanos * UnixNanos.PerHour / time);
}
