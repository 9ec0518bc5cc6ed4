using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Traces.Sessions;

/// <summary>What a list of sessions or users is asked beside what all pages are.</summary>
public sealed record SessionsView(SessionBy By, SessionSort Sort, bool Ascending, SessionPlace? After)
{
    public const int RowsPerPage = 50;

    public static SessionsView From(PageContext context) => new(
        context.Path == SessionLink.Users ? SessionBy.User : SessionBy.Session,
        SortOf(context.Query.Text("sort")),
        context.Query.Text("dir") is "asc",
        SessionPlace.Parse(context.Query.Text("cursor")));

    /// <summary>All filters of the page hold for the traces that are put together.</summary>
    public SessionQuestion Question(PageContext context) => new(
        new(context.ProjectId, context.Range.From, context.Range.To, KeyNumbers.In(context.Question.Filters.ToSpendFilters(), context.Names)),
        By,
        Sort,
        Ascending,
        RowsPerPage,
        After);

    public static string NameOf(SessionSort sort) => sort.ToString().ToLowerInvariant();

    private static SessionSort SortOf(string? name) => Enum.GetValues<SessionSort>().FirstOrDefault(sort => NameOf(sort) == name);
}
