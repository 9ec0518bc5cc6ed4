using System.Globalization;
using System.Text;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Spend.Export;

/// <summary>A table as comma-separated values (RFC 4180), exact to the nano-dollar.</summary>
internal static class SpendCsv
{
    public static string Of(Sheet sheet)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', sheet.Columns.Select(Text)).Append("\r\n");
        foreach (var row in sheet.Rows)
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>A text as a cell. Spreadsheets run what begins like a formula, and names come from outside: such a text gets an apostrophe in front.</summary>
    public static string Text(string value)
    {
        var safe = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    private static string Cell(SheetCell cell) => cell switch
    {
        SheetCell.Words(var text) => Text(text),
        SheetCell.Number(var value) => value.ToString("0.#########", CultureInfo.InvariantCulture),
        SheetCell.Dollars(var nanos) => Usd.FromNanos((long)nanos).Amount.ToString("0.#########", CultureInfo.InvariantCulture),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
