using CostDashboard.Core.Value;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>A value of a file beside what is stored.</summary>
/// <param name="State">new, changed, or as before.</param>
internal sealed record ValuePreviewRow(int Line, FeatureValue Value, string State);

/// <summary>What a file would do.</summary>
internal sealed record ValuePreview(IReadOnlyList<ValuePreviewRow> Rows, IReadOnlyList<CsvMistake> Mistakes)
{
    private const string IsNew = "new";
    private const string IsChanged = "changed";
    private const string IsSame = "as before";

    public int Added => Rows.Count(row => row.State == IsNew);

    public int Changed => Rows.Count(row => row.State == IsChanged);

    public int Same => Rows.Count(row => row.State == IsSame);

    /// <param name="stored">Those that share a day with the file's.</param>
    public static ValuePreview Of(FeatureValueFile file, IReadOnlyList<FeatureValue> stored)
    {
        var amounts = stored.ToDictionary(value => value.Key, value => value.Amount);
        var rows = file.Values.Select((value, i) => new ValuePreviewRow(
            file.Lines[i],
            value,
            !amounts.TryGetValue(value.Key, out var amount) ? IsNew : amount == value.Amount ? IsSame : IsChanged));
        return new([.. rows], [.. file.Mistakes.Concat(file.Clashes(amounts.Keys)).OrderBy(mistake => mistake.Line)]);
    }

    /// <summary>The days from the first to the last that a file has values of; null where it has none.</summary>
    public static ValueDays? DaysOf(FeatureValueFile file) =>
        file.Values.Count == 0 ? null : new(file.Values.Min(value => value.Key.Days.First), file.Values.Max(value => value.Key.Days.Last));
}
