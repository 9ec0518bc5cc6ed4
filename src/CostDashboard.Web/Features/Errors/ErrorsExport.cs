using System.Text;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Web.Features.Spend.Export;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CostDashboard.Web.Features.Errors;

/// <summary>The table of errors as comma-separated values (RFC 4180): all of its lines, as it is sorted, exact to the nano-dollar.</summary>
internal static class ErrorsExport
{
    internal const string Path = "/errors.csv";

    private static readonly IReadOnlyList<SheetColumn<OutcomeLine>> s_columns =
    [
        new("step", line => new SheetCell.Words(line.Step)),
        new("model", line => new SheetCell.Words(line.Model)),
        .. Columns("", OutcomePart.All),
        .. Columns("in_vain_", OutcomePart.InVain),
        .. Columns("failed_", OutcomePart.Failed),
        .. Columns("repeated_", OutcomePart.Repeated),
        .. Columns("cut_by_length_", OutcomePart.Cut),
        .. Columns("content_filter_", OutcomePart.Filtered),
        .. Columns("no_output_limit_", OutcomePart.Unlimited),
    ];

    internal static IEndpointRouteBuilder MapErrorsExport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, GetCsvAsync).RequireAuthorization().ExcludeFromDescription();
        return routes;
    }

    internal static string Csv(IEnumerable<OutcomeLine> lines) => SpendCsv.Of(Sheet.Of("errors", s_columns, lines));

    private static IEnumerable<SheetColumn<OutcomeLine>> Columns(string prefix, OutcomePart part) =>
    [
        new(prefix + "calls", line => new SheetCell.Number(line.Sums[part].Calls)),
        new(prefix + "unpriced_calls", line => new SheetCell.Number(line.Sums[part].UnpricedCalls)),
        new(prefix + "partially_priced_calls", line => new SheetCell.Number(line.Sums[part].PartialCalls)),
        new(prefix + "cost_usd", line => new SheetCell.Dollars(line.Sums[part].CostNanoUsd)),
    ];

    private static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> GetCsvAsync(
        HttpRequest request, PageContexts contexts, IOutcomeQueries outcomes, CancellationToken cancellationToken)
    {
        var context = await contexts.ReadAsync(request.GetEncodedUrl(), cancellationToken);
        if (context.Project is null)
        {
            return TypedResults.NotFound();
        }

        try
        {
            var table = OutcomeTable.Of(await outcomes.GetRowsAsync(ErrorsView.Question(context), cancellationToken));
            return TypedResults.File(Encoding.UTF8.GetBytes(Csv(ErrorsView.From(context.Query).Sorted(table.Lines))), "text/csv; charset=utf-8", "errors.csv");
        }
        catch (UnanswerableException unanswerable)
        {
            return TypedResults.Problem(unanswerable.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
