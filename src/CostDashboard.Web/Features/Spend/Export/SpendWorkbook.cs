using System.Globalization;
using System.Text;
using System.Xml;
using CostDashboard.Core.Units;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CostDashboard.Web.Features.Spend.Export;

/// <summary>
/// Tables as an Excel workbook. Rows are streamed into their part, so memory holds the packed file alone. Numbers are numbers; every text is an
/// inline string, which no spreadsheet takes for a formula.
/// </summary>
internal static class SpendWorkbook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // Indices into the formats below.
    private const uint Plain = 0;
    private const uint Head = 1;
    private const uint Money = 2;

    // The first number of a format that a workbook may make itself (ECMA-376, 18.8.30).
    private const uint MoneyFormat = 164;

    public static byte[] Of(params ReadOnlySpan<Sheet> sheets)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new Workbook();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var list = book.Workbook.AppendChild(new Sheets());
            var number = 0u;
            foreach (var sheet in sheets)
            {
                var part = book.AddNewPart<WorksheetPart>();
                Write(part, sheet);
                list.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = book.GetIdOfPart(part), SheetId = ++number, Name = sheet.Name });
            }

            book.Workbook.Save();
        }

        return file.ToArray();
    }

    private static void Write(WorksheetPart part, Sheet sheet)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteStartElement(new SheetViews());
        writer.WriteElement(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 });
        writer.WriteEndElement();
        writer.WriteStartElement(new SheetData());
        WriteRow(writer, sheet.Columns.Select(name => Text(name, Head)));
        foreach (var row in sheet.Rows)
        {
            WriteRow(writer, row.Select(CellOf));
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter writer, IEnumerable<Cell> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells)
        {
            writer.WriteElement(cell);
        }

        writer.WriteEndElement();
    }

    private static Cell CellOf(SheetCell cell) => cell switch
    {
        SheetCell.Words(var text) => Text(text, Plain),
        SheetCell.Number(var value) => Number(value, Plain),
        SheetCell.Dollars(var nanos) => Number(Usd.FromNanos((long)nanos).Amount, Money),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Cell Number(decimal value, uint style) => new()
    {
        DataType = CellValues.Number,
        StyleIndex = style,
        CellValue = new(value.ToString("0.#########", CultureInfo.InvariantCulture)),
    };

    private static Cell Text(string text, uint style) => new()
    {
        DataType = CellValues.InlineString,
        StyleIndex = style,
        InlineString = new(new Text(Storable(text)) { Space = SpaceProcessingModeValues.Preserve }),
    };

    // What XML cannot hold, control characters and halves of pairs, is shown as the character that says so.
    private static string Storable(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            safe.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return safe.ToString();
    }

    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = MoneyFormat, FormatCode = "#,##0.000000000" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = MoneyFormat, ApplyNumberFormat = true }));
}
