using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend.Views;

/// <summary>The page whose address a view is; the number is stored.</summary>
public enum ViewPage : byte
{
    Spend = 0,
    Traces = 1,
}

/// <summary>A question of a page under a name: for whoever saved it, or for everybody of the organisation.</summary>
/// <param name="OwnerName">The mail address of the owner at that time, which still says who it was when the user is gone.</param>
/// <param name="Query">The address without its path: <c>?project=1&amp;range=30d&amp;by=step%2Cmodel</c>.</param>
public sealed record SavedView(Guid Id, Guid OwnerId, string OwnerName, string Name, string Query, bool IsShared, UnixNanos SavedAt, ViewPage Page = ViewPage.Spend)
{
    public const int LongestName = 100;
    public const int LongestQuery = 2_000;

    /// <summary>Of one user and page, shared ones included.</summary>
    public const int MostOfOne = 50;

    /// <summary>Shared ones of a page, of the whole organisation.</summary>
    public const int MostShared = 100;
}

/// <summary>How saving a view ended.</summary>
public enum ViewSaving
{
    Saved,

    /// <summary>The owner has another view of that name and page.</summary>
    NameIsTaken,

    /// <summary>The owner has <see cref="SavedView.MostOfOne"/> already.</summary>
    OwnerHasMost,

    /// <summary>The organisation shares <see cref="SavedView.MostShared"/> already.</summary>
    MostAreShared,
}

/// <summary>Views that people saved. Who may do what is decided before it is asked.</summary>
/// <remarks>Every write is durable when its task ends. Names of one owner are unique on a page, without regard to case.</remarks>
public interface ISavedViews
{
    /// <summary>Those of a page that a user has or others share, by name.</summary>
    Task<IReadOnlyList<SavedView>> GetAsync(Guid user, ViewPage page, CancellationToken cancellationToken);

    /// <summary>Null when there is none.</summary>
    Task<SavedView?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Adds a view, or replaces the one of that id, whose page stays as it was.</summary>
    /// <param name="audit">Written in the same transaction; null where nobody else is concerned.</param>
    Task<ViewSaving> SaveAsync(SavedView view, AuditEntry? audit, CancellationToken cancellationToken);

    /// <returns>False when there is no such view.</returns>
    Task<bool> RemoveAsync(Guid id, AuditEntry? audit, CancellationToken cancellationToken);
}
