using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Imports;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Pricing.Imports;

/// <summary>The lists as they are published, against the book that ships, which was made of them. They lie outside the repository.</summary>
public sealed class RealListsTests(ITestOutputHelper output)
{
    private const string LiteLlm = "litellm_2026-08-06.json";
    private const string GenAiPrices = "genai-prices_v2_data_2026-08-21.json";

    private static readonly DateOnly s_today = new(2026, 8, 21);

    [Theory]
    [InlineData(LiteLlm, PriceListFormat.LiteLlm, 2_300, 250)]
    [InlineData(GenAiPrices, PriceListFormat.GenAiPrices, 1_000, 30)]
    public void Most_of_a_published_list_is_as_it_was_when_the_book_was_made_of_it(string file, PriceListFormat format, int leastSame, int mostChanged)
    {
        var diff = Diff(file);

        var count = diff.Entries.CountBy(entry => entry.Difference).ToDictionary();
        output.WriteLine(string.Join(", ", count.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.Equal(format, diff.List.Format);
        Assert.InRange(count[PriceDifference.Same], leastSame, int.MaxValue);
        Assert.InRange(count[PriceDifference.Changed], 1, mostChanged);
        Assert.All(diff.Entries.Where(entry => entry.Difference is PriceDifference.NotUnderstood), entry => Assert.NotEmpty(entry.Reason!));
        Assert.Equal(diff.Entries.Count, diff.Entries.Select(entry => entry.Key).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(LiteLlm, "claude-3-haiku-20240307", "cacheWrite1h", 0.50, 6)]
    [InlineData(LiteLlm, "gemini/gemini-3.6-flash", "output", 3.75, 7.5)]
    [InlineData(LiteLlm, "gpt-5.5", "priority output", 75, 60)]
    [InlineData(GenAiPrices, "openai o3", "cacheRead", 2.50, 0.5)]
    public void What_a_list_has_otherwise_is_found(string file, string name, string rate, double old, double @new) =>
        Assert.Contains(new RateChange(rate, (decimal)old, (decimal)@new), Diff(file).Entries.Where(entry => entry.NameInList == name).SelectMany(entry => entry.Changes));

    [Theory]
    [InlineData("wandb/openai/gpt-oss-20b", "units were mixed up")]
    [InlineData("1024-x-1024/dall-e-2", "one size or quality of pictures")]
    [InlineData("bedrock/us-east-1/1-month-commitment/anthropic.claude-v2:1", "capacity that is paid for")]
    [InlineData("github_copilot/gpt-4o", "may mean free as well as unknown")]
    public void What_cannot_be_meant_prices_nothing(string name, string reason) =>
        Assert.Contains(reason, Diff(LiteLlm).Entries.Single(entry => entry.NameInList == name).Reason, StringComparison.Ordinal);

    // A name that so far meant the same as another gets a price of its own only after the other's was changed: hence twice.
    [Theory]
    [InlineData(LiteLlm)]
    [InlineData(GenAiPrices)]
    public void Once_everything_was_accepted_the_book_has_what_the_list_has(string file)
    {
        var list = Read(file);
        var first = Accept(list, TheBook.Book, file);
        var second = Accept(list, PriceBook.Of(TheBook.Files, first), file);

        var book = PriceBook.Of(TheBook.Files, [.. first, .. second]);

        Assert.All(first.Concat(second), entry => Assert.Null(PriceEntryRules.Mistake(entry)));
        Assert.Empty(Accept(list, book, file).Select(entry => $"{entry.Record.Provider} {entry.Record.Model}: {entry.Record.Document}"));
    }

    private static List<PriceEntry.Price> Accept(PriceList list, PriceBook book, string source) => PriceDiffs.Of(list, book, s_today).Entries
        .Where(entry => entry.CanBeAccepted)
        .Select(entry => PriceDiffs.Accept(entry, book, s_today, s_today, source))
        .Select((record, i) => new PriceEntry.Price(
            new(Guid.NewGuid(), record.EffectiveFrom, null, new(TheBook.At("2026-08-21").Value + book.Entries.Count + i), "ada@example.org", ""), PriceKind.Imported, record))
        .ToList();

    private static PriceDiff Diff(string file) => PriceDiffs.Of(Read(file), TheBook.Book, s_today);

    private static PriceList Read(string file)
    {
        var path = SharedData.PathOf("prices", file);
        Assert.SkipUnless(File.Exists(path), $"There is no published list at {path}; COSTDASHBOARD_SHARED_DATA says where such data lies.");
        return PriceListReader.Read(File.ReadAllBytes(path), TheBook.Book);
    }
}
