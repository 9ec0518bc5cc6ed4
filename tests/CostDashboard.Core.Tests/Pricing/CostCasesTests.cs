using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Imports;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>Costs that other tools assert in their own tests, or that real runs reported. The cases live outside the repository.</summary>
public sealed class CostCasesTests(ITestOutputHelper output)
{
    private const decimal Tolerance = 1e-9m;
    private const string LatestPrices = "2026-08-20T12:00:00Z";

    /// <summary>Cases on whose price the published lists disagree, each with what the book has instead and why. By the list that the case names they come out exactly.</summary>
    private static readonly Dictionary<string, string> s_ofAnotherList = new(StringComparer.Ordinal)
    {
        ["litellm-0017"] = "LiteLLM lowered the cached rate of gemini-2.5-flash to 0.03 on 2025-10-24 in one of its two entries and left it at 0.075 in the other; the book has 0.03 from that day on, as genai-prices has",
        ["genai-0053"] = "genai-prices charges a request to sonar the fee of the largest search context (0.012); LiteLLM lists three, and the smallest (0.005) is the provider's default and the book's",
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
        Assert.DoesNotContain(wrong.Concat(unpriced), line => !s_ofAnotherList.ContainsKey(line.Split(' ')[0]));
    }

    /// <summary>The importers give such a case its own list's price, so that an organisation that trusts that list more has it too.</summary>
    [Theory]
    [InlineData("litellm-0017", "gemini/gemini-2.5-flash", "2025-11-02")]
    [InlineData("genai-0053", "perplexity sonar", "2026-08-21")]
    public void A_case_of_another_list_comes_out_exactly_once_that_list_is_imported(string id, string nameInList, string day)
    {
        var @case = Cases("catalogue").Single(one => one.Id == id);
        var today = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var list = PriceListReader.Read(id.StartsWith("litellm", StringComparison.Ordinal) ? LiteLlmAsOf(nameInList, day) : ListFile("genai-prices_v2_data_2026-08-21.json"), TheBook.Book);
        var entry = PriceDiffs.Of(list, TheBook.Book, today).Entries.Single(one => one.NameInList == nameInList);
        var record = PriceDiffs.Accept(entry, TheBook.Book, today, today, day);
        var noon = day + "T12:00:00Z";
        var book = PriceBook.Of(TheBook.Files, [new PriceEntry.Price(new(Guid.NewGuid(), record.EffectiveFrom, null, TheBook.At(noon), "ada@example.org", ""), PriceKind.Imported, record)]);

        Assert.NotEqual(@case.Usd, TheBook.Price(TheBook.Book, @case.Call, TheBook.At(noon)).Total?.Amount);
        Assert.Equal(@case.Usd, TheBook.Price(book, @case.Call, TheBook.At(noon)).Total?.Amount);
        Assert.Contains(id, s_ofAnotherList);
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

    // LiteLLM's list with one model, as the history of its changes has it at the end of a day.
    private static byte[] LiteLlmAsOf(string model, string day)
    {
        var history = Encoding.UTF8.GetString(ListFile("litellm_price_history_2023-09_2025-11.jsonl"));
        var last = history.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .Last(change => (string?)change["model"] == model && string.CompareOrdinal((string?)change["date"], day) <= 0);
        var prices = last["cost"]!.DeepClone().AsObject();
        (prices["litellm_provider"], prices["mode"]) = ((string?)last["provider"], (string?)last["mode"]);
        return Encoding.UTF8.GetBytes(new JsonObject { [model] = prices }.ToJsonString());
    }

    private static byte[] ListFile(string name) => Bytes("prices", name);

    private static byte[] Bytes(params ReadOnlySpan<string> parts)
    {
        var path = SharedData.PathOf(parts);
        Assert.SkipUnless(File.Exists(path), $"There is nothing at {path}; COSTDASHBOARD_SHARED_DATA says where such data lies.");
        return File.ReadAllBytes(path);
    }

    private static IEnumerable<CostCase> Cases(string kind)
    {
        using var document = JsonDocument.Parse(Bytes("cost-cases", "cases.json"));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(item => CostCase.Read(item, kind)).OfType<CostCase>()];
    }
}
