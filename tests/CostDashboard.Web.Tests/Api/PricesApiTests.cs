using System.Net;
using System.Text.Json;

namespace CostDashboard.Web.Tests.Api;

public sealed class PricesApiTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    [Fact]
    public async Task A_model_is_found_by_any_of_its_names_with_the_price_of_the_day()
    {
        var before = await AskAsync("/api/v1/prices?provider=open_router&model=anthropic/claude-sonnet-5&asOf=2026-08-31");
        var after = await AskAsync("/api/v1/prices?provider=anthropic&model=CLAUDE-SONNET-5&asOf=2026-09-01");

        var row = after.GetProperty("models")[0];
        Assert.Equal((1, 1), (before.GetProperty("count").GetInt32(), after.GetProperty("count").GetInt32()));
        Assert.Equal(("anthropic", "Anthropic", "claude-sonnet-5"), (row.GetProperty("provider").GetString(), row.GetProperty("providerName").GetString(), row.GetProperty("model").GetString()));
        Assert.Equal(("2", "3"), (Rate(before.GetProperty("models")[0].GetProperty("price"), "input"), Rate(row.GetProperty("price"), "input")));
        Assert.Equal("shipped", row.GetProperty("price").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Pages_hold_every_model_of_a_provider_once()
    {
        var (models, path) = (new List<string>(), "/api/v1/prices?provider=mistral_ai&asOf=2026-08-06&limit=20");
        var count = 0;
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await AskAsync(cursor.Length == 0 ? path : $"{path}&cursor={cursor}");
            models.AddRange(page.GetProperty("models").Column("model"));
            count = page.GetProperty("count").GetInt32();
            cursor = page.GetProperty("next").GetString();
        }

        Assert.Equal(count, models.Count);
        Assert.True(count > 20);
        Assert.Equal(models.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), models);
    }

    [Fact]
    public async Task The_price_of_a_call_is_the_one_that_pricing_finds_with_its_history()
    {
        var price = await AskAsync("/api/v1/prices/match?provider=openai&model=o3-2025-04-16&asOf=2025-06-09");

        Assert.Equal(("o3", "openai"), (price.GetProperty("model").GetString(), price.GetProperty("provider").GetString()));
        Assert.Equal("10", Rate(price.GetProperty("price"), "input"));
        Assert.Equal("2025-06-09", price.GetProperty("price").GetProperty("inForceTo").GetString());
        Assert.Equal(["null", "2025-06-10"], price.GetProperty("history").Column("inForceFrom").Take(2));
    }

    [Fact]
    public async Task A_call_without_a_price_is_not_found_and_the_reason_is_said()
    {
        var problem = await AskAsync("/api/v1/prices/match?provider=groq&model=house-9", HttpStatusCode.NotFound);

        Assert.Contains("no price for model 'house-9' at groq", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provider", "/api/v1/prices?provider=nobody")]
    [InlineData("asOf", "/api/v1/prices?asOf=yesterday")]
    [InlineData("limit", "/api/v1/prices?limit=501")]
    [InlineData("cursor", "/api/v1/prices?cursor=%25%25")]
    [InlineData("cursor", "/api/v1/prices?cursor=AAAA")]
    [InlineData("models", "/api/v1/prices?models=x")]
    [InlineData("model", "/api/v1/prices/match?provider=openai")]
    public async Task A_mistake_is_answered_with_the_parameter(string parameter, string path)
    {
        var problem = await AskAsync(path, HttpStatusCode.BadRequest);

        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }

    private static string? Rate(JsonElement price, string meter) => price.GetProperty("rates").EnumerateArray()
        .First(rate => rate.GetProperty("meter").GetString() == meter && rate.GetProperty("serviceTier").ValueKind is JsonValueKind.Null)
        .GetProperty("usd").GetString();

    private Task<JsonElement> AskAsync(string path, HttpStatusCode status = HttpStatusCode.OK) => running.Dashboard.AskAsync(path, status);
}
