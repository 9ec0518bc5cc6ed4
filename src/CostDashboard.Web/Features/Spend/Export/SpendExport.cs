using System.Text;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CostDashboard.Web.Features.Spend.Export;

/// <summary>The spend page's question, answered as a file: all groups of all levels, for everybody who may see the page.</summary>
internal static class SpendExport
{
    internal static IEndpointRouteBuilder MapSpendExport(this IEndpointRouteBuilder routes)
    {
        Map("/spend.csv", "text/csv; charset=utf-8", "csv", async (spend, context, view, cancel) =>
            Utf8(SpendSheets.Groups(context, view, await new SpendTreeQuestions(spend, context, view).AskAllAsync(cancel))));
        Map("/spend-over-time.csv", "text/csv; charset=utf-8", "csv", async (spend, context, view, cancel) =>
            Utf8(await OverTimeAsync(spend, context, view, cancel)));
        Map("/spend.xlsx", SpendWorkbook.ContentType, "xlsx", async (spend, context, view, cancel) =>
        {
            var answer = await new SpendTreeQuestions(spend, context, view).AskAllAsync(cancel);
            return SpendWorkbook.Of(
                SpendSheets.Groups(context, view, answer),
                await OverTimeAsync(spend, context, view, cancel),
                SpendSheets.About(context, view, answer.Before is not null));
        });
        return routes;

        void Map(string path, string contentType, string extension, FileAsync make) => routes
            .MapGet(path, (HttpRequest request, PageContexts contexts, ISpendQueries spend, CancellationToken cancel) =>
                AnswerAsync(request, contexts, spend, make, contentType, extension, cancel))
            .RequireAuthorization()
            .ExcludeFromDescription();
    }

    private delegate Task<byte[]> FileAsync(ISpendQueries spend, PageContext context, SpendView view, CancellationToken cancellationToken);

    private static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> AnswerAsync(
        HttpRequest request, PageContexts contexts, ISpendQueries spend, FileAsync make, string contentType, string extension, CancellationToken cancellationToken)
    {
        var context = await contexts.ReadAsync(request.GetEncodedUrl(), cancellationToken);
        if (context.Project is null)
        {
            return TypedResults.NotFound();
        }

        var view = SpendView.From(context.Query);
        if (SpendView.WhyNot(view.Measure, view.Levels, context.Question.Filters) is { } reason)
        {
            return TypedResults.Problem(reason, statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            return TypedResults.File(await make(spend, context, view, cancellationToken), contentType, $"spend-by-{DimensionName.OfAll(view.Levels).Replace(',', '-')}.{extension}");
        }
        catch (UnanswerableException unanswerable)
        {
            return TypedResults.Problem(unanswerable.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<Sheet> OverTimeAsync(ISpendQueries spend, PageContext context, SpendView view, CancellationToken cancellationToken)
    {
        var shape = new UsageShape(context, view.RangeIn(context), view.GrainIn(context), view.By, Measure.Cost);
        return SpendSheets.OverTime(shape, await spend.AskAsync(shape.Question, cancellationToken));
    }

    private static byte[] Utf8(Sheet sheet) => Encoding.UTF8.GetBytes(SpendCsv.Of(sheet));
}
