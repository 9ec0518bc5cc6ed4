using System.Security.Claims;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Views;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Views;

/// <summary>Why a view was not saved, renamed or removed; the number stands in the address of the answer, the page has the words.</summary>
internal enum ViewRefusal
{
    NoName = 1,
    TooLong = 2,
    NameIsTaken = 3,
    OwnerHasMost = 4,
    MostAreShared = 5,
    OnlyAdministratorsShare = 6,
    Gone = 7,
}

/// <summary>
/// Who may do what with saved views: everybody keeps views for themselves and sees the shared ones; administrators share, and rename and
/// remove shared ones, whoever made them. Somebody else's view that is not shared is for nobody else, administrators included.
/// </summary>
internal sealed class ViewKeeping(ISavedViews views, OrganisationCalendar calendar, TimeProvider time)
{
    public static Guid? IdOf(ClaimsPrincipal user) => user.Actor().UserId;

    public async Task<IReadOnlyList<SavedView>> GetAsync(ClaimsPrincipal user, ViewPage page, CancellationToken cancellationToken) =>
        IdOf(user) is { } id ? await views.GetAsync(id, page, cancellationToken) : [];

    public static bool MayChange(ClaimsPrincipal user, SavedView view) =>
        view.IsShared ? user.IsAdministrator() : view.OwnerId == IdOf(user);

    /// <summary>Saves an address of a page under a name; one of the person's own views of that page and name is replaced.</summary>
    /// <returns>Null where it is saved.</returns>
    public async Task<ViewRefusal?> SaveAsync(ClaimsPrincipal user, string? name, string? address, bool isShared, CancellationToken cancellationToken)
    {
        var (actor, query, page) = (user.Actor(), QueryOf(address, calendar), ViewedPage.Of(address).Page);
        if (actor.UserId is not { } owner)
        {
            return ViewRefusal.Gone;
        }

        if (isShared && !user.IsAdministrator())
        {
            return ViewRefusal.OnlyAdministratorsShare;
        }

        if ((Mistake(name) ?? (query.Length > SavedView.LongestQuery ? ViewRefusal.TooLong : null)) is { } mistake)
        {
            return mistake;
        }

        var same = (await views.GetAsync(owner, page, cancellationToken))
            .FirstOrDefault(view => view.OwnerId == owner && string.Equals(view.Name, name!.Trim(), StringComparison.OrdinalIgnoreCase));
        if (same is not null && !MayChange(user, same))
        {
            return ViewRefusal.NameIsTaken;
        }

        var saved = new SavedView(same?.Id ?? Guid.CreateVersion7(), owner, actor.Name, name!.Trim(), query, isShared || same is { IsShared: true }, Now, page);
        return Of(await views.SaveAsync(saved, Entry(user, saved, "view.share"), cancellationToken));
    }

    public async Task<ViewRefusal?> RenameAsync(ClaimsPrincipal user, Guid id, string? name, bool isShared, CancellationToken cancellationToken)
    {
        if (await FindAsync(user, id, cancellationToken) is not { } view)
        {
            return ViewRefusal.Gone;
        }

        if (isShared && !user.IsAdministrator())
        {
            return ViewRefusal.OnlyAdministratorsShare;
        }

        // Taken back from everybody, it is its owner's again; somebody else cannot make it theirs.
        if (Mistake(name) is { } mistake)
        {
            return mistake;
        }

        var renamed = view with { Name = name!.Trim(), IsShared = isShared, SavedAt = Now };
        return Of(await views.SaveAsync(renamed, Entry(user, view.IsShared ? view : renamed, "view.change"), cancellationToken));
    }

    public async Task<ViewRefusal?> RemoveAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken) =>
        await FindAsync(user, id, cancellationToken) is { } view && await views.RemoveAsync(id, Entry(user, view, "view.remove"), cancellationToken)
            ? null
            : ViewRefusal.Gone;

    /// <summary>What an address of a page asks, and nothing else that stands in it.</summary>
    internal static string QueryOf(string? address, OrganisationCalendar calendar)
    {
        var query = UrlQuery.Of(address ?? "");
        var url = PageQuestion.From(query, calendar).Url("");
        foreach (var key in ViewedPage.Of(address).Keys)
        {
            foreach (var value in query.All(key))
            {
                url.Add(key, value);
            }
        }

        return url.ToString();
    }

    private UnixNanos Now => UnixNanos.From(time.GetUtcNow());

    // What somebody may not change is not there for them.
    private async Task<SavedView?> FindAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken) =>
        await views.FindAsync(id, cancellationToken) is { } view && MayChange(user, view) ? view : null;

    private AuditEntry? Entry(ClaimsPrincipal user, SavedView view, string action) =>
        view.IsShared ? new(Now, user.Actor(), action, view.Name, view.Query) : null;

    private static ViewRefusal? Mistake(string? name) => name?.Trim() switch
    {
        null or "" => ViewRefusal.NoName,
        { Length: > SavedView.LongestName } => ViewRefusal.TooLong,
        { } text when text.Any(char.IsControl) => ViewRefusal.NoName,
        _ => null,
    };

    private static ViewRefusal? Of(ViewSaving saving) => saving switch
    {
        ViewSaving.Saved => null,
        ViewSaving.NameIsTaken => ViewRefusal.NameIsTaken,
        ViewSaving.OwnerHasMost => ViewRefusal.OwnerHasMost,
        ViewSaving.MostAreShared => ViewRefusal.MostAreShared,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
