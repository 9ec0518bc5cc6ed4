namespace CostDashboard.Web.Hosting;

/// <summary>One line per event, and silence while all is well.</summary>
internal static class Logs
{
    internal static void LogInSingleLines(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("System", LogLevel.Warning);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);

        // A misconfigured exporter would be a line for each of its requests.
        builder.Logging.AddFilter(typeof(ApiKeySignIn).FullName, LogLevel.Warning);

        // It would warn that our keys lie unencrypted in the data folder, at every start; so does the database beside them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);

        // During development the files lie in the sources, and there is no wwwroot beside the program.
        builder.Logging.AddFilter("Microsoft.AspNetCore.StaticFiles", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
    }
}
