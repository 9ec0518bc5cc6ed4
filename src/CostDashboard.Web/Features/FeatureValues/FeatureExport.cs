using System.Globalization;
using System.Text;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Value;
using CostDashboard.Web.Features.Spend.Export;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>The features page's figures, and the values behind them, as files for everybody who may see them.</summary>
internal static class FeatureExport
{
    private static readonly IReadOnlyList<SheetColumn<StoredFeatureValue>> s_values =
    [
        new("feature", row => new SheetCell.Words(row.Value.Key.Feature)),
        new("period", row => new SheetCell.Words(row.Value.Key.Days.ToString())),
        new("kind", row => new SheetCell.Words(FeatureValueRules.KindOf(row.Value.Key))),
        new("unit", row => new SheetCell.Words(row.Value.Key.Unit)),
        new("amount", row => row.Value.Key.IsRevenue ? new SheetCell.Dollars(row.Value.Amount) : new SheetCell.Number(FeatureValueRules.UnitsOf(row.Value.Amount))),
    ];

    internal static IEndpointRouteBuilder MapFeatureExport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/features.csv", GetFiguresAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapGet("/features/values.csv", GetValuesAsync).RequireAuthorization().ExcludeFromDescription();
        return routes;
    }

    private static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> GetFiguresAsync(
        HttpRequest request, PageContexts contexts, ISpendQueries spend, IFeatureValueStore values, CancellationToken cancellationToken)
    {
        var context = await contexts.ReadAsync(request.GetEncodedUrl(), cancellationToken);
        if (context.Project is null)
        {
            return TypedResults.NotFound();
        }

        try
        {
            var figures = await FeatureQuestion.Of(context).AskAsync(spend, values, cancellationToken);
            return File(FeatureSheet.Of(figures, context.Names), "features");
        }
        catch (UnanswerableException unanswerable)
        {
            return TypedResults.Problem(unanswerable.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    // As it can be imported again.
    private static async Task<Results<FileContentHttpResult, NotFound>> GetValuesAsync(
        HttpRequest request, PageContexts contexts, IFeatureValueStore values, CancellationToken cancellationToken)
    {
        var context = await contexts.ReadAsync(request.GetEncodedUrl(), cancellationToken);
        if (context.Project is null)
        {
            return TypedResults.NotFound();
        }

        var page = await values.GetPageAsync(context.ProjectId, context.Query.Text("feature"), 0, FeatureValueRules.MostOfProject, cancellationToken);
        return File(Sheet.Of("values", s_values, page.Values), "feature-values");
    }

    private static FileContentHttpResult File(Sheet sheet, string name) =>
        TypedResults.File(Encoding.UTF8.GetBytes(SpendCsv.Of(sheet)), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"{name}.csv"));
}
