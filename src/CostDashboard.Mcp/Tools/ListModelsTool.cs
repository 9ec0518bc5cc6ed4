using System.Globalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Mcp.Asking;

namespace CostDashboard.Mcp.Tools;

/// <summary>Models and what they cost, as of now: the price book in force.</summary>
internal sealed class ListModelsTool(CurrentPrices prices, TimeProvider clock) : DashboardTool(Properties)
{
    private const int UsualRows = 15;
    private const int MostRows = 50;

    private const string Properties = """
        "text": {"type": "string", "description": "Part of a model's name or alias, such as gpt-4o or sonnet."},
        "provider": {"type": "string", "description": "Only of this provider, such as openai, anthropic, aws.bedrock, gcp.vertex_ai."},
        "limit": {"type": "integer", "minimum": 1, "maximum": 50, "description": "Models in the answer, by provider and name. Default: 15."}
        """;

    internal override string Name => "list_models";

    internal override string Title => "Models and prices";

    internal override string Description =>
        "Models with their prices in force now: dollars per million tokens by class (input, cacheRead, cacheWrite, output), or per unit of what is charged otherwise; standard tier, shortest prompts. "
        + "Use it to compare models before suggesting a cheaper one. A model that is not here has no known price: its calls count as unpriced.";

    internal override Task<object> AnswerAsync(Arguments given, McpCaller caller, CancellationToken cancellationToken)
    {
        var book = prices.Book;
        var now = UnixNanos.From(clock.GetUtcNow());
        var models = book.Models;
        if (given.Text("provider") is { } provider)
        {
            var seller = book.Knows(provider)
                ? book.Canonical(provider)
                : throw new QueryMistake("provider", $"The price book has no provider '{QueryText.Shown(provider)}'. There are: {string.Join(", ", book.Models.Select(model => model.Provider).Distinct())}.");
            models = models.Where(model => model.Provider == seller);
        }

        if (given.Text("text") is { } text)
        {
            models = models.Where(model => model.Aliases.Prepend(model.Model).Any(known => known.Contains(text, StringComparison.OrdinalIgnoreCase)));
        }

        var limit = given.Whole("limit", UsualRows, 1, MostRows);
        ModelLine[] found = [.. models.Select(model => (Model: model, Period: model.PeriodAt(now))).Where(row => row.Period is not null).Select(row => ModelLine.Of(row.Model, row.Period!))];
        return Task.FromResult<object>(new ModelsAnswer(
            book.Version, [.. found.Take(limit)], Math.Max(0, found.Length - limit), PageLinks.Page(caller, "prices")));
    }
}

/// <param name="PriceBook">Version of the book.</param>
/// <param name="OtherModels">Models that fit the question and are not shown.</param>
internal sealed record ModelsAnswer(string PriceBook, IReadOnlyList<ModelLine> Models, int OtherModels, string Link);

/// <param name="Usd">By what is charged: for a million tokens, or for one of anything else.</param>
/// <param name="Factor">What the organisation pays of it; null for all.</param>
internal sealed record ModelLine(string Provider, string Model, string Mode, IReadOnlyDictionary<string, string> Usd, string? Factor)
{
    private const int Million = 1_000_000;

    internal static ModelLine Of(ModelPrices model, PricePeriod period) => new(
        model.Provider,
        model.Model,
        model.Mode,
        ListedRate.Of(period.Card)
            .Where(rate => rate is { ServiceTier: null, Hours: null, Region: null, AboveInputTokens: null })
            .DistinctBy(rate => rate.Meter)
            .ToDictionary(rate => DimensionNames.Said(rate.Meter), rate => Text(rate.Meter.IsTokens() ? rate.Usd * Million : rate.Usd), StringComparer.Ordinal),
        period.Discount is { } discount ? Text(discount.Factor) : null);

    private static string Text(decimal amount) => amount.ToString("0.############", CultureInfo.InvariantCulture);
}
