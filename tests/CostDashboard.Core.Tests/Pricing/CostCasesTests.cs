using System.Text.Json;

using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>Costs that other tools assert in their own tests, or that real runs reported. The cases live outside the repository.</summary>
public sealed class CostCasesTests(ITestOutputHelper output)
{
    private const decimal Tolerance = 1e-9m;
    private const string LatestPrices = "2026-08-20T12:00:00Z";

    /// <summary>Cases whose own figure is not the list price of that day, each with the reason.</summary>
    private static readonly Dictionary<string, string> s_explained = new(StringComparer.Ordinal)
    {
        ["litellm-0017"] = "names no day and expects the price of gemini-2.5-flash's cache that the book has until 2025-10-24; the case is priced as of the latest day",
        ["genai-0053"] = "takes the highest of Perplexity's three fees for a request; a span names no search context, the provider's default is the smallest, and no rule of the field says the highest",
    };

    [Fact]
    public void Published_costs_come_out_exactly()
    {
        var exact = 0;
        List<string> wrong = [], unpriced = [];
        foreach (var @case in Cases("catalogue"))
        {
            var cost = TheBook.Price(TheBook.Book, @case.Call, TheBook.At(@case.At ?? LatestPrices));
            if (cost.Total is not { } total)
            {
                unpriced.Add($"{@case.Id} {@case.Call.Provider} {@case.Call.Model}: {cost}");
            }
            else if (Math.Abs(Usd.FromNanos(total.ToNanos()).Amount - @case.Usd) > Tolerance)
            {
                wrong.Add($"{@case.Id} {@case.Call.Provider} {@case.Call.Model}: {total.Amount} instead of {@case.Usd}");
            }
            else
            {
                exact++;
            }
        }

        var sent = exact + wrong.Count + unpriced.Count;
        output.WriteLine($"{exact} of {sent} exact, {wrong.Count} wrong, {unpriced.Count} unpriced");
        output.WriteLine(string.Join('\n', [.. wrong, .. unpriced]));
        Assert.DoesNotContain(wrong.Concat(unpriced), line => !s_explained.ContainsKey(line.Split(' ')[0]));
    }

    /// <summary>Cases that bring their own prices: each line's rate becomes the book's, and the bill must be the sum of the lines.</summary>
    [Fact]
    public void Published_arithmetic_comes_out_exactly()
    {
        var wrong = new List<string>();
        var compared = 0;
        foreach (var @case in Cases("inline_price"))
        {
            if (@case.Book() is not { } book)
            {
                continue;
            }

            compared++;
            var cost = TheBook.Price(book, @case.Call with { Provider = "case", Model = "case" }, TheBook.At(LatestPrices));
            if (cost.Total is not { } total || Math.Abs(total.Amount - @case.Usd) > Tolerance)
            {
                wrong.Add($"{@case.Id}: {cost.Total?.Amount} instead of {@case.Usd}");
            }
        }

        output.WriteLine($"{compared} compared");
        Assert.Empty(wrong);
    }

    private static IEnumerable<CostCase> Cases(string kind)
    {
        var path = SharedData.PathOf("cost-cases", "cases.json");
        if (!File.Exists(path))
        {
            Assert.Skip($"no cost cases at {path}; set COSTDASHBOARD_SHARED_DATA to the folder that holds cost-cases/cases.json");
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(item => CostCase.Read(item, kind)).OfType<CostCase>()];
    }
}
