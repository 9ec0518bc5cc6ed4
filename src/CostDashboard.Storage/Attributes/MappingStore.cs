using CostDashboard.Core.Access;
using CostDashboard.Core.Attributes;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Attributes;

/// <summary>A column of the project's row: read and written by primary key.</summary>
internal sealed class MappingStore(IDatabase database) : IMappingStore
{
    public async Task<StoredMapping> GetAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await Mapping(db, project.Value).FirstOrDefaultAsync(cancellationToken) is { } row
            ? new(MappingText.Parse(row.Mapping), row.MappingVersion)
            : new(AttributeMapping.Default, 0);
    }

    public Task<bool> SetAsync(ProjectId project, AttributeMapping mapping, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken)
    {
        if (mapping.FindMistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(mapping));
        }

        var text = MappingText.Of(mapping);
        return database.ChangeAsync(
            async db =>
            {
                var changed = await db.Projects
                    .Where(p => p.Id == project.Value && p.MappingVersion == loadedVersion)
                    .ExecuteUpdateAsync(set => set.SetProperty(p => p.Mapping, text).SetProperty(p => p.MappingVersion, loadedVersion + 1), cancellationToken);
                if (changed > 0)
                {
                    AuditLog.Add(db, entry);
                    await db.SaveChangesAsync(cancellationToken);
                }

                return changed > 0;
            },
            cancellationToken);
    }

    internal static IQueryable<ProjectRow> Mapping(CostDb db, int project) =>
        db.Projects.AsNoTracking().TagWith("AttributeMapping").Where(p => p.Id == project);
}
