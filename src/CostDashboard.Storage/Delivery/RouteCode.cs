using System.Text.Json;
using System.Text.Json.Serialization;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Delivery;

/// <summary>Routes as they are stored: names of things, so that a number that is given to something else later means nothing else here.</summary>
internal static class RouteCode
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static string Of(DeliveryRoute route) => JsonSerializer.Serialize(
        new Written(
            route.Channel, route.IsOn, route.Recipients, route.Sealed, route.Kinds, route.LeastSeverity, route.TellsResolved, route.Quiet, route.Digest, route.MostPerHour, route.Template),
        s_options);

    public static DeliveryRoute ToRoute(DeliveryRouteRow row)
    {
        var written = JsonSerializer.Deserialize<Written>(row.Settings, s_options) ?? throw new InvalidDataException("A stored route is null.");
        return new()
        {
            Id = row.Id,
            Project = new(row.ProjectId),
            Name = row.Name,
            Version = row.Version,
            Channel = written.Channel,
            IsOn = written.IsOn,
            Recipients = written.Recipients,
            Sealed = written.Sealed,
            Kinds = written.Kinds,
            LeastSeverity = written.LeastSeverity,
            TellsResolved = written.TellsResolved,
            Quiet = written.Quiet,
            Digest = written.Digest,
            MostPerHour = written.MostPerHour,
            Template = written.Template,
        };
    }

    private sealed record Written(
        DeliveryChannel Channel,
        bool IsOn,
        IReadOnlyList<string> Recipients,
        string Sealed,
        IReadOnlyList<IncidentKind> Kinds,
        IncidentSeverity LeastSeverity,
        bool TellsResolved,
        QuietHours? Quiet,
        DigestInterval Digest,
        int MostPerHour,
        string Template);
}
