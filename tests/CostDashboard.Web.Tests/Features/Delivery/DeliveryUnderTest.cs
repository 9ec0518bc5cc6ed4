using System.Net;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Delivery.Mail;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Core.Outbound;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Jobs;
using CostDashboard.Jobs.Work;
using CostDashboard.Storage;
using CostDashboard.TestKit;
using CostDashboard.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Delivery;

/// <summary>The real outbox and the real way out, over a clock that a test moves, with a receiver on this machine that answers as the test says.</summary>
internal sealed class DeliveryUnderTest : IAsyncDisposable
{
    internal const string Secret = "whsec_0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("costdashboard-").FullName;
    private readonly WebApplication _receiver;
    private ServiceProvider _services = null!;

    private DeliveryUnderTest(WebApplication receiver) => _receiver = receiver;

    internal SteppedClock Clock { get; } = new();

    internal SmtpOptions Smtp { get; set; } = SmtpOptions.None;

    /// <summary>What names mean; a name that is not known means this machine.</summary>
    internal Func<string, string> Resolve { get; set; } = _ => "127.0.0.1";

    /// <summary>How the receiver answers.</summary>
    internal Func<HttpContext, Task> Answer { get; set; } = http =>
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        return Task.CompletedTask;
    };

    /// <summary>What arrived, by idempotency key, also where it was not answered.</summary>
    internal List<(string Key, string Signature, string Body)> Received { get; } = [];

    internal IOutbox Outbox => _services.GetRequiredService<IOutbox>();

    internal DeliveryWork Work => _services.GetRequiredService<DeliveryWork>();

    internal int Port => new Uri(_receiver.Urls.First()).Port;

    internal static async Task<DeliveryUnderTest> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = builder.Build();
        var test = new DeliveryUnderTest(receiver);
        receiver.Run(test.ReceiveAsync);
        await receiver.StartAsync(TestContext.Current.CancellationToken);
        await test.RestartAsync();
        return test;
    }

    /// <summary>Ends all that the program holds in memory and starts anew over the same database, as after a kill.</summary>
    internal async Task RestartAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(OrganisationCalendar.Utc)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new CurrentPrices())
            .AddSingleton(new DeliveryContext(new("https://costs.example.org/"), OrganisationCalendar.Utc))
            .AddSingleton(_ => Smtp)
            .AddSingleton<ISecretBox, PlainBox>()
            .AddSingleton<IOutboundPost>(_ => new OutboundFetch(
                OutboundRules.Allowing(["receiver.test"]), (host, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(Resolve(host))]), Clock))
            .AddStorage(new(StorageEngine.Sqlite, $"Data Source={Path.Combine(_folder, "cost.db")}"))
            .AddJobs(new("here"), null)
            .BuildServiceProvider();
        await _services.GetRequiredService<IStorageStartup>().PrepareAsync(CancellationToken.None);
    }

    internal async Task<DeliveryRoute> RouteAsync(DeliveryChannel channel, string address)
    {
        var route = Notices.Route(channel) with { Id = 0, Template = channel is DeliveryChannel.Template ? TemplatePayload.Example : "" };
        if (channel is DeliveryChannel.Mail)
        {
            route = route with { Recipients = [address] };
        }
        else
        {
            route = route with { Sealed = new PlainBox().Seal(new(new(address.Replace("PORT", Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)), Secret)) };
        }

        return (await _services.GetRequiredService<IRouteStore>().SaveAsync(route, A.Entry, CancellationToken.None))!;
    }

    /// <summary>Plans a change and delivers what is due.</summary>
    internal async Task TellAsync(string incident = "i1", int change = 1)
    {
        await Outbox.PlanAsync(Notices.Of(incident, change, at: Clock.Now), Clock.Now, CancellationToken.None);
        await Work.RunAsync(new(), CancellationToken.None);
    }

    /// <summary>Lets time pass to when the message is tried next, and tries it.</summary>
    internal async Task RetryAsync()
    {
        // A clock knows ticks, of a hundred nanoseconds.
        Clock.Pass(Math.Max((await MessageAsync()).Due - Clock.Now, 0) + 100);

        await Work.RunAsync(new(), CancellationToken.None);
    }

    internal async Task<DeliveryMessage> MessageAsync() => Assert.Single((await Outbox.GetAsync(new(A.Project), null, 10, CancellationToken.None)).Messages);

    internal async Task<IReadOnlyList<DeliveryAttempt>> AttemptsAsync() =>
        (await Outbox.GetAsync(A.Project, (await MessageAsync()).Id, CancellationToken.None))!.Attempts;

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(CancellationToken.None);
        lock (Received)
        {
            Received.Add((http.Request.Headers[WebhookSignature.KeyHeader].ToString(), http.Request.Headers[WebhookSignature.Header].ToString(), body));
        }

        await Answer(http);
    }

    private sealed class PlainBox : ISecretBox
    {
        public string Seal(DeliveryTarget target) => JsonSerializer.Serialize(target);

        public DeliveryTarget? Open(string sealedTarget) => JsonSerializer.Deserialize<DeliveryTarget>(sealedTarget);
    }
}
