using CostDashboard.Core.Spend;
using CostDashboard.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace CostDashboard.Web.Hosting;

/// <summary>The environment says something that cannot be meant; the message names the variable and the remedy.</summary>
internal sealed class SettingsException(string message) : Exception(message);

/// <summary>The program cannot start or go on, and not for a fault of its own; the message says why and what to do.</summary>
internal sealed class CannotStartException(string message, Exception inner) : Exception(message, inner);

/// <summary>What the environment decides. Every name here is a variable of the environment or, with ':' for '__', a key of the configuration.</summary>
internal static class Settings
{
    internal const string TimeZone = "COSTDASHBOARD_TIMEZONE";
    internal const string Engine = "Database:Engine";
    internal const string Connection = "CostDashboard";

    internal static void AddSettings(this WebApplicationBuilder builder, LaunchOptions options)
    {
        var data = Directory.CreateDirectory(options.DataFolder);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(CalendarOf(builder.Configuration));
        builder.Services.AddStorage(StorageOf(builder.Configuration, options));
        builder.Services.AddSingleton(InitialContent.From(builder.Configuration));
        builder.Services.AddSingleton<Provisioning>();
        builder.Services.AddDataProtection().SetApplicationName("CostDashboard").PersistKeysToFileSystem(data.CreateSubdirectory("keys"));

        // Exports under way are committed and answered before the program ends; 30 s is what containers and systemd are set to grant.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }

    /// <exception cref="SettingsException">The engine is unknown, or lacks its connection string.</exception>
    internal static StorageOptions StorageOf(IConfiguration configuration, LaunchOptions options)
    {
        var text = configuration[Engine] is { Length: > 0 } chosen ? chosen : nameof(StorageEngine.Sqlite);
        var connection = configuration.GetConnectionString(Connection);
        if (!Enum.TryParse<StorageEngine>(text, ignoreCase: true, out var engine) || !Enum.IsDefined(engine))
        {
            throw new SettingsException($"Database__Engine is '{text}': use {string.Join(" or ", Enum.GetNames<StorageEngine>())}.");
        }

        return (engine, connection) switch
        {
            (_, { Length: > 0 }) => new(engine, connection),
            (StorageEngine.Sqlite, _) => new(engine, $"Data Source={Path.Combine(options.DataFolder, "costdashboard.db")}"),
            _ => throw new SettingsException($"Database__Engine is {engine}: set ConnectionStrings__CostDashboard to the database's connection string as well."),
        };
    }

    private static OrganisationCalendar CalendarOf(IConfiguration configuration)
    {
        var id = configuration[TimeZone] is { Length: > 0 } chosen ? chosen : "UTC";
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? new(zone)
            : throw new SettingsException($"{TimeZone} is '{id}', which is no time zone known here: use an IANA name such as Europe/Berlin, or UTC.");
    }
}
