using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Overview;

/// <summary>Whether spans of a project arrive as they usually do.</summary>
/// <param name="Spans">In the last full hour, cut at a quarter.</param>
/// <param name="Usual">The mean of the same hour in the weeks or days before; null where there is none.</param>
/// <param name="Baseline">Which these are.</param>
/// <param name="Intake">What came in through this server's doors.</param>
/// <param name="Projects">The start of the latest span of each project, at most <see cref="MostProjects"/>; null for none.</param>
public sealed record IngestionFigures(
    long Spans, double? Usual, SpikeBaseline Baseline, IntakeFigures Intake, IReadOnlyList<(Project Project, UnixNanos? Last)> Projects, int UnpricedModels)
{
    /// <summary>The last span of this many projects is looked up; each takes two seeks.</summary>
    public const int MostProjects = 20;

    private const double Minutes = 60;

    public double PerMinute => Spans / Minutes;

    public double? UsualPerMinute => Usual / Minutes;

    public static async Task<IngestionFigures> AskAsync(ISpendQueries spend, IIntake intake, PageContext context, CancellationToken cancellationToken)
    {
        var end = context.Now.Floor(UnixNanos.PerQuarter);
        var hour = new Period(end + -UnixNanos.PerHour, end);
        var projects = new List<(Project, UnixNanos?)>();
        (UnixNanos First, UnixNanos Last)? extent = null;

        // The one that is shown stands first.
        foreach (var project in context.Projects.OrderByDescending(p => p.Id == context.ProjectId).Take(MostProjects))
        {
            var known = await spend.GetExtentAsync(project.Id, cancellationToken);
            extent = project.Id == context.ProjectId ? known : extent;
            projects.Add((project, known?.Last));
        }

        var baseline = SpikeBaseline.For(hour, extent?.First, context.Calendar);
        var asked = baseline.Periods.Select(period => SpansAsync(spend, context, period, cancellationToken)).ToList();
        var spans = await SpansAsync(spend, context, hour, cancellationToken);
        var usual = await Task.WhenAll(asked);
        var models = await OverviewFigures.UnpricedModelsAsync(spend, context, cancellationToken);
        return new(spans, usual.Length == 0 ? null : usual.Average(), baseline, intake.Of(context.ProjectId), projects, models.Count);
    }

    private static async Task<long> SpansAsync(ISpendQueries spend, PageContext context, Period period, CancellationToken cancellationToken) =>
        (await spend.AskAsync(new(context.ProjectId, period.From, period.To, Grain.Total, [], [], WithDistributions: false), cancellationToken)).Total.Spans;
}
