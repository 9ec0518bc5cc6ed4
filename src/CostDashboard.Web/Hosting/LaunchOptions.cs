using System.Net;

namespace CostDashboard.Web.Hosting;

/// <summary>What the command line decides.</summary>
/// <param name="DataFolder">Holds the SQLite database and the keys that protect cookies; an absolute path.</param>
/// <param name="Demo">Fills an empty database with demonstration data.</param>
internal sealed record LaunchOptions(string DataFolder, int Port, int OtlpHttpPort, int OtlpGrpcPort, IPAddress Host, bool Demo)
{
    public LaunchOptions()
        : this(Path.GetFullPath("data"), 5080, 4318, 4317, IPAddress.Loopback, false)
    {
    }

    // Content lies beside the program, wherever it was started from; "./data" is looked for where it was started.
    internal WebApplicationOptions ToHostOptions() => new()
    {
        ApplicationName = typeof(Program).Assembly.GetName().Name,
        ContentRootPath = AppContext.BaseDirectory,
    };
}

/// <summary>How the program ends, for whoever started it.</summary>
internal static class ExitCode
{
    internal const int Success = 0;

    /// <summary>It could not start or go on; the message says why.</summary>
    internal const int Failure = 1;

    /// <summary>The command line or the environment says something that cannot be meant.</summary>
    internal const int NotUnderstood = 2;

    internal const int PortInUse = 3;
}
