using System.ComponentModel;
using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Forecasts;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Web.Features.Budgets;

namespace CostDashboard.Web.Api;

/// <summary>What a budget is for.</summary>
/// <param name="Dimension">customer, feature, key, user, step, model, environment, service, provider, kind, release or tag:NAME.</param>
/// <param name="Value">As spend has it; of a key its number. Empty for spans that name none.</param>
internal sealed record BudgetScopeBody(string Dimension, string Value)
{
    internal static BudgetScopeBody? Of(BudgetScope? scope) =>
        scope is null ? null : new(new NamedDimension(scope.Dimension, scope.TagKey).Name, DimensionNames.Said(scope.Dimension, scope.Value));
}

/// <summary>What is expected at the end of a period. Estimates, in decimal dollars.</summary>
/// <param name="Band">pastErrors: four of five periods end within it; extremes: too few days to look back, from the cheapest to the dearest day.</param>
internal sealed record BudgetForecastBody(string Usd, string LowUsd, string HighUsd, string Band)
{
    internal static BudgetForecastBody? Of(PeriodForecast? forecast) => forecast is null
        ? null
        : new(AnswerText.Usd(forecast.NanoUsd), AnswerText.Usd(forecast.LowNanoUsd), AnswerText.Usd(forecast.HighNanoUsd), DimensionNames.Said(forecast.Source));
}

/// <summary>Where a budget stands in the period that goes on. Money in decimal dollars, exact to the nano-dollar.</summary>
/// <param name="From">Beginning of the period.</param>
/// <param name="To">Its end, exclusive.</param>
/// <param name="AllowedUsd">The amount, and what was carried over.</param>
/// <param name="CarriedIsUpperBound">The period before has calls without a known price.</param>
/// <param name="SpentUsd">What GET /spend says of the same period and value; null where nothing of it is known, which is not zero.</param>
/// <param name="UnpricedCalls">Calls that are not in it.</param>
/// <param name="PartialCalls">Calls of which only a part is in it.</param>
/// <param name="RemainingUsd">Negative where too much was spent; where calls have no known price, at most this.</param>
/// <param name="ReachedThreshold">The highest that is reached, in per cent; null for none.</param>
/// <param name="Outlook">unknown, lasts, mayRunOut, runsOut or spent.</param>
/// <param name="RunsOutOn">The day on which it is expected to be spent.</param>
/// <param name="Forecast">Null where too few days are recorded.</param>
internal sealed record BudgetStateBody(
    string From,
    string To,
    string AllowedUsd,
    string CarriedUsd,
    bool CarriedIsUpperBound,
    string? SpentUsd,
    long UnpricedCalls,
    long PartialCalls,
    string RemainingUsd,
    int? ReachedThreshold,
    string Outlook,
    string? RunsOutOn,
    BudgetForecastBody? Forecast);

/// <summary>A budget and where it stands.</summary>
/// <param name="For">Null for the whole project.</param>
/// <param name="Period">day, week, month or quarter, in the organisation's time zone.</param>
/// <param name="Thresholds">Per cent of what may be spent.</param>
/// <param name="CarriesOver">What the period before left of its amount may be spent too: once, and at most the amount.</param>
/// <param name="Since">The day on which it was made; nothing is carried over from before.</param>
internal sealed record BudgetBody(
    int Id,
    string Project,
    string Name,
    BudgetScopeBody? For,
    string AmountUsd,
    string Period,
    IReadOnlyList<int> Thresholds,
    bool CarriesOver,
    string Since,
    BudgetStateBody State)
{
    internal static BudgetBody Of(BudgetState state, string project, OrganisationCalendar calendar) => new(
        state.Budget.Id,
        project,
        state.Budget.Name,
        BudgetScopeBody.Of(state.Budget.Scope),
        AnswerText.Usd(state.Budget.AmountNanoUsd),
        BudgetDraft.CodeOf(state.Budget.Period),
        state.Budget.Thresholds,
        state.Budget.CarriesOver,
        DayText(state.Budget.Since),
        new(
            AnswerText.Minute(state.Days.From(calendar), calendar),
            AnswerText.Minute(state.Days.To(calendar), calendar),
            AnswerText.Usd(state.AllowedNanoUsd),
            AnswerText.Usd(state.CarriedNanoUsd),
            state.IsCarriedUpperBound,
            state.Spent is { NanoUsd: 0, UnpricedCalls: > 0 } ? null : AnswerText.Usd(state.Spent.NanoUsd),
            state.Spent.UnpricedCalls,
            state.Spent.PartialCalls,
            AnswerText.Usd(state.RemainingNanoUsd),
            state.Reached,
            DimensionNames.Said(state.Outlook),
            state.RunsOutOn is { } day ? DayText(day) : null,
            BudgetForecastBody.Of(state.Forecast)));

    private static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The budgets of a project, by name.</summary>
internal sealed record BudgetsBody(string TimeZone, IReadOnlyList<BudgetBody> Budgets);

/// <summary>What is said of a budget. A budget of the project that has its name is changed.</summary>
internal sealed record BudgetSent(
    [property: Description("What people call it; no two of a project have the same.")] string? Name = null,
    [property: Description("What it is for. Default: the whole project.")] BudgetScopeSent? For = null,
    [property: Description("Decimal dollars in a text, such as \"1200\".")] string? AmountUsd = null,
    [property: Description("day, week, month (default) or quarter.")] string? Period = null,
    [property: Description("Per cent, 1 to 200, at most 5. Default: 50, 80 and 100.")] IReadOnlyList<int>? Thresholds = null,
    [property: Description("Whether what a period leaves may be spent in the next one too. Default: false.")] bool CarriesOver = false);

/// <summary>What a budget is for.</summary>
internal sealed record BudgetScopeSent(
    [property: Description("customer, feature, key, user, step, model, environment, service, provider, kind, release or tag:NAME.")] string? Dimension = null,
    [property: Description("As spend has it; of a key its name or number.")] string? Value = null);
