using System.Diagnostics;
using CostDashboard.Ingest.Import;
using CostDashboard.Web.Tests.Architecture;

namespace CostDashboard.Web.Tests.Import;

/// <summary>The command line as it is called by people: <c>infra/costdash</c>.</summary>
public sealed class LauncherTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private const int SpansOfARequest = 2_000;

    [Fact]
    public async Task A_file_goes_on_where_an_earlier_import_broke_off()
    {
        var dashboard = running.Dashboard;
        var file = Path.Combine(dashboard.Folder, "broken-off.ndjson");
        await File.WriteAllLinesAsync(
            file, Enumerable.Range(0, SpansOfARequest + 1).Select(i => $$"""{"trace_id":"launched","span_id":"{{i}}","service":"launched"}"""), TestContext.Current.CancellationToken);
        (ImportNote.Of(file, dashboard.Addresses.Web) with { Requests = 1, Taken = SpansOfARequest }).Write(file);

        var (code, output, error) = await RunAsync("import", "--to", dashboard.Addresses.Web.ToString(), "--key", Dashboard.Key, file);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal("broken-off.ndjson: 100 %  2,001 taken, 0 rejected\nbroken-off.ndjson: 2,001 taken, 0 rejected\n", output);
        using var asking = dashboard.WithKey(Dashboard.Key);
        Assert.Contains("\"spans\":1,", await asking.ReadAsync("/api/v1/spend?by=service&service=launched"), StringComparison.Ordinal);
        Assert.False(File.Exists(ImportNote.PathOf(file)));
    }

    [Theory]
    [InlineData(2, "error: unknown command imprt", "imprt")]
    [InlineData(2, "Usage: costdash import")]
    [InlineData(2, "error: import needs a file", "import")]
    [InlineData(2, "error: unknown option --address", "mcp", "--address")]
    public async Task A_mistake_is_named(int code, string message, params string[] arguments)
    {
        var ended = await RunAsync(arguments);

        Assert.Equal((code, ""), (ended.Code, ended.Output));
        Assert.StartsWith(message, ended.Error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(SourceTree.Root, "infra", "costdash"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["COSTDASHBOARD_PROGRAM"] = AppContext.BaseDirectory, ["COSTDASHBOARD_URL"] = null, ["COSTDASHBOARD_KEY"] = null },
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
