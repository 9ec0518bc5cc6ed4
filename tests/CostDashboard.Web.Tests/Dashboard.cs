using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Features.Keys;
using CostDashboard.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;


namespace CostDashboard.Web.Tests;

/// <summary>The whole product in this process, on Kestrel and free ports, over a data folder of its own that goes with it.</summary>
internal sealed class Dashboard : IAsyncDisposable
{
    internal const string Password = "Correct-Horse-9-Battery";
    internal const string AdminEmail = "admin@example.com";
    internal const string ViewerEmail = "viewer@example.com";
    internal const string Key = "cd_tests_0123456789abcdef0123456789abcdef";

    private static readonly (string Name, string Value)[] s_standard =
    [
        (InitialContent.ProjectVariable, "tests"),
        (InitialContent.KeyVariable, Key),
        (InitialContent.EmailVariable, AdminEmail),
        (InitialContent.PasswordVariable, Password),
    ];

    private static readonly Lazy<Task<string>> s_filled = new(FillAsync);

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly (string Name, string Value)[] _environment;
    private bool _isReplaced;

    private Dashboard(WebApplication app, string folder, (string Name, string Value)[] environment, string output)
    {
        _app = app;
        _folder = folder;
        _environment = environment;
        Output = output;
        Addresses = Get<Addresses>();
    }

    internal Addresses Addresses { get; }

    /// <summary>Where its data are.</summary>
    internal string Folder => _folder;

    /// <summary>What it printed at its start.</summary>
    internal string Output { get; }

    internal IServiceProvider Services => _app.Services;

    internal T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Starts it with a project, a key, an administrator and a viewer.</summary>
    internal static async Task<Dashboard> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("costdashboard-").FullName;
        foreach (var file in new DirectoryInfo(await s_filled.Value).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(await s_filled.Value, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
        }

        return await StartAsync(folder, s_standard);
    }

    // A first start migrates, hashes passwords and stores prices, which takes longer than most tests: it is made once, and others begin with a copy of it.
    private static async Task<string> FillAsync()
    {
        var dashboard = await StartAsync(s_standard, async dashboard =>
        {
            await using var scope = dashboard.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync(ViewerEmail, Role.Viewer, AuditActor.Program, Password);
            await dashboard.Get<IAccessStore>().CreateProjectAsync("other", A.Entry, CancellationToken.None);
        });
        dashboard._isReplaced = true;
        await dashboard.DisposeAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(dashboard._folder, recursive: true);
        return dashboard._folder;
    }

    internal static async Task<Dashboard> StartAsync((string Name, string Value)[] environment, Func<Dashboard, Task>? then = null)
    {
        var dashboard = await StartAsync(Directory.CreateTempSubdirectory("costdashboard-").FullName, environment);
        await (then?.Invoke(dashboard) ?? Task.CompletedTask);
        return dashboard;
    }

    /// <summary>Stops as SIGTERM would: in-flight requests are answered first.</summary>
    internal Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Stops it and starts another one over the same data folder.</summary>
    internal async Task<Dashboard> RestartAsync()
    {
        _isReplaced = true;
        await DisposeAsync();
        return await StartAsync(_folder, _environment);
    }

    private static async Task<Dashboard> StartAsync(string folder, (string Name, string Value)[] environment)
    {
        var app = Program.Compose(new(folder, 0, 0, 0, IPAddress.Loopback, Demo: false), builder =>
        {
            builder.WebHost.UseStaticWebAssets();
            builder.Configuration.AddInMemoryCollection(environment.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));
        });
        using var output = new StringWriter();
        await Launch.StartAsync(app, output, TestContext.Current.CancellationToken);
        return new(app, folder, environment, output.ToString());
    }

    /// <summary>A browser: keeps cookies, follows no redirect.</summary>
    internal Browser Browse() => new(Addresses.Web);

    /// <summary>A browser in which somebody has signed in.</summary>
    internal async Task<Browser> SignInAsync(string email)
    {
        var browser = Browse();
        await using var scope = Services.CreateAsyncScope();
        var user = await Get<IAccessStore>().FindUserByEmailAsync(email, TestContext.Current.CancellationToken);
        browser.TakeCookie(await SessionCookie.OfAsync(scope.ServiceProvider, user!));
        return browser;
    }

    /// <summary>A client that sends a key with every request.</summary>
    internal Browser WithKey(string secret) => new(Addresses.Web, secret);

    /// <summary>A key of the project of that name.</summary>
    internal async Task<string> MakeKeyAsync(string project, params KeyRight[] rights)
    {
        var (made, secret) = await MakeKeyAsync(project, "another");
        foreach (var right in rights)
        {
            await Get<IAccessStore>().SetRightAsync(made.Project, made.Id, right, true, A.Entry, TestContext.Current.CancellationToken);
        }

        return secret;
    }

    internal async Task<string> MakeRevokedKeyAsync()
    {
        var (made, secret) = await MakeKeyAsync("tests", "revoked");
        await Get<IAccessStore>().RevokeKeyAsync(made.Project, made.Id, UnixNanos.From(Get<TimeProvider>().GetUtcNow()), A.Entry, TestContext.Current.CancellationToken);
        return secret;
    }

    private async Task<(ApiKey Key, string Secret)> MakeKeyAsync(string project, string name)
    {
        var (key, access) = (NewKey.Make(), Get<IAccessStore>());
        var owner = (await access.GetProjectsAsync(TestContext.Current.CancellationToken)).Single(p => p.Name == project);
        var made = await access.CreateKeyAsync(
            owner.Id, name, key.Prefix, key.Sha256, UnixNanos.From(Get<TimeProvider>().GetUtcNow()), A.Entry, TestContext.Current.CancellationToken);
        return (made, key.Secret);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (!_isReplaced)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
