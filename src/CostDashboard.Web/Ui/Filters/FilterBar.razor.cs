using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui.Filters;

/// <summary>The filters of a page as chips, and a list of values to add one from. Every click is a link.</summary>
public sealed partial class FilterBar : IDisposable
{
    private const int MostValues = 200;

    private readonly CancellationTokenSource _left = new();
    private Facet? _picked;
    private Load<IReadOnlyList<KeyValuePair<string, long>>>? _values;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    /// <summary>Where only these can be filtered by, and none can be left out; null for all. Filters on others are not shown.</summary>
    [Parameter]
    public IReadOnlyList<Dimension>? Only { get; set; }

    /// <summary>Stands at the end of the row.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private Panels Panels { get; set; } = null!;

    private IEnumerable<Facet> Facets => Only is { } only
        ? only.Select(d => new Facet(d))
        : DimensionName.Offered.Select(d => new Facet(d)).Concat((Context.Project?.TagKeys ?? []).Select(key => new Facet(Dimension.Tag, key)));

    private IEnumerable<FilterValue> Shown =>
        Context.Question.Filters.Values.Where(filter => Only is null || (Only.Contains(filter.Facet.Dimension) && !filter.IsExclude));

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _picked = DimensionName.Parse(Context.Query.Text("pick"));
        if (_picked is not { } picked || Context.Project is null)
        {
            return;
        }

        var range = picked.IsDaily ? Context.Range.InDays(Context.Calendar) : Context.Range;
        _values = await Panels.AskAsync<IReadOnlyList<KeyValuePair<string, long>>>(cancel => ValuesAsync(picked, range, cancel), _left.Token);
    }

    private async Task<Load<IReadOnlyList<KeyValuePair<string, long>>>> ValuesAsync(Facet facet, TimeRange range, CancellationToken cancellationToken)
    {
        var values = facet.TagKey is null
            ? await Spend.GetValuesAsync(Context.ProjectId, facet.Dimension, range.From, range.To, MostValues, cancellationToken)
            : await TagValuesAsync(facet, range, cancellationToken);
        return values.Count == 0
            ? new Load<IReadOnlyList<KeyValuePair<string, long>>>.Missing($"No span of this period has a {facet.Label}.")
            : new Load<IReadOnlyList<KeyValuePair<string, long>>>.Ready(values);
    }

    private async Task<IReadOnlyList<KeyValuePair<string, long>>> TagValuesAsync(Facet facet, TimeRange range, CancellationToken cancellationToken)
    {
        var answer = await Spend.AskAsync(
            new(Context.ProjectId, range.From, range.To, Grain.Total, [Dimension.Tag], [], facet.TagKey, WithDistributions: false), cancellationToken);
        return [.. answer.Rows.Select(r => KeyValuePair.Create(r.Values[0], r.Measures.CostNanoUsd)).OrderByDescending(v => v.Value).Take(MostValues)];
    }

    private string With(Facet facet, string value, bool isExclude) => Context.Here(Context.Question.With(facet, value, isExclude));

    private string Without(FilterValue filter) => Context.Here(Context.Question with { Filters = Context.Question.Filters.Without(filter) });
}
