using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Spend;

/// <summary>Asks for the table of the spend page: its first level, then what is under open rows, at most three questions a level.</summary>
/// <remarks>
/// The first level reads the totals of its dimension alone; a level below reads the series of the open rows, so its time grows with the series
/// that are active in the period, and not at all where nothing is open.
/// </remarks>
internal sealed class SpendTreeQuestions(ISpendQueries spend, PageContext context, SpendView view)
{
    private readonly TimeRange _range = view.RangeIn(context);
    private readonly IReadOnlyList<SpendFilter> _filters = context.Question.Filters.ToSpendFilters();
    private readonly List<LevelAnswer> _levels = [];
    private bool? _compares;

    /// <summary>Asks; what was answered before is not asked again.</summary>
    /// <param name="withLatency">Also asks for the calls' distributions, which takes several times longer.</param>
    public async Task<SpendTree> AskAsync(bool withLatency, CancellationToken cancellationToken)
    {
        _compares ??= await ComparesAsync(spend, context, _range, cancellationToken);
        List<SpendFilter> above = [];
        for (var level = 0; ; level++)
        {
            var hasLatency = withLatency && (level == 0 || HasLatencyBelow(view));
            if (level == _levels.Count)
            {
                _levels.Add(await LevelAsync(level, above, hasLatency, _compares.Value, cancellationToken));
            }
            else if (hasLatency && _levels[level] is { Calls: null } known)
            {
                _levels[level] = new(known.Now, await spend.AskAsync(CallsOf(QuestionOf(level, above)), cancellationToken), known.Before);
            }

            var tree = SpendTree.Of(view, [.. _levels.Take(level + 1)]);
            if (level + 1 >= view.Levels.Count || Open(tree, level) is not { Count: > 0 } open)
            {
                return tree;
            }

            above = FiltersOf(open);
        }
    }

    /// <summary>All groups of all levels, for a file.</summary>
    public async Task<LevelAnswer> AskAllAsync(CancellationToken cancellationToken) =>
        await LevelAsync(view.Levels.Count - 1, [], withLatency: !view.IsDaily(context), await ComparesAsync(spend, context, _range, cancellationToken), cancellationToken);

    /// <summary>Whether there is a period to compare with, recorded as a whole.</summary>
    public static async Task<bool> ComparesAsync(ISpendQueries spend, PageContext context, TimeRange range, CancellationToken cancellationToken) =>
        !context.Question.Compare.IsNone && !await SpendComparison.IsFirstAsync(spend, context, range, cancellationToken);

    /// <summary>
    /// Whether rows below the first level have their latency: where all are open, the distributions of every series of the period would be read,
    /// so then only where the page measures or sorts by it.
    /// </summary>
    public static bool HasLatencyBelow(SpendView view) => !view.Open.IsAll || view.Measure.IsOfCalls || view.Sort is SpendSort.Latency;

    private async Task<LevelAnswer> LevelAsync(
        int level, IReadOnlyList<SpendFilter> above, bool withLatency, bool compares, CancellationToken cancellationToken)
    {
        var question = QuestionOf(level, above);
        var calls = CallsOf(question);
        var before = (view.Measure.IsOfCalls ? calls : question) with { From = _range.PreviousFrom, To = _range.PreviousTo };

        // Side by side: SQLite's driver answers on the thread that asks.
        var asked = new[] { question, withLatency ? calls : null, compares ? before : null }
            .Select(one => one is null ? Task.FromResult<SpendAnswer?>(null) : Task.Run<SpendAnswer?>(async () => await spend.AskAsync(one, cancellationToken), cancellationToken));
        var answers = await Task.WhenAll(asked);
        return new(answers[0]!, answers[1], answers[2]);
    }

    private SpendQuestion QuestionOf(int level, IReadOnlyList<SpendFilter> above) => new(
        context.ProjectId,
        _range.From,
        _range.To,
        Grain.Total,
        [.. view.Levels.Take(level + 1).Select(l => l.Dimension)],
        [.. _filters, .. above],
        view.By.TagKey,
        WithDistributions: view.Measure is { NeedsDistributions: true, IsOfCalls: false });

    private static SpendQuestion CallsOf(SpendQuestion question) =>
        question with { Filters = [.. question.Filters, SpendTable.OnlyCalls], WithDistributions = true };

    private static List<SpendTreeRow> Open(SpendTree tree, int level) => [.. tree.Rows.Where(row => row.IsOpen == true && row.Level == level)];

    // The values at each level that have an open row: with several rows open, some more than is shown, which the layout leaves out.
    private List<SpendFilter> FiltersOf(List<SpendTreeRow> open) =>
        [.. Enumerable.Range(0, open[0].Path.Count).Select(level =>
            new SpendFilter(view.Levels[level].Dimension, [.. open.Select(row => row.Path[level]).Distinct(StringComparer.Ordinal)]))];
}
