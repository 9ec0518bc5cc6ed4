using System.Net;
using CostDashboard.Web.Hosting;

namespace CostDashboard.Web.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_options_it_listens_where_exporters_look_and_only_on_this_machine() =>
        Assert.Equal(
            new CommandLine.Start(new(Path.GetFullPath("data"), 5080, 4318, 4317, IPAddress.Loopback, Demo: false)),
            CommandLine.Parse([]));

    [Fact]
    public void Every_option_is_taken() =>
        Assert.Equal(
            new CommandLine.Start(new("/srv/costs", 80, 81, 82, IPAddress.Any, Demo: true)),
            CommandLine.Parse(["--data", "/srv/costs", "--port", "80", "--otlp-http-port", "81", "--otlp-grpc-port", "82", "--host", "0.0.0.0", "--demo"]));

    [Fact]
    public void An_agent_starts_it_beside_a_dashboard_that_runs()
    {
        Assert.Equal(new CommandLine.Agent(null), CommandLine.Parse(["mcp"]));
        Assert.Equal(new CommandLine.Agent(new("https://costs.example.org/base/")), CommandLine.Parse(["mcp", "--url", "https://costs.example.org/base"]));
    }

    [Theory]
    [InlineData("unknown option --port", "mcp", "--port", "80")]
    [InlineData("--url needs a value", "mcp", "--url")]
    [InlineData("--url cannot be 'costs': it is the address at which people open the dashboard, such as https://costs.example.org", "mcp", "--url", "costs")]
    [InlineData("unknown option --prot", "--prot", "80")]
    [InlineData("--port needs a value", "--port")]
    [InlineData("--port cannot be 'http': a port is a number from 0 to 65535", "--port", "http")]
    [InlineData("--port cannot be '65536': a port is a number from 0 to 65535", "--port", "65536")]
    [InlineData("--host cannot be 'example.com': it is an IP address of this machine, such as 127.0.0.1 or 0.0.0.0, or localhost", "--host", "example.com")]
    [InlineData("--data cannot be '': it is the path of a folder", "--data", "")]
    public void A_mistake_is_named(string message, params string[] arguments) =>
        Assert.Equal(new CommandLine.Mistake(message), CommandLine.Parse(arguments));

    [Fact]
    public async Task A_mistake_ends_the_program_with_code_2_and_the_usage()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await CommandLine.Parse(["--prot"]).AnswerAsync(output, error);

        Assert.Equal(2, code);
        Assert.Equal("", output.ToString());
        Assert.StartsWith("error: unknown option --prot", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--otlp-grpc-port N", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_printed_and_ends_well()
    {
        using var output = new StringWriter();

        Assert.Equal(0, await CommandLine.Parse(["--demo", "--help"]).AnswerAsync(output, TextWriter.Null));
        Assert.Equal(CommandLine.Usage, output.ToString());
    }
}
