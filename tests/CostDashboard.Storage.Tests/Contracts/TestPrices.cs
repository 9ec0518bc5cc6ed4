using System.Globalization;
using System.Text;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>Prices of the models in <see cref="RandomSpans"/>; the same seed gives the same ones.</summary>
internal static class TestPrices
{
    private static readonly string[] s_models = ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4"];

    /// <param name="without">A model that has no price at all.</param>
    /// <param name="withoutOutput">A model whose output has no price, so that its calls are partial.</param>
    public static PriceBook Of(int seed, string? without = null, string? withoutOutput = null)
    {
        var random = new Random(seed);
        var models = s_models
            .Select(model => (Name: model, Input: random.Next(1, 5000), Output: random.Next(1, 20000)))
            .Where(model => model.Name != without)
            .Select(model => Model(model.Name, model.Input, model.Name == withoutOutput ? null : model.Output));
        return PriceBook.Of([PriceFile.Parse(
            "openai.json",
            Encoding.UTF8.GetBytes($$"""{"provider":"openai","name":"OpenAI","modelPrefixes":["gpt-"],"currency":"USD","models":[{{string.Join(',', models)}}]}"""))]);
    }

    /// <summary>A book in which some model has no price, and another one only half of one.</summary>
    public static PriceBook WithGaps(int seed) => Of(seed, s_models[seed % 3], s_models[(seed / 3) % 3]);

    /// <summary>The cost without the name of the whole book, which may differ where no price does.</summary>
    public static SpanCost Unversioned(SpanCost cost) => cost switch
    {
        SpanCost.Computed computed => computed with { Price = computed.Price with { BookVersion = "" } },
        SpanCost.Partial partial => partial with { Price = partial.Price with { BookVersion = "" } },
        SpanCost.Reported reported => reported with { Beside = Unversioned(reported.Beside) },
        _ => cost,
    };

    private static string Model(string name, int input, int? output)
    {
        var rates = string.Create(CultureInfo.InvariantCulture, $"\"input\":\"{input / 1000m}\"")
            + (output is { } rate ? string.Create(CultureInfo.InvariantCulture, $",\"output\":\"{rate / 1000m}\"") : "");
        return $$$"""{"model":"{{{name}}}","mode":"chat","prices":[{"effectiveFrom":null,"recordedAt":"2026-08-01","source":"test","perMillion":{{{{rates}}}}}]}""";
    }
}

internal static class RepricingReports
{
    public static void AssertSame(RepricingReport expected, RepricingReport actual)
    {
        Assert.Equal((expected.Total, expected.Traces, expected.ChangedTraces), (actual.Total, actual.Traces, actual.ChangedTraces));
        Assert.Equal(expected.Models.Rows, actual.Models.Rows);
        Assert.Equal(expected.Customers.Rows, actual.Customers.Rows);
        Assert.Equal(expected.Days.Rows, actual.Days.Rows);
    }

    /// <summary>By whatever key, the rows are the whole.</summary>
    public static void AssertAddsUp(RepricingReport report)
    {
        Assert.Equal(report.Total, Sum(report.Models));
        Assert.Equal(report.Total, Sum(report.Customers));
        Assert.Equal(report.Total, Sum(report.Days));
    }

    private static RepricingFigures Sum<TKey>(RepricingTable<TKey> table)
        where TKey : notnull => table.Rows.Values.Aggregate(table.Other, (sum, row) => sum + row);
}
