using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CostDashboard.Web.Tests.Hostile;

/// <summary>Looks in an answer for names that became more than text.</summary>
internal static class HostileAnswers
{
    // An element that shows its text apart from what stands beside it.
    private static readonly string[] s_apart = ["bdi", "option", "textarea", "title", "script"];

    /// <returns>What is wrong, in words; nothing where the answer is harmless.</returns>
    internal static IEnumerable<string> MistakesOf(string? mediaType, byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return mediaType switch
        {
            "text/html" => OnPage(text),
            "text/csv" => InCsv(text),
            "application/json" or "application/problem+json" => InJson([text]),
            "application/x-ndjson" => InJson(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => InWorkbook(bytes),
            _ => [$"is {mediaType}, which nobody looks into"],
        };
    }

    private static IEnumerable<string> OnPage(string html)
    {
        if (html.Contains("<script>injected", StringComparison.Ordinal) || html.Contains("<img src=x", StringComparison.Ordinal) || html.Contains("<b data-injected", StringComparison.Ordinal))
        {
            yield return "holds the markup as it was sent";
        }

        foreach (var element in Within(new HtmlParser().ParseDocument(html)))
        {
            if (element.HasAttribute("data-injected") || element.HasAttribute("onerror") || element.HasAttribute("onmouseover") || (element is IHtmlScriptElement && element.TextContent.Contains("injected()", StringComparison.Ordinal)))
            {
                yield return $"has the element {element.LocalName} of a name";
            }

            if ((element.GetAttribute("href") ?? element.GetAttribute("src") ?? "").TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"has the link {element.OuterHtml}";
            }

            foreach (var text in element.ChildNodes.OfType<IText>().Where(text => text.Data.Contains(HostileSpans.TurnsAround, StringComparison.Ordinal)))
            {
                if (text.Ancestors<IElement>().All(above => !s_apart.Contains(above.LocalName)))
                {
                    yield return $"turns around what stands beside {Start(element.OuterHtml)}";
                }
            }
        }
    }

    // Streamed parts of a page come in templates, which a document does not count among its elements.
    private static IEnumerable<IElement> Within(IParentNode node) =>
        node.QuerySelectorAll("*").SelectMany(element => element is IHtmlTemplateElement template ? Within(template.Content).Prepend(element) : [element]);

    private static IEnumerable<string> InCsv(string csv) => Cells(csv)
        .Where(cell => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        .Select(cell => $"has the cell {Start(cell)}");

    private static IEnumerable<string> Cells(string csv)
    {
        var (cell, isQuoted) = (new StringBuilder(), false);
        foreach (var letter in csv.TrimStart('\uFEFF'))
        {
            switch (letter)
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' or '\n' or '\r' when !isQuoted:
                    yield return cell.ToString();
                    cell.Clear();
                    break;
                default:
                    cell.Append(letter);
                    break;
            }
        }

        yield return cell.ToString();
    }

    private static IEnumerable<string> InJson(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            string? mistake = null;
            try
            {
                using var json = JsonDocument.Parse(text);
            }
            catch (JsonException broken)
            {
                mistake = broken.Message;
            }

            if (mistake is not null)
            {
                yield return mistake;
            }
        }
    }

    private static IEnumerable<string> InWorkbook(byte[] file)
    {
        using var workbook = new ZipArchive(new MemoryStream(file));
        foreach (var part in workbook.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var stream = part.Open();
            if (XDocument.Load(stream).Descendants().Any(element => element.Name.LocalName is "f" or "hyperlink"))
            {
                yield return $"has a formula or a link in {part.FullName}";
            }
        }
    }

    private static string Start(string text) => text[..Math.Min(200, text.Length)];
}
