using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend;

/// <summary>The same period as the chart above, by value instead of by time; its total is the sum of its rows.</summary>
public sealed partial class SpendTablePanel
{
    private Hues _hues = Hues.Of([]);
    private bool _hasLatency;

    [Parameter, EditorRequired]
    public SpendView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public TimeRange Range { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    private string Export => "/spend.csv" + Context.Here()[Context.Path.Length..];

    // Only latency needs the distributions; sorted by it, there is nothing to show without them.
    protected override bool HasMore => !View.By.IsDaily && View.Sort is not SpendSort.Latency;

    protected override Task<Load<SpendTable>> AskAsync(CancellationToken cancellationToken) => AskAsync(withLatency: !HasMore, cancellationToken);

    protected override Task<Load<SpendTable>> AskMoreAsync(CancellationToken cancellationToken) => AskAsync(withLatency: true, cancellationToken);

    private async Task<Load<SpendTable>> AskAsync(bool withLatency, CancellationToken cancellationToken)
    {
        var answer = await Spend.AskAsync(SpendTable.Question(Context, View.By, Range) with { WithDistributions = withLatency }, cancellationToken);
        var table = SpendTable.Of(answer, View.Sort, View.Ascending);
        _hasLatency = withLatency;
        _hues = Hues.Of(table.Rows.OrderByDescending(r => r.Measures.CostNanoUsd).Take(Hues.Count).Select(r => r.Value));
        return table.Rows.Count == 0
            ? new Load<SpendTable>.Missing(Context.Question.Filters.IsEmpty ? "No model call in this period." : "No model call of this period passes the filters.")
            : new Load<SpendTable>.Ready(table);
    }

    private string SortLink(SpendSort sort)
    {
        var isTurned = View.Sort == sort ? !View.Ascending : sort is SpendSort.Value;
        return Context.Here(("sort", sort is SpendSort.Cost ? null : sort.ToString().ToLowerInvariant()), ("dir", isTurned ? "asc" : null));
    }

    private PageQuestion InPeriod => Context.Question with { Range = new RangeChoice.Between(Range.From, Range.To) };

    private PageQuestion Of(SpendTableRow row) => InPeriod with { Filters = Context.Question.Filters.Except(View.By).With(View.By, row.Value) };

    private string? ListOf(SpendTableRow row) => IncompleteCalls.List(Context, Of(row), row.Measures.UnpricedCalls, row.Measures.PartialCalls);

    private string TracesOf(SpendTableRow row) => Of(row).Url("/traces").Add("basis", "spent").Add("sort", "cost").Add("via", Context.Here()).ToString();
}
