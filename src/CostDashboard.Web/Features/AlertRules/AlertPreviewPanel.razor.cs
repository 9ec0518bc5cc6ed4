using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.AlertRules;

/// <summary>What a rule would have done lately: the very windows that the job would have looked at.</summary>
public sealed partial class AlertPreviewPanel
{
    private const int MostShown = 20;

    [Parameter, EditorRequired]
    public AlertRule Rule { get; set; } = null!;

    /// <summary>It is the rule that holds.</summary>
    [Parameter]
    public bool IsStored { get; set; }

    [Inject]
    private IAlertQueries Queries { get; set; } = null!;

    protected override async Task<Load<AlertPreview>> AskAsync(CancellationToken cancellationToken) =>
        new Load<AlertPreview>.Ready(await Queries.PreviewAsync(Rule, Context.Now, cancellationToken));

    private string Period(AlertEpisode episode) => TimeText.Period(episode.From, episode.To, Context.Calendar);

    private string ValueOf(AlertEpisode episode) => Context.Names.Of(new(Rule.By!.Dimension, Rule.By.TagKey), episode.Value);

    // The spend of these windows, as the rule looks at it.
    private string Behind(AlertEpisode episode)
    {
        var filters = Rule.Filters.SelectMany(filter => filter.Values.Select(value => new FilterValue(new(filter.Dimension, filter.TagKey), value, filter.IsExclude)));
        var own = Rule.By is { } by ? filters.Append(new(new(by.Dimension, by.TagKey), episode.Value, IsExclude: false)) : filters;
        var question = Context.Question with { Range = new RangeChoice.Between(episode.From, episode.To), Filters = FilterSet.Of([.. own]) };
        return question.Url("/spend").Add("measure", Rule.Figure == SpendFigure.Cost.Name ? null : Rule.Figure).ToString();
    }
}
