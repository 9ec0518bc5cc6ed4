using System.Globalization;
using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Ingest.Demo;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Spend;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Hosting;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CostDashboard.Benchmarks;

/// <summary>The program as it runs, on free ports over a folder of its own, with somebody signed in.</summary>
internal sealed class WholeProduct : IAsyncDisposable
{
    private const int DemoDays = 30;
    private const int SpansOfDemo = 203_000;

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _client;
    private readonly Project _project;

    private WholeProduct(WebApplication app, DirectoryInfo folder, HttpClient client, Project project) =>
        (_app, _folder, _client, _project) = (app, folder, client, project);

    internal IServiceProvider Services => _app.Services;

    internal static async Task<WholeProduct> StartAsync()
    {
        const string Email = "bench@example.com";
        var folder = Directory.CreateTempSubdirectory("bench");
        var app = Web.Program.Compose(new(folder.FullName, 0, 0, 0, IPAddress.Loopback, Demo: false), builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.Configuration.AddInMemoryCollection(
            [
                new(InitialContent.ProjectVariable, "Benchmark"), new(InitialContent.KeyVariable, "cd_benchmark_0123456789abcdefghijklmnop"),
                new(InitialContent.EmailVariable, Email), new(InitialContent.PasswordVariable, "Correct-Horse-9-Battery"),
            ]);
        });
        await Launch.StartAsync(app, TextWriter.Null, CancellationToken.None);
        var access = app.Services.GetRequiredService<IAccessStore>();
        var cookies = new CookieContainer();
        var address = app.Services.GetRequiredService<Addresses>().Web;
        await using var scope = app.Services.CreateAsyncScope();
        cookies.Add(address, await CookieAsync(scope.ServiceProvider, (await access.FindUserByEmailAsync(Email, CancellationToken.None))!));
        var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };
        return new(app, folder, client, (await access.GetProjectsAsync(CancellationToken.None))[0]);
    }

    /// <summary>Totals of about so many spans in the shapes of the demo, spread over days up to now; by the code that commits use.</summary>
    internal async Task FillAsync(int spans, int days)
    {
        var stretches = days / DemoDays;
        var rounds = Math.Max(1, (int)Math.Ceiling((double)spans / SpansOfDemo / stretches));
        var share = (double)spans / SpansOfDemo / stretches / rounds;
        var (database, calendar) = (Services.GetRequiredService<IDatabase>(), Services.GetRequiredService<OrganisationCalendar>());
        var (book, until, series, written) = (Services.GetRequiredService<CurrentPrices>().Book, DateTimeOffset.UtcNow, new SeriesNumbers(), 0L);
        for (var stretch = 0; stretch < stretches; stretch++)
        {
            for (var round = 0; round < rounds; round++)
            {
                var delta = new SpendDelta();
                foreach (var trace in DemoData.Generate(_project.Id, until.AddDays(-stretch * DemoDays)).SelectMany(batch => batch).GroupBy(span => span.Key.Trace))
                {
                    // Another part of the traces in every round where not all are taken; all where they are.
                    if (((trace.Key.Low ^ ((ulong)round * 0x9e3779b97f4a7c15)) % 1000) < share * 1000)
                    {
                        List<PricedSpan> priced = [.. trace.Select(span => DemoSpans.Price(span, book))];
                        written += priced.Count;
                        Contribution.Add(delta, TraceRollup.Of(_project.Id, TraceAssembler.Assemble(priced.Select(SpanFacts.Of))), calendar, 1);
                    }
                }

                await using var session = await database.BeginAsync(CancellationToken.None);
                await SpendRows.AddAsync(session, delta, calendar, series, CancellationToken.None);
                await session.CommitAsync(CancellationToken.None);
                series.Fresh.Clear();
            }
        }

        Figures.Print($"{written:N0} spans are totalled over {days} days.");
    }

    internal async Task<PageContext> ContextAsync(string url)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PageContexts>().ReadAsync(new Uri(_client.BaseAddress!, url).ToString(), CancellationToken.None);
    }

    /// <summary>A page to its last byte, all panels answered.</summary>
    internal async Task GetAsync(string path)
    {
        var html = await _client.GetStringAsync(new Uri(path, UriKind.Relative));
        if (!html.Contains("table-title", StringComparison.Ordinal) || html.Contains("role=\"alert\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{path} is not the page: {html.Length} characters."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<Cookie> CookieAsync(IServiceProvider services, User user)
    {
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var principal = await services.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(new Account(user));
        var ticket = new AuthenticationTicket(principal, IdentityConstants.ApplicationScheme);
        ticket.Properties.ExpiresUtc = DateTimeOffset.UtcNow.AddHours(1);
        return new(options.Cookie.Name!, options.TicketDataFormat.Protect(ticket));
    }
}
