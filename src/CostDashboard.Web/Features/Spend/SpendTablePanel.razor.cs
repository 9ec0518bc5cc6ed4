using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend;

/// <summary>The same period as the chart above, by value instead of by time, as a tree of up to three levels; its total is the sum of its rows.</summary>
public sealed partial class SpendTablePanel
{
    // The columns that are always there say these already.
    private static readonly string[] s_inColumns = ["cost", "cost-per-call", "cost-per-trace", "calls", "input", "cached", "output", "p95", "unpriced"];

    private Hues _hues = Hues.Of([]);
    private SpendTreeQuestions _questions = null!;
    private bool _hasLatency;

    [Parameter, EditorRequired]
    public SpendView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public TimeRange Range { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private LastingHues Lasting { get; set; } = null!;

    private bool HasPerTrace => SpendView.WhyNot(Measure.CostPerTrace, View.Levels, Context.Question.Filters) is null;

    private bool HasMeasureColumn => !s_inColumns.Contains(View.Measure.Name);

    private string Title => string.Join(", ", View.Levels.Select((level, i) => i == 0 ? level.Title : level.Label));

    // Only latency needs the distributions; sorted or measured by it, there is nothing to show without them.
    protected override bool HasMore => !View.IsDaily(Context) && View.Sort is not SpendSort.Latency && !View.Measure.IsOfCalls;

    protected override Task<Load<SpendTree>> AskAsync(CancellationToken cancellationToken)
    {
        _questions = new(Spend, Context, View);
        return AskAsync(withLatency: !HasMore && !View.IsDaily(Context), cancellationToken);
    }

    protected override Task<Load<SpendTree>> AskMoreAsync(CancellationToken cancellationToken) => AskAsync(withLatency: true, cancellationToken);

    private async Task<Load<SpendTree>> AskAsync(bool withLatency, CancellationToken cancellationToken)
    {
        if (SpendView.WhyNot(View.Measure, View.Levels, Context.Question.Filters) is { } reason)
        {
            return new Load<SpendTree>.Missing(reason);
        }

        var tree = await _questions.AskAsync(withLatency, cancellationToken);
        _hasLatency = withLatency;
        var dearest = tree.Rows.Where(r => r is { Level: 0, RestCount: 0 }).OrderByDescending(r => r.Figures.Measures.CostNanoUsd).Take(Hues.Count);
        _hues = await Lasting.OfAsync(Context, View.By, dearest.Select(r => r.Figures.Value), cancellationToken);
        return tree.Rows.Count == 0
            ? new Load<SpendTree>.Missing(Context.Question.Filters.IsEmpty ? "No model call in this period." : "No model call of this period passes the filters.")
            : new Load<SpendTree>.Ready(tree);
    }

    private string Export(string path) => path + Context.Here()[Context.Path.Length..];

    private string SortLink(SpendSort sort)
    {
        var isTurned = View.Sort == sort ? !View.Ascending : sort is SpendSort.Value;
        return Context.Here(("sort", sort is SpendSort.Cost ? null : sort.ToString().ToLowerInvariant()), ("dir", isTurned ? "asc" : null));
    }

    private string PageLink(int skip) => Context.Here(("skip", skip == 0 ? null : skip.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private string ToggleLink(SpendTree tree, SpendTreeRow row) => Context.Here([
        .. View.Open.Toggle(row.Path, tree.Rows.Where(r => r is { Level: 0, IsOpen: true }).Select(r => r.Path)),
        ("skip", Context.Query.Text("skip")),
    ]);

    private string NameOf(SpendTreeRow row) => Context.Names.Of(View.Levels[row.Level], row.Figures.Value);

    /// <summary>The whole path, for who hears a row by itself.</summary>
    private string PathOf(SpendTreeRow row) => string.Join(", ", row.Path.Select((value, i) => $"{View.Levels[i].Label} {Context.Names.Of(View.Levels[i], value)}"));

    /// <summary>The question that has the spans of all rows.</summary>
    private PageQuestion Whole => InPeriod with { Filters = LabelTotals.Named(View.By, Context.Question.Filters) };

    private PageQuestion InPeriod => Context.Question with { Range = new RangeChoice.Between(Range.From, Range.To) };

    /// <summary>The question that has a row's spans and no others: its values, and of the sum of others, all but those beside it.</summary>
    private PageQuestion? Behind(SpendTreeRow row)
    {
        // What was folded has lost its name: no filter finds its spans.
        if (View.By.IsDaily && row.Path.Append("").Contains(LabelTotals.Other))
        {
            return null;
        }

        var filters = Context.Question.Filters;
        for (var i = 0; i < row.Path.Count; i++)
        {
            filters = filters.Except(View.Levels[i]).With(View.Levels[i], row.Path[i]);
        }

        if (row.RestCount > 0)
        {
            var facet = View.Levels[row.Level];
            filters = LabelTotals.Named(facet, filters);
            if (filters.Values.Count + row.Siblings.Count > FilterSet.MostValues)
            {
                return null;
            }

            filters = row.Siblings.Aggregate(filters, (all, value) => all.With(facet, value, isExclude: true));
        }

        return InPeriod with { Filters = filters };
    }

    private string? ListOf(SpendTreeRow row) =>
        Behind(row) is { } question ? IncompleteCalls.List(Context, question, row.Figures.Measures.UnpricedCalls, row.Figures.Measures.PartialCalls) : null;

    private string? TracesOf(SpendTreeRow row) =>
        Behind(row) is { } question ? SpansBehind.List(Context, question) : null;

    private static string WhyNoList(SpendTreeRow row) => row.RestCount > 0
        ? "the others together: more values stand beside them than an address can leave out"
        : "the sum of values whose names are not kept";

    private string Only(SpendTreeRow row) =>
        Context.Here(row.Path.Select((value, i) => (value, i)).Aggregate(Context.Question, (question, at) => question.With(View.Levels[at.i], at.value)));

    private string LeaveOut(SpendTreeRow row) => Context.Here(Context.Question.With(View.Levels[row.Level], row.Figures.Value, true));

    private string Shown(SpendTree tree)
    {
        var values = NumberText.Count(tree.Count);
        var shown = tree.Rows.Count(r => r is { Level: 0, RestCount: 0 });
        return shown == tree.Count ? $"{values} of the whole period" : $"{NumberText.Count(tree.First + 1)} to {NumberText.Count(tree.First + shown)} of {values}";
    }
}
