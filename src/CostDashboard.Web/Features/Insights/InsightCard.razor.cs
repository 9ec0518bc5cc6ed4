using System.Globalization;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Insights;

/// <summary>One action: what it saves, what was seen, what to do, under which assumption, and the traces that prove it.</summary>
public sealed partial class InsightCard
{
    private static readonly Facet s_step = new(Dimension.Step);
    private static readonly Facet s_model = new(Dimension.Model);
    private static readonly Facet s_environment = new(Dimension.Environment);

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public RankedInsight Insight { get; set; } = null!;

    /// <summary>The run that found it.</summary>
    [Parameter, EditorRequired]
    public InsightRun Run { get; set; } = null!;

    [Parameter, EditorRequired]
    public EventCallback OnDismiss { get; set; }

    private InsightFinding Finding => Insight.Finding;

    private InsightRule Rule => Insight.Rule;

    // What the run looked by, which may be another threshold than the one that is set now.
    private decimal Threshold => Run.Settings.ThresholdOf(Finding.Kind);

    private string TitleId => AnchorOf(Insight) + "-title";

    private string Step => Finding.Subject.Step.Length > 0 ? Finding.Subject.Step : "(not named)";

    private string PeriodTotal => TimeText.Period(Run.From, Run.To, Context.Calendar);

    private string MonthText => Run.PerMonth(UnixNanos.PerDay) == UnixNanos.PerDay
        ? $"A month is the {InsightRun.Days} days of the look: what was spent, no forecast."
        : $"A month of {InsightRun.Days} days is told from {DaysText}, as if it went on like that.";

    private string DaysText => NumberText.Average((double)Run.Covered / UnixNanos.PerDay) is "1" ? "1 day" : $"{NumberText.Average((double)Run.Covered / UnixNanos.PerDay)} days";

    // The step of a loop is a tool, which is charged nothing.
    private string? StepLink => Finding.Subject == InsightSubject.Other || Finding.Kind is InsightKind.ToolLoops ? null : Link("/spend").ToString();

    private string TracesLink => Link("/traces").Add("basis", "spent").Add("sort", "cost").Add("via", Context.Here()).ToString();

    internal static string AnchorOf(RankedInsight insight) =>
        string.Create(CultureInfo.InvariantCulture, $"{InsightsView.NameOf(insight.Finding.Kind)}-{insight.Finding.Id:x}");

    private UrlText Link(string path)
    {
        var filters = FilterSet.Of(new FilterValue(s_step, Finding.Subject.Step, IsExclude: false), new FilterValue(s_model, Finding.Subject.Model, IsExclude: false));
        if (Finding.Subject.Environment.Length > 0)
        {
            filters = filters.With(s_environment, Finding.Subject.Environment);
        }

        return (Context.Question with { Range = new RangeChoice.Between(Run.From, Run.To), Filters = filters }).Url(path);
    }
}
