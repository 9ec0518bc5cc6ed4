using System.Globalization;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Features.Spend.Export;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace CostDashboard.Web.Tests.Features.Spend;

public sealed class SpendExportTests
{
    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_has_every_group_of_every_level_and_its_columns_sum_to_the_total()
    {
        await _store.CommitAsync(SomeSpend.Of(1, 300), Cancel);
        var (context, view) = Asked("/spend?by=customer,step,model&top=5&range=7d");

        var answer = await new SpendTreeQuestions(_store, context, view).AskAllAsync(Cancel);
        var lines = SpendCsv.Of(SpendSheets.Groups(context, view, answer)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();

        Assert.Equal(["customer", "step", "model"], lines[0][..3]);
        Assert.True(lines.Count > 100);
        Assert.Equal(answer.Now.Total.CostNanoUsd, Sum("cost_nano_usd"));
        Assert.Equal(answer.Now.Total.CostNanoUsd / 1e9m, Sum("cost_usd"));
        Assert.Equal(answer.Now.Total.Calls, Sum("calls"));
        Assert.Equal(answer.Before!.Total.CostNanoUsd / 1e9m, Sum("before_cost_usd"));
        Assert.Equal((answer.Now.Total.CostNanoUsd - answer.Before.Total.CostNanoUsd) / 1e9m, Sum("change_cost_usd"));

        decimal Sum(string column) => lines.Skip(1).Sum(line => decimal.Parse(line[Array.IndexOf(lines[0], column)], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_workbook_opens_again_with_the_same_numbers_as_numbers()
    {
        await _store.CommitAsync(SomeSpend.Of(2, 200), Cancel);
        var (context, view) = Asked("/spend?by=step,model&measure=p95");
        var answer = await new SpendTreeQuestions(_store, context, view).AskAllAsync(Cancel);

        using var book = Open(SpendWorkbook.Of(SpendSheets.Groups(context, view, answer), SpendSheets.About(context, view, hasBefore: true)));

        Assert.Empty(new OpenXmlValidator().Validate(book, Cancel).Select(error => error.Description));
        Assert.Equal(["Groups", "About"], book.WorkbookPart!.Workbook.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(s => s.Name!.Value));
        var rows = Rows(book);
        var (cost, nanos) = (Column(rows, "cost_usd"), Column(rows, "cost_nano_usd"));
        Assert.Equal(answer.Now.Total.CostNanoUsd, rows.Skip(1).Sum(row => (long)(decimal.Parse(row[cost].CellValue!.Text, CultureInfo.InvariantCulture) * 1_000_000_000m)));
        Assert.Equal(answer.Now.Total.CostNanoUsd, rows.Skip(1).Sum(row => long.Parse(row[nanos].InnerText, CultureInfo.InvariantCulture)));
        Assert.All(rows.Skip(1), row => Assert.Equal(CellValues.Number, row[cost].DataType!.Value));
        Assert.Contains(rows[0], cell => cell.InnerText == "before_p95_ns");
    }

    [Fact]
    public async Task No_cell_of_a_workbook_is_a_formula_and_every_name_can_be_written()
    {
        string[] names = ["=HYPERLINK(\"http://x\",\"y\")", "@SUM(A1)", "+1", "-1", "a\u0001b\ufffe\ud800", "<b>&\"'", " spaces "];
        await _store.CommitAsync([.. names.Select((name, i) => A.Span($"s{i}", trace: $"t{i}", name: name, tokens: new(1, 0, 0, 0, 0), usd: 1m))], Cancel);
        var (context, view) = Asked("/spend?range=24h");

        using var book = Open(SpendWorkbook.Of(SpendSheets.Groups(context, view, await new SpendTreeQuestions(_store, context, view).AskAllAsync(Cancel))));

        var rows = Rows(book);
        Assert.DoesNotContain(rows.SelectMany(row => row), cell => cell.CellFormula is not null);
        Assert.All(rows, row => Assert.Equal(CellValues.InlineString, row[0].DataType!.Value));
        Assert.Equal(
            [.. names.Select(name => name.Replace("\u0001", "\ufffd", StringComparison.Ordinal).Replace("\ufffe\ud800", "\ufffd\ufffd", StringComparison.Ordinal)).Order(StringComparer.Ordinal)],
            rows.Skip(1).Select(row => row[0].InnerText).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/spend.xlsx?by=step,model", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "spend-by-step-model.xlsx")]
    [InlineData("/spend.csv?by=user", "text/csv", "spend-by-user.csv")]
    [InlineData("/spend-over-time.csv", "text/csv", "spend-by-step.csv")]
    public async Task A_file_is_downloaded_under_a_name_that_says_what_it_is(string path, string type, string name)
    {
        await using var dashboard = await Dashboard.StartAsync();
        using var viewer = await dashboard.SignInAsync(Dashboard.ViewerEmail);

        using var answer = await viewer.GetAsync(path);

        Assert.Equal((200, type, name), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
    }

    private static (CostDashboard.Web.Ui.Asking.PageContext Context, SpendView View) Asked(string url)
    {
        var context = Questions.Context(url);
        return (context, SpendView.From(context.Query));
    }

    private static SpreadsheetDocument Open(byte[] file) => SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);

    private static List<List<Cell>> Rows(SpreadsheetDocument book)
    {
        var sheet = book.WorkbookPart!.Workbook.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().First();
        return [.. ((WorksheetPart)book.WorkbookPart.GetPartById(sheet.Id!)).Worksheet.Descendants<Row>().Select(row => row.Elements<Cell>().ToList())];
    }

    private static int Column(List<List<Cell>> rows, string name) => rows[0].FindIndex(cell => cell.InnerText == name);
}
