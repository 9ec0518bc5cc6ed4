using System.Text.Json;

namespace CostDashboard.Web.Tests.Api;

public sealed class OpenApiTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    [Fact]
    public async Task The_description_of_the_api_is_the_one_that_was_reviewed()
    {
        using var stranger = running.Dashboard.Browse();
        var text = JsonSerializer.Serialize(JsonDocument.Parse(await stranger.ReadAsync("/openapi/v1.json")), s_indented) + "\n";

        var reviewed = Path.Combine(AppContext.BaseDirectory, "Api", "openapi.verified.json");
        var received = Path.Combine(AppContext.BaseDirectory, "Api", "openapi.received.json");
        if (File.Exists(reviewed) && await File.ReadAllTextAsync(reviewed, TestContext.Current.CancellationToken) == text)
        {
            return;
        }

        await File.WriteAllTextAsync(received, text, TestContext.Current.CancellationToken);
        Assert.Fail($"The API changed. If that is meant, copy {received} over tests/CostDashboard.Web.Tests/Api/openapi.verified.json and review the difference.");
    }
}
