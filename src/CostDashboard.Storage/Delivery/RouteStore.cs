using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Delivery;

/// <inheritdoc />
internal sealed class RouteStore(IDatabase database) : IRouteStore
{
    internal const string RouteIsGone = "Its route was deleted.";

    public async Task<IReadOnlyList<DeliveryRoute>> GetAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return [.. (await DeliveryQueries.Routes(db, project.Value).AsNoTracking().ToListAsync(cancellationToken)).Select(RouteCode.ToRoute)];
    }

    public Task<DeliveryRoute?> SaveAsync(DeliveryRoute route, AuditEntry entry, CancellationToken cancellationToken)
    {
        if (RouteRules.FindMistake(route) is { } mistake)
        {
            throw new ArgumentException(mistake.Text, nameof(route));
        }

        return database.ChangeAsync(
            async db =>
            {
                var row = route.Id == 0 ? await AddAsync(db, route, cancellationToken) : await DeliveryQueries.RouteById(db, route.Project.Value, route.Id).FirstOrDefaultAsync(cancellationToken);
                if (row is null || row.Version != route.Version)
                {
                    return null;
                }

                row.Name = StorableText.Mend(route.Name);
                row.Settings = RouteCode.Of(route);
                row.Version++;
                AuditLog.Add(db, entry);
                await db.SaveChangesAsync(cancellationToken);
                return RouteCode.ToRoute(row);
            },
            cancellationToken);
    }

    public Task<bool> DeleteAsync(ProjectId project, int route, AuditEntry entry, CancellationToken cancellationToken) =>
        database.ChangeAsync(
            async db =>
            {
                if (await DeliveryQueries.RouteById(db, project.Value, route).FirstOrDefaultAsync(cancellationToken) is not { } row)
                {
                    return false;
                }

                db.DeliveryRoutes.Remove(row);
                await DeliveryQueries.WaitingOf(db, route).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(m => m.State, MessageState.Dead)
                        .SetProperty(m => m.EndedAt, entry.At.Value)
                        .SetProperty(m => m.LastError, RouteIsGone),
                    cancellationToken);
                AuditLog.Add(db, entry);
                await db.SaveChangesAsync(cancellationToken);
                return true;
            },
            cancellationToken);

    // Messages name their route by its number, also when it is gone: it is not given a second time, which a counter sees to.
    private static async Task<DeliveryRouteRow?> AddAsync(CostDb db, DeliveryRoute route, CancellationToken cancellationToken)
    {
        if (await DeliveryQueries.Routes(db, route.Project.Value).CountAsync(cancellationToken) >= RouteRules.MostOfProject)
        {
            return null;
        }

        var row = new DeliveryRouteRow { Id = await Settings.NextAsync(db, "delivery.lastRoute", cancellationToken), ProjectId = route.Project.Value, Version = route.Version };
        db.DeliveryRoutes.Add(row);
        return row;
    }
}
