using System.ComponentModel;
using System.Diagnostics;
using CostDashboard.Web.Features.Start;
using CostDashboard.Web.Tests.Api;

namespace CostDashboard.Web.Tests.Start;

public sealed class SnippetTests
{
    private static readonly Uri s_endpoint = new("http://127.0.0.1:4318");

    [Fact]
    public void Every_snippet_names_the_address_and_the_key() =>
        Assert.All(Snippets.All(s_endpoint, "cd_secret"), snippet =>
        {
            Assert.Contains("http://127.0.0.1:4318", snippet.Text, StringComparison.Ordinal);
            Assert.Contains("cd_secret", snippet.Text, StringComparison.Ordinal);
        });

    [Fact]
    public void Without_a_key_a_place_holder_stands_in_its_place() =>
        Assert.All(Snippets.All(s_endpoint, null), snippet => Assert.Contains(Snippets.KeyPlaceholder, snippet.Text, StringComparison.Ordinal));

    [Fact]
    public async Task The_curl_snippet_sends_a_span_as_it_stands()
    {
        await using var dashboard = await Dashboard.StartAsync();
        var snippet = Snippets.All(dashboard.Addresses.OtlpHttp, Dashboard.Key).Single(s => s.Title == "curl");

        var output = await RunAsync(snippet.Text);

        Assert.Equal("{}", output.Trim());
        var spend = await dashboard.AskAsync("/api/v1/spend?by=model&service=first-span");
        Assert.Equal(["gpt-4o-mini"], spend.GetProperty("rows").Column("model"));
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
