using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Overview;

/// <summary>Which values cost more or less than before, and why.</summary>
public sealed partial class WhatMoved
{
    private const int Most = 7;

    private Hues _hues = Hues.Of([]);

    [Parameter, EditorRequired]
    public Facet By { get; set; }

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    protected override async Task<Load<IReadOnlyList<Mover>>> AskAsync(CancellationToken cancellationToken)
    {
        var range = Context.Range;
        var question = new SpendQuestion(
            Context.ProjectId, range.From, range.To, Grain.Total, [By.Dimension], Context.Question.Filters.ToSpendFilters(), By.TagKey, WithDistributions: false);
        var asked = Spend.AskAsync(question, cancellationToken);
        var before = await Spend.AskAsync(question with { From = range.PreviousFrom, To = range.PreviousTo }, cancellationToken);
        var now = await asked;
        if (await SpendComparison.IsFirstAsync(Spend, Context, range, cancellationToken))
        {
            return new Load<IReadOnlyList<Mover>>.Missing("The period before was not recorded as a whole, so there is nothing to compare with. Choose a shorter period.");
        }

        // The same values as in the chart beside it, so the same colours.
        _hues = Hues.Of(now.Rows.OrderByDescending(r => r.Measures.CostNanoUsd).ThenBy(r => r.Values[0], StringComparer.Ordinal).Take(Hues.Count).Select(r => r.Values[0]));
        var movers = Mover.Of(now, before, Most);
        return movers.Count == 0
            ? new Load<IReadOnlyList<Mover>>.Missing("Nothing moved: every value cost what it cost before.")
            : new Load<IReadOnlyList<Mover>>.Ready(movers);
    }

    private string LinkTo(Mover mover) => Context.Question.With(By, mover.Value).Url("/spend").ToString();
}
