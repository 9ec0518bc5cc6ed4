using System.ComponentModel;
using System.Diagnostics;
using CostDashboard.Web.Features.Start;
using CostDashboard.Web.Tests.Api;
using CostDashboard.Web.Tests.Architecture;

namespace CostDashboard.Web.Tests.Start;

public sealed class SnippetTests
{
    private static readonly Uri s_endpoint = new("http://127.0.0.1:4318");
    private static readonly Uri s_web = new("http://127.0.0.1:5080");

    [Fact]
    public void Every_snippet_names_the_address_and_the_key() =>
        Assert.All(Snippets.All(s_endpoint, s_web, "cd_secret"), snippet =>
        {
            Assert.Contains(snippet.Title == "Plain JSON" ? "http://127.0.0.1:5080" : "http://127.0.0.1:4318", snippet.Text, StringComparison.Ordinal);
            Assert.Contains("cd_secret", snippet.Text, StringComparison.Ordinal);
        });

    [Fact]
    public void Without_a_key_a_place_holder_stands_in_its_place() =>
        Assert.All(Snippets.All(s_endpoint, s_web, null), snippet => Assert.Contains(Snippets.KeyPlaceholder, snippet.Text, StringComparison.Ordinal));

    [Fact]
    public void Langfuse_s_clients_are_told_both_halves_of_the_key() =>
        Assert.Contains(
            "LANGFUSE_PUBLIC_KEY=pk-lf-7\nLANGFUSE_SECRET_KEY=cd_secret",
            Snippets.All(s_endpoint, s_web, "cd_secret", "pk-lf-7").Single(snippet => snippet.Title == "Langfuse SDK").Text,
            StringComparison.Ordinal);

    [Fact]
    public async Task The_snippets_for_curl_send_a_span_each_as_they_stand()
    {
        await using var dashboard = await Dashboard.StartAsync();
        var snippets = Snippets.All(dashboard.Addresses.OtlpHttp, dashboard.Addresses.Web, Dashboard.Key).ToDictionary(s => s.Title, s => s.Text);

        Assert.Equal("{}", (await RunAsync(snippets["curl"])).Trim());
        Assert.Equal("""{"taken":1,"rejected":0,"errors":[],"errors_not_listed":0}""", await RunAsync(snippets["Plain JSON"]));

        var spend = await dashboard.AskAsync("/api/v1/spend?by=model&service=first-span");
        Assert.Equal(["gpt-4o-mini"], spend.GetProperty("rows").Column("model"));
        Assert.Equal(["0.00054"], spend.GetProperty("rows").Column("costUsd"));
    }

    [Fact]
    public async Task The_example_for_curl_sends_its_call_as_it_stands()
    {
        await using var dashboard = await Dashboard.StartAsync();
        var example = Path.Combine(SourceTree.Root, "infra/docs/examples/send-spans.sh");

        var log = await RunAsync($"COSTDASHBOARD_URL={dashboard.Addresses.Web} COSTDASHBOARD_KEY={Dashboard.Key} bash '{example}'");

        Assert.Contains("\"message\":\"spans sent\",\"answer\":{\"taken\":1,", log, StringComparison.Ordinal);
        var spend = await dashboard.AskAsync("/api/v1/spend?by=customer&service=nightly-report");
        Assert.Equal(["acme"], spend.GetProperty("rows").Column("customer"));
        Assert.Equal(["0.00027"], spend.GetProperty("rows").Column("costUsd"));
    }

    private static async Task<string> RunAsync(string script)
    {
        try
        {
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "command -v curl >/dev/null && command -v openssl >/dev/null || exit 127\n" + script]) { RedirectStandardOutput = true })!;
            var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen(shell.ExitCode == 127, "curl or openssl is not installed here.");
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no shell here.");
            throw;
        }
    }
}
