using System.Globalization;

namespace CostDashboard.Core.Value;

/// <summary>A line of a file that cannot be taken over.</summary>
/// <param name="Line">From 1; of a record over several lines its first. 0 where it is about the file.</param>
/// <param name="Column">The column's name; empty where it is about the line as a whole.</param>
public sealed record CsvMistake(int Line, string Column, string Reason);

/// <summary>What a file says: its values with the lines they stand on, and what is wrong.</summary>
public sealed record FeatureValueFile(IReadOnlyList<FeatureValue> Values, IReadOnlyList<int> Lines, IReadOnlyList<CsvMistake> Mistakes)
{
    /// <summary>Clashes among the values and with stored ones, as mistakes of their lines.</summary>
    public IEnumerable<CsvMistake> Clashes(IEnumerable<FeatureValueKey> stored) => FeatureValueClash.Of(Values, stored)
        .Select(clash => new CsvMistake(
            Lines[clash.At ?? 0],
            "period",
            clash.Reason + (clash.Other is { } other ? string.Create(CultureInfo.InvariantCulture, $" See line {Lines[other]}.") : "")));
}

/// <summary>
/// Reads values from comma-separated text (RFC 4180): a first line that names the columns in any order, then a value on each line.
/// A semicolon or a tab may stand for the comma, as spreadsheets of some countries write it; which one, the first line says.
/// </summary>
public static class FeatureValueCsv
{
    public const int MostBytes = 1024 * 1024;
    public const int MostRows = 5_000;

    /// <summary>What is listed of mistakes; there may be one in every cell.</summary>
    public const int MostMistakes = 50;

    /// <summary>The columns of a file. Of revenue, <c>unit</c> is empty; where no value has one, the column can be left out.</summary>
    public static IReadOnlyList<string> Columns => FeatureValueRules.Fields;

    public static FeatureValueFile Read(string text)
    {
        var (values, lines, mistakes) = (new List<FeatureValue>(), new List<int>(), new List<CsvMistake>());
        var records = CsvRecords.Read(text.TrimStart('\uFEFF'));
        using var all = records.GetEnumerator();
        if (!all.MoveNext())
        {
            return Wrong(0, "", $"The file is empty. Its first line names the columns: {string.Join(',', Columns)}");
        }

        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, i) in all.Current.Cells.Select((cell, i) => (cell.Trim(), i)))
        {
            if (!Columns.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return Wrong(1, name, $"There is no such column. The columns are {string.Join(", ", Columns)}.");
            }

            if (!places.TryAdd(name, i))
            {
                return Wrong(1, name, "This column stands there twice.");
            }
        }

        if (Columns.FirstOrDefault(name => name != "unit" && !places.ContainsKey(name)) is { } missing)
        {
            return Wrong(1, missing, "This column is missing.");
        }

        for (var rows = 1; all.MoveNext(); rows++)
        {
            var record = all.Current;
            if (rows > MostRows)
            {
                mistakes.Add(new(record.Line, "", string.Create(CultureInfo.InvariantCulture, $"There are more than {MostRows:#,##0} values: split the file.")));
                break;
            }

            Read(record, places, values, lines, mistakes);
        }

        if (values.Count == 0 && mistakes.Count == 0)
        {
            mistakes.Add(new(0, "", "The file names columns and has no values."));
        }

        return new(values, lines, mistakes);
    }

    private static void Read(CsvRecord record, Dictionary<string, int> places, List<FeatureValue> values, List<int> lines, List<CsvMistake> mistakes)
    {
        if (record.Mistake is { } broken)
        {
            mistakes.Add(new(record.Line, "", broken));
            return;
        }

        if (record.Cells.Count != places.Count)
        {
            mistakes.Add(new(record.Line, "", $"It has {record.Cells.Count} cells where the first line names {places.Count} columns. A cell that has a comma stands in quotes."));
            return;
        }

        var (value, wrong) = FeatureValueRules.Read(new(Cell("feature"), Cell("period"), Cell("kind"), Cell("unit"), Cell("amount")));
        mistakes.AddRange(wrong.Select(mistake => new CsvMistake(record.Line, mistake.Field, mistake.Reason)));
        if (value is not null)
        {
            values.Add(value);
            lines.Add(record.Line);
        }

        string? Cell(string name) => places.TryGetValue(name, out var at) ? WithoutGuard(record.Cells[at]) : null;
    }

    // Our own files put an apostrophe before what a spreadsheet would run as a formula; read again, it is not a part of the name.
    private static string WithoutGuard(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;

    private static FeatureValueFile Wrong(int line, string column, string reason) => new([], [], [new(line, column, reason)]);
}
