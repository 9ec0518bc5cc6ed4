using System.Globalization;
using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
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
    private const string Secret = "cd_benchmark_0123456789abcdefghijklmnop";

    // Written last, with the number of spans: a folder without it was not filled to the end.
    private const string FilledFile = "filled";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly bool _isKept;
    private readonly HttpClient _client;
    private readonly Project _project;

    private WholeProduct(WebApplication app, DirectoryInfo folder, bool isKept, HttpClient client, Project project) =>
        (_app, _folder, _isKept, _client, _project) = (app, folder, isKept, client, project);

    internal IServiceProvider Services => _app.Services;

    internal ProjectId ProjectId => _project.Id;

    /// <param name="keptIn">The folder to run over, which stays; null for one that is deleted afterwards.</param>
    internal static async Task<WholeProduct> StartAsync(string? keptIn = null)
    {
        const string Email = "bench@example.com";
        var folder = keptIn is null ? Directory.CreateTempSubdirectory("bench") : Kept(keptIn);
        var app = Web.Program.Compose(new(folder.FullName, 0, 0, 0, IPAddress.Loopback, Demo: false), builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.Configuration.AddInMemoryCollection(
            [
                new(InitialContent.ProjectVariable, "Benchmark"), new(InitialContent.KeyVariable, Secret),
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
        return new(app, folder, keptIn is not null, client, (await access.GetProjectsAsync(CancellationToken.None))[0]);
    }

    /// <summary>Commits about so many spans in the shapes of the demo, spread over days up to now, unless that was done in this folder before.</summary>
    internal async Task FillAsync(int spans, int days)
    {
        var done = new FileInfo(Path.Combine(_folder.FullName, FilledFile));
        if (!done.Exists)
        {
            var (store, book) = (Services.GetRequiredService<ISpanStore>(), Services.GetRequiredService<CurrentPrices>().Book);
            var (written, commit) = (0L, Task.CompletedTask);
            foreach (var batch in DemoSpans.Over(_project.Id, DateTimeOffset.UtcNow, days, spans))
            {
                // Prices are found while the piece before is written.
                List<PricedSpan> priced = [.. batch.Select(span => DemoSpans.Price(span, book))];
                written += priced.Count;
                await commit;
                commit = Task.Run(() => store.CommitAsync(priced, CancellationToken.None));
            }

            await commit;
            await File.WriteAllTextAsync(done.FullName, written.ToString(CultureInfo.InvariantCulture));
        }

        Figures.Print($"{long.Parse(await File.ReadAllTextAsync(done.FullName), CultureInfo.InvariantCulture):N0} spans lie in {days} days.");
    }

    internal async Task<PageContext> ContextAsync(string url)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PageContexts>().ReadAsync(new Uri(_client.BaseAddress!, url).ToString(), CancellationToken.None);
    }

    /// <summary>Traces of the last days, spread over all of them.</summary>
    internal async Task<IReadOnlyList<TraceId>> TraceIdsAsync(int days, int most)
    {
        var now = UnixNanos.From(DateTimeOffset.UtcNow);
        var question = new TraceQuestion(_project.Id, now + (-(days + 1) * UnixNanos.PerDay), now, []);
        var all = await Services.GetRequiredService<ITraceQueries>().ReadAllAsync(question, CancellationToken.None).Select(trace => trace.Key.Trace).ToListAsync();
        return [.. all.Where((_, at) => at % Math.Max(1, all.Count / most) == 0)];
    }

    /// <summary>A client that sends the project's key.</summary>
    internal HttpClient ClientWithKey()
    {
        var client = new HttpClient { BaseAddress = _client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Secret);
        return client;
    }

    /// <summary>A page to its last byte, all panels answered.</summary>
    internal async Task GetAsync(string path)
    {
        var html = await _client.GetStringAsync(new Uri(path, UriKind.Relative));
        if (!html.Contains("</html>", StringComparison.Ordinal) || html.Contains("role=\"alert\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{path} is not the page: {html.Length} characters."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (!_isKept)
        {
            _folder.Delete(recursive: true);
        }
    }

    private static DirectoryInfo Kept(string path)
    {
        if (Directory.Exists(path) && !File.Exists(Path.Combine(path, FilledFile)))
        {
            Directory.Delete(path, recursive: true);
        }

        return Directory.CreateDirectory(path);
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
