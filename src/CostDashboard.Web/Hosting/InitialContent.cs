using CostDashboard.Core.Access;

namespace CostDashboard.Web.Hosting;

/// <summary>What a new installation shall hold, as containers and tests say it in the environment.</summary>
/// <param name="ProjectName">Null: a first project gets the name <see cref="Provisioning.FirstProject"/>.</param>
/// <param name="ApiKey">Secret of a key of that project; null for none.</param>
internal sealed record InitialContent(string? ProjectName, string? ApiKey, string? AdminEmail, string? AdminPassword)
{
    internal const string ProjectVariable = "COSTDASHBOARD_INIT_PROJECT";
    internal const string KeyVariable = "COSTDASHBOARD_INIT_API_KEY";
    internal const string EmailVariable = "COSTDASHBOARD_INIT_ADMIN_EMAIL";
    internal const string PasswordVariable = "COSTDASHBOARD_INIT_ADMIN_PASSWORD";

    /// <summary>Shorter ones could be guessed.</summary>
    internal const int ShortestKey = 24;

    /// <exception cref="SettingsException">A value is missing beside another one, too short or too long.</exception>
    internal static InitialContent From(IConfiguration configuration)
    {
        var content = new InitialContent(
            Text(configuration, ProjectVariable), Text(configuration, KeyVariable), Text(configuration, EmailVariable), Text(configuration, PasswordVariable));
        if (content.ProjectName is { Length: > Project.LongestName })
        {
            throw new SettingsException($"{ProjectVariable} is longer than {Project.LongestName} characters.");
        }

        if (content.ApiKey is not null && content.ProjectName is null)
        {
            throw new SettingsException($"{KeyVariable} needs {ProjectVariable}: a key belongs to a project.");
        }

        if (content.ApiKey is { Length: < ShortestKey })
        {
            throw new SettingsException($"{KeyVariable} has fewer than {ShortestKey} characters and could be guessed.");
        }

        if (content.AdminEmail is null != content.AdminPassword is null)
        {
            throw new SettingsException($"{EmailVariable} and {PasswordVariable} belong together: set both or neither.");
        }

        return content;
    }

    private static string? Text(IConfiguration configuration, string name) => configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
