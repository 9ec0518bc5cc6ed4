using System.Globalization;

namespace CostDashboard.Core.Pricing;

/// <summary>What an entry may hold. Whoever makes one asks here first, so that nothing is stored that no book can be made of.</summary>
public static class PriceEntryRules
{
    /// <summary>Entries that may be stored, withdrawn ones included.</summary>
    public const int MostEntries = 50_000;

    /// <summary>Of a provider's and of a model's name.</summary>
    public const int LongestName = 200;

    public const int LongestNote = 500;

    /// <summary>Of the words that say where a price is from.</summary>
    public const int LongestSource = 500;

    /// <summary>Of a price as JSON.</summary>
    public const int LongestDocument = 32_768;

    public const decimal GreatestFactor = 10m;

    /// <summary>Digits behind the point that a factor may have.</summary>
    public const int FactorDecimals = 6;

    /// <summary>Days that a price can name: whatever is before or after is a slip of the pen.</summary>
    public static readonly DateOnly FirstDay = new(2000, 1, 1);

    public static readonly DateOnly LastDay = new(2199, 12, 31);

    /// <summary>What is wrong with an entry, as a sentence for whoever made it; null when nothing is.</summary>
    public static string? Mistake(PriceEntry entry) => Mistake(entry.Origin) ?? entry switch
    {
        PriceEntry.Price price => Mistake(price),
        PriceEntry.Discount discount => Mistake(discount),
        PriceEntry.Alias alias => Mistake(alias),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry, "not an entry"),
    };

    private static string? Mistake(EntryOrigin origin) => origin switch
    {
        { From: { } from, To: { } to } when to < from => "The last day is before the first.",
        { From: { } from } when !IsDay(from) => DayMistake(from),
        { To: { } to } when !IsDay(to) => DayMistake(to),
        { Note.Length: > LongestNote } => $"A note has at most {LongestNote} characters.",
        _ when origin.Note.Any(c => char.IsControl(c) && c is not '\n') => "A note has no control characters.",
        _ => null,
    };

    private static string? Mistake(PriceEntry.Price price)
    {
        var record = price.Record;
        if ((NameMistake("provider", record.Provider) ?? NameMistake("model", record.Model)) is { } mistake)
        {
            return mistake;
        }

        if (price.Kind is not (PriceKind.Imported or PriceKind.Override))
        {
            return "Prices that ship are not recorded.";
        }

        if (record.EffectiveFrom != price.Origin.From)
        {
            return "The price and its entry name different days.";
        }

        if (record.Source.Length > LongestSource)
        {
            return $"The source of a price has at most {LongestSource} characters.";
        }

        if (record.Document.Length > LongestDocument)
        {
            return $"A price has at most {LongestDocument} characters.";
        }

        try
        {
            PriceDocument.Read(record);
            return null;
        }
        catch (PriceFileException broken)
        {
            return broken.Message;
        }
    }

    private static string? Mistake(PriceEntry.Discount discount) => discount switch
    {
        { Factor: < 0m or > GreatestFactor } => string.Create(CultureInfo.InvariantCulture, $"A factor is between 0 and {GreatestFactor}: 0.8 takes a fifth off."),
        _ when decimal.Round(discount.Factor, FactorDecimals) != discount.Factor => $"A factor has at most {FactorDecimals} digits behind the point.",
        { Provider: null, Model: not null } => "A discount on a model names its provider.",
        _ => (discount.Provider is { } provider ? NameMistake("provider", provider) : null)
            ?? (discount.Model is { } model ? NameMistake("model", model) : null),
    };

    private static string? Mistake(PriceEntry.Alias alias) =>
        (alias.Provider is { Length: > 0 } provider ? NameMistake("provider", provider) : null)
        ?? NameMistake("model", alias.Name)
        ?? NameMistake("provider", alias.TargetProvider)
        ?? NameMistake("model", alias.TargetModel);

    private static string? NameMistake(string what, string name) =>
        name.Length is 0 or > LongestName || name.Trim() != name || name.Any(char.IsControl)
            ? $"The {what} has 1 to {LongestName} characters, no control characters and no space at either end."
            : null;

    private static bool IsDay(DateOnly day) => day >= FirstDay && day <= LastDay;

    private static string DayMistake(DateOnly day) => $"{day:O} is not between {FirstDay:O} and {LastDay:O}.";
}
