using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Delivery;

/// <summary>What came of saving a route.</summary>
/// <param name="Route">As it is stored; null where it was not, with <paramref name="Mistake"/> or <paramref name="Conflict"/> saying why.</param>
/// <param name="Conflict">Nothing is wrong with the route, and it cannot be kept all the same.</param>
/// <param name="NewSecret">Made by us, and shown this once.</param>
internal sealed record SavedRoute(DeliveryRoute? Route, RouteMistake? Mistake = null, string? Conflict = null, string? NewSecret = null)
{
    public string? Refusal => Mistake?.Text ?? Conflict;
}

/// <summary>All that the pages and the API of delivery do. They are for administrators.</summary>
internal sealed class DeliveryAdministration(IRouteStore routes, IOutbox outbox, ISecretBox secrets, TimeProvider clock)
{
    private const int SecretBytes = 32;

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    internal Task<IReadOnlyList<DeliveryRoute>> GetRoutesAsync(ProjectId project, CancellationToken cancellationToken) => routes.GetAsync(project, cancellationToken);

    /// <param name="address">Of all but mail; empty to keep the one there is.</param>
    /// <param name="secret">Empty to keep the one there is, or to have one made.</param>
    internal async Task<SavedRoute> SaveAsync(Project project, DeliveryRoute route, string address, string secret, AuditActor actor, CancellationToken cancellationToken)
    {
        var made = (string?)null;
        if (route.Channel.IsHook())
        {
            var before = route.Sealed.Length == 0 ? null : secrets.Open(route.Sealed);
            var (to, with) = (address.Length > 0 ? address : before?.Address.OriginalString ?? AddressOf(route.Channel), secret.Length > 0 ? secret : before?.Secret ?? "");
            if (with.Length == 0 && route.Channel.IsSigned())
            {
                with = made = "whsec_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
            }

            if (RouteRules.FindMistake(route.Channel, to, with) is { } wrong)
            {
                return new(null, wrong);
            }

            var target = new DeliveryTarget(new(to), with);
            route = route with { Sealed = target == before ? route.Sealed : secrets.Seal(target), Recipients = [RouteRules.Shown(target.Address)] };
        }

        if (RouteRules.FindMistake(route) is { } mistake)
        {
            return new(null, mistake);
        }

        var entry = Entry(actor, route.Id == 0 ? "delivery.route.create" : "delivery.route.change", project, route, $"{DeliveryForm.NameOf(route.Channel)} to {string.Join(", ", route.Recipients)}; {(route.IsOn ? "on" : "off")}; {DeliveryForm.Describe(route)}");
        return await routes.SaveAsync(route, entry, cancellationToken) is { } saved
            ? new(saved, NewSecret: made)
            : new(null, Conflict: route.Id == 0
                ? string.Create(CultureInfo.InvariantCulture, $"The project has {RouteRules.MostOfProject} routes, which is as many as it may have.")
                : "Somebody else has changed or deleted this route since you opened the page. Nothing was saved: open it again to see theirs, then make your change.");
    }

    internal Task<bool> DeleteAsync(Project project, DeliveryRoute route, AuditActor actor, CancellationToken cancellationToken) =>
        routes.DeleteAsync(project.Id, route.Id, Entry(actor, "delivery.route.delete", project, route, ""), cancellationToken);

    /// <summary>Sends a test on a route, whatever it takes.</summary>
    /// <returns>Its messages, one for each recipient; none where the route is gone.</returns>
    internal Task<IReadOnlyList<Guid>> TestAsync(Project project, DeliveryRoute route, AuditActor actor, CancellationToken cancellationToken) =>
        outbox.TestAsync(IncidentNotice.TestOf(project, Now), route.Id, Entry(actor, "delivery.route.test", project, route, ""), cancellationToken);

    internal Task<DeliveryPage> GetLogAsync(DeliveryQuestion question, string? cursor, int limit, CancellationToken cancellationToken) =>
        outbox.GetAsync(question, cursor, limit, cancellationToken);

    internal Task<DeliveryDetail?> GetAsync(Project project, Guid message, CancellationToken cancellationToken) => outbox.GetAsync(project.Id, message, cancellationToken);

    internal Task<int> ReplayAsync(Project project, DeadMessages which, AuditActor actor, CancellationToken cancellationToken) =>
        outbox.ReplayAsync(project.Id, which, new(Now, actor, "delivery.replay", project.Name, Describe(which)), cancellationToken);

    internal Task<int> DismissAsync(Project project, DeadMessages which, string reason, AuditActor actor, CancellationToken cancellationToken) =>
        outbox.DismissAsync(project.Id, which, reason, new(Now, actor, "delivery.dismiss", project.Name, $"{Describe(which)}: {reason.Trim()}"), cancellationToken);

    private AuditEntry Entry(AuditActor actor, string action, Project project, DeliveryRoute route, string details) =>
        new(Now, actor, action, $"{project.Name}: {route.Name}", details);

    private static string Describe(DeadMessages which) => which switch
    {
        { Message: { } one } => one.ToString("N"),
        { Route: { } route } => string.Create(CultureInfo.InvariantCulture, $"all dead messages of route {route}"),
        _ => "all dead messages",
    };

    private static string AddressOf(DeliveryChannel channel) => channel is DeliveryChannel.PagerDuty ? RouteRules.PagerDutyAddress.OriginalString : "";
}
