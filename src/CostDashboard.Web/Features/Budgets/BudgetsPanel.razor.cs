using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Forecasts;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Budgets;

/// <summary>A budget as the list shows it.</summary>
/// <param name="Behind">The list of the spans that it spent; null where it spent nothing that is known.</param>
/// <param name="Unpriced">The list of the calls without a known price; null for none.</param>
/// <param name="Scope">What it is for, as people call it.</param>
public sealed record BudgetLine(BudgetState State, string? Behind, string? Unpriced, string Scope);

/// <summary>Where the budgets of the project stand, those that do not last first.</summary>
public sealed partial class BudgetsPanel
{
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private IBudgetStore Budgets { get; set; } = null!;

    [Inject]
    private IBudgetQueries Queries { get; set; } = null!;

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    private bool IsAdministrator => Http.User.IsAdministrator();

    protected override async Task<Load<IReadOnlyList<BudgetLine>>> AskAsync(CancellationToken cancellationToken)
    {
        var budgets = await Budgets.ListAsync(Context.ProjectId, cancellationToken);
        var names = budgets.Any(budget => budget.Scope?.Dimension is Dimension.ApiKey)
            ? new ValueNames((await Access.GetKeysAsync(Context.ProjectId, cancellationToken)).ToDictionary(key => key.Id, key => key.Name))
            : ValueNames.WithoutKeys;
        var states = await Queries.ReadAsync(Context.ProjectId, budgets, Context.Now, cancellationToken);
        return new Load<IReadOnlyList<BudgetLine>>.Ready(
            [.. BudgetSentence.Ordered(states).Select(state => Line(state, names))]);
    }

    private BudgetLine Line(BudgetState state, ValueNames names)
    {
        var facet = state.Budget.Scope is { } scope ? new Facet(scope.Dimension, scope.TagKey) : (Facet?)null;
        var question = Context.Question with
        {
            Range = new RangeChoice.Between(state.Days.From(Context.Calendar), state.Days.To(Context.Calendar)),
            Filters = facet is { } of ? FilterSet.Of(new FilterValue(of, state.Budget.Scope!.Value, IsExclude: false)) : FilterSet.None,
        };
        return new(
            state,
            state.Spent.NanoUsd == 0 ? null : SpansBehind.List(Context, question),
            facet is { IsDaily: true } ? null : IncompleteCalls.List(Context, question, state.Spent.UnpricedCalls, state.Spent.PartialCalls),
            facet is { } shown ? $"{shown.Label} {names.Of(shown, state.Budget.Scope!.Value)}" : "the whole project");
    }

    private static string Words(BudgetState state) => state.Outlook switch
    {
        BudgetOutlook.Spent => state.RemainingNanoUsd < 0 ? "overspent" : "spent",
        BudgetOutlook.RunsOut => "runs out on " + TimeText.Day(state.RunsOutOn!.Value),
        BudgetOutlook.MayRunOut => "may run out",
        BudgetOutlook.Lasts => "lasts",
        _ => "too early to say",
    };

    private static string HowMade(PeriodForecast forecast) => forecast.Source switch
    {
        BandSource.PastErrors => $"From what days of the week usually cost and what that was off by, looking {NumberText.Count(forecast.ErrorDays)} days ahead; {NumberText.Percent(MonthForecast.Coverage)} end within the band.",
        _ => "From the median of the last days; the band reaches from the cheapest to the dearest day, as there are too few to look back.",
    };

    private static string ClassOf(BudgetOutlook outlook) => outlook switch { BudgetOutlook.Spent => "bad", BudgetOutlook.RunsOut => "warn", _ => "" };

    private static string TagOf(BudgetOutlook outlook) => outlook switch { BudgetOutlook.Spent => "bad", BudgetOutlook.RunsOut or BudgetOutlook.MayRunOut => "warn", _ => "" };

    // What is more than all of it fills the bar.
    private static string Part(double share) => Math.Clamp(share, 0, 1).ToString("0.###", CultureInfo.InvariantCulture);
}
