using CostDashboard.Core.Insights;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Insights;

/// <summary>What could be done about cost, ranked by money. Everybody sees it; administrators dismiss, set thresholds and have it looked again.</summary>
public sealed partial class InsightsPage
{
    private ProjectInsights? _insights;
    private InsightBoard? _board;
    private InsightSettings _settings = InsightSettings.Default;
    private int _version;
    private string? _refusal;
    private bool _isThresholdRefused;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private InsightAdministration Insights { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private InsightsView View => InsightsView.From(Context.Query);

    protected override async Task OnInitializedAsync()
    {
        if (Context.Project is not { } project)
        {
            return;
        }

        _insights = await Insights.GetAsync(project, Http.RequestAborted);
        (_settings, _version) = _insights.Settings;
        if (_insights.Finished is { } run)
        {
            _board = InsightBoard.Of(run, _insights.Findings, _insights.Dismissals, _settings.LeastUsdPerMonth, Context.Now);
        }
    }

    private List<RankedInsight> Shown(IReadOnlyList<RankedInsight> insights) =>
        [.. insights.Where(insight => View.Kind is not { } kind || insight.Finding.Kind == kind).Take(InsightsView.MostCards)];

    private static List<(InsightRule Rule, int Count)> Kinds(InsightBoard board) =>
        [.. board.Open.GroupBy(insight => insight.Finding.Kind).OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key).Select(kind => (InsightRules.Of(kind.Key), kind.Count()))];

    private async Task DismissAsync(RankedInsight insight)
    {
        var form = Http.Request.Form;
        var reason = form[InsightForm.Reason].ToString();
        _refusal = InsightDismissal.FindMistake(reason);
        if (_refusal is null)
        {
            try
            {
                await Insights.DismissAsync(Context.Project!, insight, reason, InsightForm.UntilOf(form, Context.Now), Http.User.Actor(), Http.RequestAborted);
                GoTo(InsightsView.Dismissed);
            }
            catch (InvalidOperationException tooMany)
            {
                _refusal = tooMany.Message;
            }
        }
    }

    private async Task RestoreAsync(RankedInsight insight)
    {
        if (await Insights.RestoreAsync(Context.Project!, insight, Http.User.Actor(), Http.RequestAborted))
        {
            GoTo(InsightsView.Restored);
        }
        else
        {
            _refusal = "It was brought back already.";
        }
    }

    private async Task RunAsync()
    {
        await Insights.RunAsync(Context.Project!, Http.User.Actor(), Http.RequestAborted);
        GoTo(InsightsView.Asked);
    }

    private async Task SaveAsync()
    {
        var form = Http.Request.Form;
        var (settings, mistake) = InsightForm.Settings(form);
        _refusal = mistake ?? settings!.FindMistake();
        _isThresholdRefused = true;
        if (settings is null || _refusal is not null)
        {
            return;
        }

        // What was typed stays in the form, whatever comes of it.
        _settings = settings;
        if (await Insights.SaveAsync(Context.Project!, settings, InsightForm.VersionOf(form), Http.User.Actor(), Http.RequestAborted))
        {
            GoTo(InsightsView.Saved);
        }
        else
        {
            _refusal = "Somebody else has changed these thresholds since you opened the page. Nothing was saved: open the page again to see theirs, then make your change.";
        }
    }

    private void GoTo(string done) => Address.NavigateTo(Context.Here(("done", done)));
}
