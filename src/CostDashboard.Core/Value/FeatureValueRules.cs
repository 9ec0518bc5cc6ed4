using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Value;

/// <summary>What is wrong with a value that somebody wrote.</summary>
/// <param name="Field">One of <see cref="FeatureValueRules.Fields"/>.</param>
/// <param name="Reason">A sentence that says what to write.</param>
public sealed record FeatureValueMistake(string Field, string Reason);

/// <summary>A value as somebody wrote it, in a form, a file or a request.</summary>
public sealed record FeatureValueDraft(string? Feature, string? Period, string? Kind, string? Unit, string? Amount);

/// <summary>What a value must be, and how it is written.</summary>
public static class FeatureValueRules
{
    public const int LongestFeature = SpendKey.LongestValue;
    public const int LongestUnit = 40;

    /// <summary>Of a project: ten features by the day for more than ten years.</summary>
    public const int MostOfProject = 50_000;

    public const string Revenue = "revenue";
    public const string Units = "units";

    private const decimal MostDollars = 999_999_999m;
    private const decimal MostUnits = 999_999_999_999m;

    /// <summary>The fields of a value, in the order in which they are written.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["feature", "period", "kind", "unit", "amount"];

    /// <summary>Reads a value; blanks around a field do not count.</summary>
    /// <returns>The value, or what is wrong: one sentence for each field that is.</returns>
    public static (FeatureValue? Value, IReadOnlyList<FeatureValueMistake> Mistakes) Read(FeatureValueDraft draft)
    {
        var mistakes = new List<FeatureValueMistake>();
        var feature = Name("feature", draft.Feature, LongestFeature, "the feature's name, as spans have it", mistakes);
        var days = Days(draft.Period?.Trim() ?? "", mistakes);
        var kind = draft.Kind?.Trim().ToLowerInvariant() ?? "";
        var unit = kind switch
        {
            Units => Name("unit", draft.Unit, LongestUnit, "what is counted, such as tickets", mistakes),
            Revenue => NoUnit(draft.Unit, mistakes),
            _ => NoKind(mistakes),
        };
        var amount = Amount(draft.Amount?.Trim() ?? "", isRevenue: kind == Revenue, mistakes);
        return mistakes.Count == 0 ? (new(new(feature, days, unit), amount), mistakes) : (null, mistakes);
    }

    /// <summary>The amount as it is written: dollars or units, with all digits that there are.</summary>
    public static string AmountText(FeatureValue value) => value.Key.IsRevenue
        ? Usd.FromNanos(value.Amount).Amount.ToString("0.#########", CultureInfo.InvariantCulture)
        : UnitsOf(value.Amount).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>The number that so many millionths are.</summary>
    public static decimal UnitsOf(long millionths) => millionths / (decimal)FeatureValue.PerUnit;

    public static string KindOf(FeatureValueKey key) => key.IsRevenue ? Revenue : Units;

    private static ValueDays Days(string text, List<FeatureValueMistake> mistakes)
    {
        if (ValueDays.Parse(text) is not { } days)
        {
            mistakes.Add(new("period", "A period is a month such as 2026-11, a day such as 2026-11-05, or days such as 2026-11-01/2026-11-14."));
            return default;
        }

        if (days.FindMistake() is { } mistake)
        {
            mistakes.Add(new("period", mistake));
        }

        return days;
    }

    private static string Name(string field, string? text, int longest, string what, List<FeatureValueMistake> mistakes)
    {
        var name = text?.Trim() ?? "";
        if (name.Length == 0)
        {
            mistakes.Add(new(field, $"It is empty: write {what}."));
        }
        else if (name.Length > longest)
        {
            mistakes.Add(new(field, $"It has {name.Length} characters and can have {longest}."));
        }
        else if (name.Any(char.IsControl))
        {
            mistakes.Add(new(field, "It has control characters, such as a tab or a line break."));
        }
        else if (HasHalfACharacter(name))
        {
            mistakes.Add(new(field, "It has half of a character (a surrogate without its other half)."));
        }

        return name;
    }

    // No database stores it as it is.
    private static bool HasHalfACharacter(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogate(name[i]) && !(i + 1 < name.Length && char.IsSurrogatePair(name[i], name[++i])))
            {
                return true;
            }
        }

        return false;
    }

    private static string NoUnit(string? unit, List<FeatureValueMistake> mistakes)
    {
        if (!string.IsNullOrWhiteSpace(unit))
        {
            mistakes.Add(new("unit", "Revenue is in US dollars and has no unit: leave it empty."));
        }

        return "";
    }

    private static string NoKind(List<FeatureValueMistake> mistakes)
    {
        mistakes.Add(new("kind", $"A kind is '{Revenue}' or '{Units}'."));
        return "";
    }

    private static long Amount(string text, bool isRevenue, List<FeatureValueMistake> mistakes)
    {
        var (most, scale) = isRevenue ? (MostDollars, (decimal)Usd.NanosPerDollar) : (MostUnits, FeatureValue.PerUnit);
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            mistakes.Add(new("amount", "An amount is a number such as 1204.50: a point before decimals, no separators of thousands, no sign, no currency."));
            return 0;
        }

        if (amount > most)
        {
            mistakes.Add(new("amount", string.Create(CultureInfo.InvariantCulture, $"It is more than {most:#,##0}.")));
            return 0;
        }

        var stored = amount * scale;
        if (stored != decimal.Truncate(stored))
        {
            mistakes.Add(new("amount", isRevenue ? "Dollars have at most nine decimals." : "Units have at most six decimals."));
        }

        return decimal.ToInt64(decimal.Truncate(stored));
    }
}
