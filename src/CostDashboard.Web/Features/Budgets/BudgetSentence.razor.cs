using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Budgets;

/// <summary>Which budgets do not last, in a sentence.</summary>
public sealed partial class BudgetSentence
{
    private const int MostNamed = 3;

    /// <summary>At least one, the worst first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<BudgetState> States { get; set; } = [];

    /// <summary>The address that a name leads to; null for none.</summary>
    [Parameter]
    public Func<BudgetState, string>? LinkTo { get; set; }

    private List<BudgetState> Worst => [.. States.Where(state => state.Outlook >= BudgetOutlook.RunsOut)];

    /// <summary>The worst first.</summary>
    internal static IEnumerable<BudgetState> Ordered(IEnumerable<BudgetState> states) => states
        .OrderByDescending(state => state.Outlook)
        .ThenBy(state => state.RunsOutOn ?? DateOnly.MaxValue)
        .ThenByDescending(state => state.Share)
        .ThenBy(state => state.Budget.Name, StringComparer.Ordinal);

    private static string Fate(BudgetState state) => state.RunsOutOn is { } day ? " runs out on " + TimeText.Day(day) : " is spent";

    private static string Count(int worst, int all) => (worst, all) switch
    {
        (1, 1) => "The budget",
        _ => $"{NumberText.Count(worst)} of {NumberText.Count(all)} budgets",
    };
}
