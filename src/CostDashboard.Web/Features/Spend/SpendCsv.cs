using System.Globalization;
using System.Text;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Spend;

/// <summary>The answer to the spend page's question as comma-separated values (RFC 4180): a line for each value in each span of time, exact to the nano-dollar.</summary>
internal static class SpendCsv
{
    public static string Of(SpendAnswer answer, PageContext context, Facet by, TimeRange range, Grain grain)
    {
        var axis = TimeAxis.Of(range, grain, context.Calendar);
        var text = new StringBuilder();
        text.Append("start,end,").Append(Text(DimensionName.Of(by)))
            .Append(",cost_usd,calls,unpriced_calls,partially_priced_calls,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,spans,failed_spans,traces\r\n");
        foreach (var row in answer.Rows)
        {
            if (axis.IndexOf(row.Start) is not { } at)
            {
                continue;
            }

            var (bucket, m) = (axis.Buckets[at], row.Measures);
            text.Append(CultureInfo.InvariantCulture, $"{bucket.From},{bucket.To},{Text(context.Names.Of(by, row.Values[0]))},{MoneyText.Machine(m.CostNanoUsd)},{m.Calls},{m.UnpricedCalls},{m.PartialCalls},")
                .Append(CultureInfo.InvariantCulture, $"{m.Usage.Input},{m.Usage.CacheRead},{m.Usage.CacheWrite},{m.Usage.Output},{m.Spans},{m.Errors},{m.Traces}\r\n");
        }

        return text.ToString();
    }

    /// <summary>A text as a cell. Spreadsheets run what begins like a formula, and names come from outside: such a text gets an apostrophe in front.</summary>
    public static string Text(string value)
    {
        var safe = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
