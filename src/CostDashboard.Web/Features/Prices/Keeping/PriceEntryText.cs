using System.Globalization;
using CostDashboard.Core.Pricing;

namespace CostDashboard.Web.Features.Prices.Keeping;

/// <summary>Entries in words: for bills, lists and the audit log.</summary>
internal static class PriceEntryText
{
    // More of them would not be read in a log; how many there are is said.
    private const int MostListed = 20;

    /// <summary>What the entry is about.</summary>
    internal static string Subject(PriceEntry entry) => entry switch
    {
        PriceEntry.Price price => $"{price.Record.Provider} {price.Record.Model}",
        PriceEntry.Discount discount => discount.Scope,
        PriceEntry.Alias alias => $"{Provider(alias.Provider)} {alias.Name}",
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry, "not an entry"),
    };

    /// <summary>Taking it back, as the audit log calls it.</summary>
    internal static string Withdrawn(PriceEntry entry) => entry switch
    {
        PriceEntry.Price { Kind: PriceKind.Imported } => "import.withdraw",
        PriceEntry.Price => "override.withdraw",
        PriceEntry.Discount => "discount.withdraw",
        _ => "alias.withdraw",
    };

    /// <summary>What a bill says of where an override is from.</summary>
    internal static string Source(string note)
    {
        var line = note.Split('\n')[0].Trim();
        var source = line.Length == 0 ? "own price" : $"own price: {line}";
        return source.Length <= PriceEntryRules.LongestSource ? source : source[..PriceEntryRules.LongestSource].TrimEnd();
    }

    /// <summary>The entries in lines.</summary>
    internal static string Details(IReadOnlyList<PriceEntry> entries)
    {
        var lines = string.Join('\n', entries.Take(MostListed).Select(Line));
        return entries.Count <= MostListed ? lines : string.Create(CultureInfo.InvariantCulture, $"{lines}\nand {entries.Count - MostListed} more");
    }

    private static string Line(PriceEntry entry)
    {
        var what = entry switch
        {
            PriceEntry.Price price => $"{Subject(price)} {PriceOnly(price.Record.Document)}",
            PriceEntry.Discount discount => string.Create(CultureInfo.InvariantCulture, $"{discount.Scope} × {discount.Factor}"),
            PriceEntry.Alias alias => $"{Subject(alias)} means {alias.TargetProvider} {alias.TargetModel}",
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry, "not an entry"),
        };
        return entry.Origin.Note.Length == 0 ? $"{what}, {Days(entry.Origin)}" : $"{what}, {Days(entry.Origin)}: {entry.Origin.Note}";
    }

    private static string Days(EntryOrigin origin) => (origin.From, origin.To) switch
    {
        (null, null) => "always",
        ({ } from, null) => $"from {from:O}",
        (null, { } to) => $"until {to:O}",
        ({ } from, { } to) => $"{from:O} to {to:O}",
    };

    // {"aliases":[],"mode":"chat","price":{…}}: what was set is the last of it.
    private static string PriceOnly(string document) => document[(document.IndexOf("\"price\":", StringComparison.Ordinal) + "\"price\":".Length)..^1];

    private static string Provider(string? provider) => provider switch
    {
        null => "any provider",
        "" => "no provider",
        _ => provider,
    };
}
