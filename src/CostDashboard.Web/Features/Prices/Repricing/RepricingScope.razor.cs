using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Repricing;

/// <summary>What the chosen calls cost now, by model and state of the price; a click chooses one model.</summary>
public sealed partial class RepricingScope
{
    private const int MostRows = 25;

    [Parameter, EditorRequired]
    public RepricingView View { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    protected override async Task<Load<SpendAnswer>> AskAsync(CancellationToken cancellationToken) => new Load<SpendAnswer>.Ready(await Spend.AskAsync(
        new(
            View.IsOfAllProjects ? null : Context.ProjectId,
            Context.Range.From,
            Context.Range.To,
            Grain.Total,
            [Dimension.Provider, Dimension.Model, Dimension.PriceState],
            [SpendTable.OnlyCalls, .. View.Filters],
            WithDistributions: false),
        cancellationToken));

    private static IEnumerable<SpendRow> Shown(SpendAnswer answer) => Sorted(answer).Take(MostRows);

    private static SpendMeasures? Rest(SpendAnswer answer)
    {
        if (answer.Rows.Count <= MostRows)
        {
            return null;
        }

        var rest = new SpendMeasures();
        foreach (var row in Sorted(answer).Skip(MostRows))
        {
            rest.Add(row.Measures);
        }

        return rest;
    }

    private static IEnumerable<SpendRow> Sorted(SpendAnswer answer) => answer.Rows
        .OrderByDescending(row => row.Measures.CostNanoUsd)
        .ThenByDescending(row => row.Measures.Calls)
        .ThenBy(row => row.Values[1], StringComparer.Ordinal);

    private static string Named(string value) => value.Length == 0 ? "(none named)" : value;

    private string Only(SpendRow row) => Context.Here(Context.Question with
    {
        Filters = FilterSet.Of(new FilterValue(new(Dimension.Model), row.Values[1], false), new FilterValue(new(Dimension.Provider), row.Values[0], false)),
    });
}
