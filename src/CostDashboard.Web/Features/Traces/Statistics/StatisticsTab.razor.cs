using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Traces.Statistics;

/// <summary>What the spans of the trace cost and took by step, model or service. A row leads to its spans in the timeline.</summary>
public sealed partial class StatisticsTab : TraceTab
{
    // Whoever names each of fifty thousand spans another way gets the whole as a file.
    private const int MostRows = 100;

    private StatisticsView _view = null!;
    private TraceStatistics _statistics = null!;

    private string Label => _view.By switch
    {
        StatisticsBy.Model => "Model",
        StatisticsBy.Service => "Service",
        _ => "Step",
    };

    private string Nameless => _view.By switch
    {
        StatisticsBy.Model => "names no model",
        StatisticsBy.Service => "names no service",
        _ => "(no name)",
    };

    private string Export
    {
        get
        {
            var key = Sight.Summary.Key;
            return _view.AddTo(new UrlText($"/traces/{key.Trace}/statistics.csv").Add("project", TraceLink.NumberOf(key.Project))).ToString();
        }
    }

    protected override void OnInitialized()
    {
        _view = StatisticsView.From(Address.Text);
        _statistics = TraceStatistics.Of(Sight.Waterfall, _view.By);
    }

    private Task ShowAsync(StatisticsView view)
    {
        if (view.By != _view.By)
        {
            _statistics = TraceStatistics.Of(Sight.Waterfall, view.By);
        }

        _view = view;
        return Address.SetAsync(view.Address);
    }

    private string LinkTo(StatisticsView view) =>
        view.AddTo(TraceLink.Bare(Sight.Summary.Key, Selected.Id).Add(TraceAddress.View, "statistics")).ToString();

    // The timeline filters by step and service, and finds a model by its name.
    private string? Behind(StatisticsRow row) => row.Value.Length == 0
        ? null
        : TraceLink.Bare(Sight.Summary.Key).Add(
            _view.By switch
            {
                StatisticsBy.Model => "find",
                StatisticsBy.Service => "only-service",
                _ => "only-step",
            },
            row.Value).ToString();

    private double ShareOf(StatisticsRow row) => _statistics.Total.CostNanoUsd == 0 ? 0 : (double)row.CostNanoUsd / _statistics.Total.CostNanoUsd;

    private static string HueOf(StatisticsRow row) => row.Value.Length == 0 ? Hues.Other : Hues.Preferred(row.Value);

    private static string Count(long number) => number == 0 ? NumberText.None : NumberText.Count(number);
}
