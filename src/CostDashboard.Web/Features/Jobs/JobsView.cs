using System.Globalization;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Jobs;

/// <summary>What the page of a job is asked. It is the query string.</summary>
/// <param name="OnlyTrouble">Runs that did not do their window, alone.</param>
/// <param name="Before">The run before which the page begins.</param>
public sealed record JobsView(bool OnlyTrouble, long? Before)
{
    internal const string Path = "/jobs";
    internal const string Trouble = "not-done";
    internal const int Rows = 50;

    internal static JobsView From(UrlQuery query) => new(
        query.Text("runs") == Trouble,
        long.TryParse(query.Text("cursor"), NumberStyles.None, CultureInfo.InvariantCulture, out var before) && before > 0 ? before : null);

    internal static string LinkTo(string job, PageContext context) => context.Question.Url($"{Path}/{job}", withFilters: false).ToString();
}
