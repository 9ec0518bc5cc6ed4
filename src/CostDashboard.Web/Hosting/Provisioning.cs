using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Features.Keys;

namespace CostDashboard.Web.Hosting;

/// <summary>Makes what <see cref="InitialContent"/> asks for where it is not there yet, and never changes what is.</summary>
internal sealed partial class Provisioning(
    IAccessStore access, InitialContent content, LaunchOptions options, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Provisioning> log)
{
    /// <summary>The name of the first project where nobody named one.</summary>
    internal const string FirstProject = "Default";

    /// <exception cref="SettingsException">The environment asks for something that cannot be.</exception>
    internal async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var projects = await access.GetProjectsAsync(cancellationToken);
        // Who asks for the demo sees it first, not an empty project beside it.
        var name = content.ProjectName ?? (options.Demo ? DemoFilling.ProjectName : FirstProject);
        var project = projects.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
        if (project is null && (content.ProjectName is not null || projects.Count == 0))
        {
            project = await access.CreateProjectAsync(name, new(Now, AuditActor.Program, "project.create", name), cancellationToken);
        }

        if (content.ApiKey is not null && project is not null)
        {
            await EnsureKeyAsync(project, new NewKey(content.ApiKey), cancellationToken);
        }

        if (content is { AdminEmail: { } email, AdminPassword: { } password } && await access.FindUserByEmailAsync(email, cancellationToken) is null)
        {
            await using var scope = scopes.CreateAsyncScope();
            var made = await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync(email, Role.Administrator, AuditActor.Program, password);
            if (made is Accounts.Outcome.Refused(var reason))
            {
                throw new SettingsException($"{InitialContent.EmailVariable} and {InitialContent.PasswordVariable} make no administrator: {reason}");
            }
        }
    }

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    private async Task EnsureKeyAsync(Project project, NewKey key, CancellationToken cancellationToken)
    {
        var existing = await access.FindKeyAsync(key.Sha256, cancellationToken);
        if (existing is null)
        {
            await access.CreateKeyAsync(project.Id, "initial", key.Prefix, key.Sha256, Now, NewKey.Entry("key.create", "initial", project, AuditActor.Program, Now), cancellationToken);
        }
        else if (existing.Project != project.Id)
        {
            throw new SettingsException($"{InitialContent.KeyVariable} is already a key of another project than '{project.Name}': choose another key.");
        }
        else if (!existing.IsActive)
        {
            LogRevoked(existing.Name, InitialContent.KeyVariable);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The key '{Name}' that {Variable} asks for was revoked, and stays so")]
    private partial void LogRevoked(string name, string variable);
}
