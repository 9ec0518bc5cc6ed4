using System.Text;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Spend.Export;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CostDashboard.Web.Features.Traces.Statistics;

/// <summary>The statistics of a trace as comma-separated values, as they are grouped and sorted, exact to the nano-dollar.</summary>
internal static class StatisticsExport
{
    private static readonly SheetColumn<StatisticsRow>[] s_columns =
    [
        Number("spans", row => row.Spans),
        Number("calls", row => row.Calls),
        Number("unpriced_calls", row => row.UnpricedCalls),
        Number("partially_priced_calls", row => row.PartialCalls),
        new("cost_usd", row => new SheetCell.Dollars(row.CostNanoUsd)),
        new("inclusive_cost_usd", row => new SheetCell.Dollars(row.InclusiveCostNanoUsd)),
        Number("input_tokens", row => row.Usage.Input),
        Number("cache_read_tokens", row => row.Usage.CacheRead),
        Number("cache_write_tokens", row => row.Usage.CacheWrite),
        Number("output_tokens", row => row.Usage.Output),
        Number("reasoning_tokens", row => row.Usage.Reasoning),
        Number("total_ns", row => row.TotalNanos),
        Number("mean_ns", row => row.MeanNanos),
        Number("max_ns", row => row.MostNanos),
        Number("failed_spans", row => row.Errors),
        Number("critical_path_ns", row => row.CriticalNanos),
    ];

    internal static IEndpointRouteBuilder MapStatisticsExport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/traces/{traceId}/statistics.csv", GetCsvAsync).RequireAuthorization().ExcludeFromDescription();
        return routes;
    }

    internal static string Csv(TraceStatistics statistics, StatisticsView view) => SpendCsv.Of(Sheet.Of<StatisticsRow>(
        "Statistics",
        [new(StatisticsView.NameOf(view.By), row => new SheetCell.Words(row.Value)), .. s_columns],
        view.Rows(statistics)));

    private static async Task<Results<FileContentHttpResult, NotFound>> GetCsvAsync(
        HttpRequest request, string traceId, PageContexts contexts, ITraceQueries traces, CancellationToken cancellationToken)
    {
        var context = await contexts.ReadAsync(request.GetEncodedUrl(), cancellationToken);
        if (context.Project is not { } project || !TraceId.TryParse(traceId, out var id))
        {
            return TypedResults.NotFound();
        }

        var key = new TraceKey(project.Id, id);
        var facts = await traces.GetFactsAsync(key, cancellationToken);
        if (facts.Spans.Count == 0)
        {
            return TypedResults.NotFound();
        }

        var view = StatisticsView.From(context.Query.Text);
        var statistics = TraceStatistics.Of(TraceWaterfall.Of(facts.Rollup(key)), view.By);
        return TypedResults.File(Encoding.UTF8.GetBytes(Csv(statistics, view)), "text/csv; charset=utf-8", $"trace-{id}-by-{StatisticsView.NameOf(view.By)}.csv");
    }

    private static SheetColumn<StatisticsRow> Number(string name, Func<StatisticsRow, long> of) => new(name, row => new SheetCell.Number(of(row)));
}
