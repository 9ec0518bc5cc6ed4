using System.Text;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CostDashboard.Web.Features.Spend;

/// <summary>The spend page's question, answered as a file.</summary>
internal static class SpendExport
{
    internal static IEndpointRouteBuilder MapSpendExport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/spend.csv", GetCsvAsync).RequireAuthorization().ExcludeFromDescription();
        return routes;
    }

    private static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> GetCsvAsync(
        HttpRequest request, PageContexts contexts, ISpendQueries spend, CancellationToken cancellationToken)
    {
        var context = await contexts.ReadAsync(request.GetEncodedUrl(), cancellationToken);
        if (context.Project is null)
        {
            return TypedResults.NotFound();
        }

        var view = SpendView.From(context.Query);
        var shape = new UsageShape(context, view.RangeIn(context), view.GrainIn(context), view.By, Measure.Cost);
        try
        {
            var csv = SpendCsv.Of(await spend.AskAsync(shape.Question, cancellationToken), context, shape.By, shape.Range, shape.Grain);
            return TypedResults.File(Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8", $"spend-by-{DimensionName.Of(shape.By)}.csv");
        }
        catch (UnanswerableException unanswerable)
        {
            return TypedResults.Problem(unanswerable.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
