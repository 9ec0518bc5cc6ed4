using CostDashboard.Core.Access;
using CostDashboard.Core.Spend.Views;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend.Views;

/// <summary>On a page at most <see cref="SavedView.MostOfOne"/> rows of a user and <see cref="SavedView.MostShared"/> shared ones: read whole, by index.</summary>
internal sealed class SavedViews(IDatabase database) : ISavedViews
{
    public async Task<IReadOnlyList<SavedView>> GetAsync(Guid user, ViewPage page, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return [.. (await Of(db, user, page).ToListAsync(cancellationToken)).Select(ViewOf)];
    }

    public async Task<SavedView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await ById(db, id).FirstOrDefaultAsync(cancellationToken) is { } row ? ViewOf(row) : null;
    }

    public Task<ViewSaving> SaveAsync(SavedView view, AuditEntry? audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            var saved = RowOf(view);
            var stored = await db.SavedViews.FirstOrDefaultAsync(row => row.Id == saved.Id, cancellationToken);
            if (await Refusal(db, saved, stored, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            if (stored is null)
            {
                db.SavedViews.Add(saved);
            }
            else
            {
                (stored.Name, stored.NameKey, stored.Query, stored.IsShared, stored.SavedAt) = (saved.Name, saved.NameKey, saved.Query, saved.IsShared, saved.SavedAt);
            }

            await WriteAsync(db, audit, cancellationToken);
            return ViewSaving.Saved;
        },
        cancellationToken);

    public Task<bool> RemoveAsync(Guid id, AuditEntry? audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            var removed = await db.SavedViews.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
            if (removed)
            {
                await WriteAsync(db, audit, cancellationToken);
            }

            return removed;
        },
        cancellationToken);

    internal static IQueryable<SavedViewRow> Of(CostDb db, Guid user, ViewPage page) => db.SavedViews.AsNoTracking()
        .TagWith("SavedViews")
        .Where(row => row.Page == page && (row.OwnerId == user || row.IsShared))
        .OrderBy(row => row.NameKey)
        .ThenBy(row => row.SavedAt)
        .Take(SavedView.MostOfOne + SavedView.MostShared);

    internal static IQueryable<SavedViewRow> ById(CostDb db, Guid id) => db.SavedViews.AsNoTracking().TagWith("SavedView").Where(row => row.Id == id);

    private static async Task<ViewSaving?> Refusal(CostDb db, SavedViewRow saved, SavedViewRow? stored, CancellationToken cancellationToken)
    {
        if (await db.SavedViews.AnyAsync(row => row.OwnerId == saved.OwnerId && row.Page == saved.Page && row.NameKey == saved.NameKey && row.Id != saved.Id, cancellationToken))
        {
            return ViewSaving.NameIsTaken;
        }

        if (stored is null && await db.SavedViews.CountAsync(row => row.OwnerId == saved.OwnerId && row.Page == saved.Page, cancellationToken) >= SavedView.MostOfOne)
        {
            return ViewSaving.OwnerHasMost;
        }

        return saved.IsShared && stored is not { IsShared: true } && await db.SavedViews.CountAsync(row => row.IsShared && row.Page == saved.Page, cancellationToken) >= SavedView.MostShared
            ? ViewSaving.MostAreShared
            : null;
    }

    private static async Task WriteAsync(CostDb db, AuditEntry? audit, CancellationToken cancellationToken)
    {
        if (audit is not null)
        {
            AuditLog.Add(db, audit);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static SavedView ViewOf(SavedViewRow row) => new(row.Id, row.OwnerId, row.OwnerName, row.Name, row.Query, row.IsShared, new(row.SavedAt), row.Page);

    private static SavedViewRow RowOf(SavedView view)
    {
        var name = StorableText.Mend(view.Name);
        return new()
        {
            Id = view.Id,
            OwnerId = view.OwnerId,
            OwnerName = StorableText.Mend(view.OwnerName),
            Name = name,
            NameKey = name.ToUpperInvariant(),
            Page = view.Page,
            Query = StorableText.Mend(view.Query),
            IsShared = view.IsShared,
            SavedAt = view.SavedAt.Value,
        };
    }
}
