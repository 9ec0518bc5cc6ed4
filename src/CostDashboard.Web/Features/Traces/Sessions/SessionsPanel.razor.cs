using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces.Sessions;

/// <summary>A page of sessions, or users, with what all of them are and cost in a sentence above.</summary>
public sealed partial class SessionsPanel
{
    [Parameter, EditorRequired]
    public SessionsView View { get; set; } = null!;

    [Inject]
    private ISessionQueries Sessions { get; set; } = null!;

    private string Title => View.By is SessionBy.Session ? "Sessions" : "Users";

    protected override async Task<Load<SessionPage>> AskAsync(CancellationToken cancellationToken)
    {
        var page = await Sessions.ListAsync(View.Question(Context), cancellationToken);
        return page.Count == 0 ? new Load<SessionPage>.Missing(Nothing) : new Load<SessionPage>.Ready(page);
    }

    private string Nothing =>
        !Context.Question.Filters.IsEmpty ? $"No trace of this period that states a {SessionText.Noun(View.By)} passes the filters."
        : View.By is SessionBy.Session ? "No trace of this period states a session. Spans state it as session.id or gen_ai.conversation.id, or as the project's attributes say."
        : "No trace of this period states a user. Spans state it as user.id or enduser.id, or as the project's attributes say.";

    private string SortLink(SessionSort sort) => Context.Here(
        ("sort", sort is SessionSort.Cost ? null : SessionsView.NameOf(sort)),
        ("dir", View.Sort == sort && !View.Ascending ? "asc" : null));
}
