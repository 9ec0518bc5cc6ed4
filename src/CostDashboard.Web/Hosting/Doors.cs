using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CostDashboard.Web.Hosting;

/// <summary>The port by which a request came in.</summary>
internal enum Door
{
    /// <summary>Pages and API; takes OTLP as well.</summary>
    Web,
    OtlpHttp,
    OtlpGrpc,
}

/// <summary>Marks an endpoint that also answers at the OTLP ports; all others do not exist there.</summary>
internal sealed class AnswersAtEveryDoor
{
    internal static AnswersAtEveryDoor Instance { get; } = new();
}

/// <summary>Where the doors really are: a port of 0 was replaced by the one that the system chose.</summary>
internal sealed record Addresses(Uri Web, Uri OtlpHttp, Uri OtlpGrpc)
{
    internal static Addresses Of(IServer server)
    {
        Uri[] found = [.. server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(address => new Uri(address))];
        return new(found[(int)Door.Web], found[(int)Door.OtlpHttp], found[(int)Door.OtlpGrpc]);
    }
}

/// <summary>Three ports, so that exporters find OTLP where the specification says and nobody finds pages there.</summary>
internal static class Doors
{
    internal static void ListenOnDoors(this WebApplicationBuilder builder, LaunchOptions options) =>
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(new IPEndPoint(options.Host, options.Port), Door.Web, HttpProtocols.Http1AndHttp2);
            kestrel.Listen(new IPEndPoint(options.Host, options.OtlpHttpPort), Door.OtlpHttp, HttpProtocols.Http1AndHttp2);

            // Without TLS nothing negotiates the protocol: gRPC's port speaks HTTP/2 from the first byte.
            kestrel.Listen(new IPEndPoint(options.Host, options.OtlpGrpcPort), Door.OtlpGrpc, HttpProtocols.Http2);
        });

    /// <summary>To be used after routing: an endpoint that is not marked does not exist at the OTLP ports.</summary>
    internal static void UseDoors(this WebApplication app) =>
        app.Use((context, next) =>
        {
            var isElsewhere = DoorOf(context) is not Door.Web && context.GetEndpoint()?.Metadata.GetMetadata<AnswersAtEveryDoor>() is null;
            if (!isElsewhere)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });

    internal static Door DoorOf(HttpContext context) => context.Features.Get<DoorFeature>()?.Door ?? Door.Web;

    private static void Listen(this KestrelServerOptions kestrel, IPEndPoint at, Door door, HttpProtocols protocols) =>
        kestrel.Listen(at, listen =>
        {
            listen.Protocols = protocols;
            var feature = new DoorFeature(door);
            ((Microsoft.AspNetCore.Connections.IConnectionBuilder)listen).Use(next => connection =>
            {
                connection.Features.Set(feature);
                return next(connection);
            });
        });

    private sealed record DoorFeature(Door Door);
}
