using System.Globalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights;

/// <summary>
/// The next smaller model of a family at the same provider: of claude-sonnet-4-5, claude-haiku-4-5. A name is read as family, size and version;
/// one with any other word in it (audio, preview, codex …) is another product, and neither has nor is a cheaper one.
/// </summary>
internal static class CheaperModel
{
    // From large to small; an empty name is that of the model without a word for its size.
    private static readonly (string Family, string[] Sizes)[] s_families =
    [
        ("claude", ["opus", "sonnet", "haiku"]),
        ("gpt", ["", "mini", "nano"]),
        ("gemini", ["pro", "flash", "flash-lite"]),
        ("mistral", ["large", "medium", "small"]),
        ("nova", ["premier", "pro", "lite", "micro"]),
        ("grok", ["", "mini"]),
    ];

    /// <summary>
    /// The same version if there is one, else the newest of the next smaller size that has any; it costs less for input and for output. Null where
    /// there is none.
    /// </summary>
    internal static ModelPrices? Of(PriceBook book, ModelPrices model, UnixNanos now)
    {
        if (Name.Of(model.Model) is not { } name)
        {
            return null;
        }

        var smaller = book.Models
            .Where(other => other.Provider == model.Provider && other.Mode == model.Mode)
            .Select(other => (Model: other, Name: Name.Of(other.Model)))
            .Where(other => other.Name is { } read && read.Family == name.Family && read.Size > name.Size && IsCheaper(other.Model, model, now))
            .Select(other => (other.Model, Name: other.Name!))
            .ToList();
        return smaller
            .OrderBy(other => other.Name.Size)
            .ThenByDescending(other => other.Name.Version == name.Version)
            .ThenByDescending(other => other.Name.VersionNumber)
            .ThenByDescending(other => other.Name.Before == name.Before)
            .ThenBy(other => other.Model.Model.Length)
            .ThenBy(other => other.Model.Model, StringComparer.Ordinal)
            .FirstOrDefault().Model;
    }

    private static bool IsCheaper(ModelPrices other, ModelPrices model, UnixNanos now) =>
        Rates(other, now) is { Input: { } input, Output: { } output } && Rates(model, now) is { Input: { } dearInput, Output: { } dearOutput }
        && input < dearInput && output < dearOutput;

    private static Rates? Rates(ModelPrices model, UnixNanos now) => model.AsOf(now)?.Standard.Bands[0].Rates;

    /// <param name="Before">What stands before the family in the model's whole name: <c>us.anthropic.</c></param>
    private sealed record Name(string Family, int Size, string Version, decimal VersionNumber, string Before)
    {
        internal static Name? Of(string model)
        {
            var parts = ModelFamily.Of(model).ToString().ToLowerInvariant().Split('-');
            var (family, sizes) = s_families.FirstOrDefault(known => known.Family == parts[0]);
            if (family is null)
            {
                return null;
            }

            var (words, versions) = (parts[1..].Where(part => !IsVersion(part)), parts[1..].Where(IsVersion).ToArray());
            var size = Array.IndexOf(sizes, string.Join('-', words));
            var version = string.Join('.', versions);
            return size < 0
                ? null
                : new(family, size, version, NumberOf(version), model[..Math.Max(0, model.IndexOf(family, StringComparison.OrdinalIgnoreCase))]);
        }

        // 4, 4.1, 4o: digits, a point between them, and at most one letter behind.
        private static bool IsVersion(string part) =>
            part.Length is > 0 and <= 6 && char.IsAsciiDigit(part[0]) && part.SkipLast(1).All(letter => char.IsAsciiDigit(letter) || letter == '.') && char.IsAsciiLetterOrDigit(part[^1]);

        private static decimal NumberOf(string version) =>
            decimal.TryParse(version.TrimEnd([.. "abcdefghijklmnopqrstuvwxyz"]), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
