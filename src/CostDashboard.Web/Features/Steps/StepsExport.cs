using System.Globalization;
using System.Text;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Spend.Export;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CostDashboard.Web.Features.Steps;

/// <summary>The table of steps as comma-separated values (RFC 4180): all pages of it, as it is sorted and searched, exact to the nano-dollar.</summary>
internal static class StepsExport
{
    internal static IEndpointRouteBuilder MapStepsExport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/steps.csv", GetCsvAsync).RequireAuthorization().ExcludeFromDescription();
        return routes;
    }

    internal static string Csv(StepsTable table)
    {
        var text = new StringBuilder(
            "step,calls,unpriced_calls,partially_priced_calls,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,models,"
            + "latency_p50_ns,latency_p95_ns,latency_p99_ns,cost_usd,previous_cost_usd\r\n");
        foreach (var row in table.Found)
        {
            var m = row.Measures;
            text.Append(CultureInfo.InvariantCulture, $"{SpendCsv.Text(row.Step)},{m.Calls},{m.UnpricedCalls},{m.PartialCalls},{m.Usage.Input},{m.Usage.CacheRead},{m.Usage.CacheWrite},{m.Usage.Output},")
                .Append(CultureInfo.InvariantCulture, $"{SpendCsv.Text(string.Join(' ', row.Models))},{row.Calls.Quantile(0.5)},{row.Calls.Quantile(0.95)},{row.Calls.Quantile(0.99)},")
                .Append(CultureInfo.InvariantCulture, $"{MoneyText.Machine(m.CostNanoUsd)},{(row.BeforeNanoUsd is { } before ? MoneyText.Machine(before) : "")}\r\n");
        }

        return text.ToString();
    }

    private static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> GetCsvAsync(
        HttpRequest request, PageContexts contexts, ISpendQueries spend, CancellationToken cancellationToken)
    {
        var context = await contexts.ReadAsync(request.GetEncodedUrl(), cancellationToken);
        if (context.Project is null)
        {
            return TypedResults.NotFound();
        }

        try
        {
            var answers = await StepsAnswers.AskAsync(spend, context, cancellationToken);
            var table = StepsTable.Of(await answers.WithLatencyAsync(spend, context, cancellationToken), context, StepsView.From(context.Query));
            return TypedResults.File(Encoding.UTF8.GetBytes(Csv(table)), "text/csv; charset=utf-8", "steps.csv");
        }
        catch (UnanswerableException unanswerable)
        {
            return TypedResults.Problem(unanswerable.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
