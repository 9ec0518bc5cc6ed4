using CostDashboard.Web.Hosting;

namespace CostDashboard.Web.Tests.Import;

public sealed class ImportCommandTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    [Fact]
    public void Files_the_address_and_the_key_are_taken() =>
        Assert.Equivalent(
            new CommandLine.Import(new(["a.json", "b.json"], new("https://costs.example.org"), "cd_key")),
            CommandLine.Parse(["import", "--to", "https://costs.example.org", "a.json", "--key", "cd_key", "b.json"]));

    [Fact]
    public void What_is_not_said_stands_in_the_environment() =>
        Assert.Equivalent(
            new CommandLine.Import(new(["a.json"], new("http://costs:80"), "cd_key")),
            ImportOptions.Parse(["a.json"], name => name == ImportOptions.KeyVariable ? "cd_key" : "http://costs:80"));

    [Theory]
    [InlineData("import needs a file", "--key", "k")]
    [InlineData("import needs a key of the project: --key KEY or COSTDASHBOARD_KEY", "a.json")]
    [InlineData("unknown option --too", "a.json", "--too", "x")]
    [InlineData("--to needs a value", "a.json", "--to")]
    [InlineData("--to cannot be 'costs': it is the address of a dashboard, such as http://127.0.0.1:5080", "a.json", "--key", "k", "--to", "costs")]
    public void A_mistake_is_named(string message, params string[] arguments) =>
        Assert.Equal(new CommandLine.Mistake(message, ImportOptions.Usage), ImportOptions.Parse(arguments, _ => null));

    [Fact]
    public async Task A_file_is_imported_and_what_is_wrong_is_told()
    {
        var dashboard = running.Dashboard;
        var file = Path.Combine(dashboard.Folder, "calls.json");
        await File.WriteAllTextAsync(file, """[{"model":"gpt-4o-mini","usage":{"input_tokens":1200,"output_tokens":150},"service":"imported"},{"cost":"x"}]""", TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var command = new ImportCommand(new([file, file + ".not"], dashboard.Addresses.Web, Dashboard.Key), output, error, isTerminal: false, TimeProvider.System);

        Assert.Equal(ExitCode.Failure, await command.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            """
            calls.json: rejected: cost: cost is not an amount from 0. Send US dollars as a number or a text, such as "0.000125"; leave it out to have it priced.
            calls.json: 100 %  1 taken, 1 rejected
            calls.json: 1 taken, 1 rejected

            """,
            output.ToString());
        Assert.Equal($"error: {file}.not: there is no such file\n", error.ToString());
        using var asking = dashboard.WithKey(Dashboard.Key);
        Assert.Contains("\"costUsd\":\"0.00027\"", await asking.ReadAsync("/api/v1/spend?by=service&service=imported"), StringComparison.Ordinal);
    }
}
