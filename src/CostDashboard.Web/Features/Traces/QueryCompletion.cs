using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CostDashboard.Web.Features.Traces;

/// <summary>What may stand at a place of a query.</summary>
/// <param name="From">Where in the text a choice begins to stand, from 0.</param>
/// <param name="To">Where it ends, exclusive.</param>
internal sealed record QueryChoices(int From, int To, IReadOnlyList<QueryChoice> Choices);

/// <summary>One of them.</summary>
/// <param name="Text">As it stands in the query when it is chosen.</param>
/// <param name="Note">What it is, or what was spent on it.</param>
internal sealed record QueryChoice(string Text, string Note);

/// <summary>
/// GET /traces/complete: names of fields, and the values that a field has in the page's period, dearest first. They come from totals, so that
/// the time does not grow with spans. Sessions and roots are not totalled by: they are not offered.
/// </summary>
internal static class QueryCompletion
{
    private const int Most = 12;

    // Of the period; what is typed is looked for among them.
    private const int MostValues = 500;

    internal static void MapQueryCompletion(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/traces/complete", AnswerAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<Results<Ok<QueryChoices>, NotFound>> AnswerAsync(
        HttpRequest request, PageContexts contexts, ISpendQueries spend, IAccessStore access, string? text, int? at, CancellationToken cancellationToken)
    {
        var context = await contexts.ReadAsync(request.GetEncodedUrl(), cancellationToken);
        return context.Project is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(await AtAsync(QueryCaret.Of(text ?? "", at ?? -1), context, spend, access, cancellationToken));
    }

    internal static async Task<QueryChoices> AtAsync(QueryCaret caret, PageContext context, ISpendQueries spend, IAccessStore access, CancellationToken cancellationToken)
    {
        IEnumerable<QueryChoice> choices = caret.Field is { } field
            ? await ValuesAsync(caret, field, context, spend, access, cancellationToken)
            : Fields(caret, context.Project!);
        return new(caret.From, caret.To, [.. choices.Take(Most)]);
    }

    private static IEnumerable<QueryChoice> Fields(QueryCaret caret, Project project) => QueryField.All
        .Select(field => new QueryChoice(field.Name + (field.Figure is null ? ":" : ">"), field.Meaning))
        .Concat(project.TagKeys.Select(tag => new QueryChoice(QueryCaret.WrittenTag(tag) + ":", "a tag of this project")))
        .Where(choice => choice.Text.StartsWith(caret.Typed, StringComparison.OrdinalIgnoreCase));

    private static async Task<IEnumerable<QueryChoice>> ValuesAsync(
        QueryCaret caret, QueryField field, PageContext context, ISpendQueries spend, IAccessStore access, CancellationToken cancellationToken)
    {
        var values = field switch
        {
            { Name: QueryField.StatusName } => [("error", "some span failed"), ("ok", "no span failed")],
            { Figure: TraceFigure.Cost } when caret.Typed.Length > 0 => [("known", "the whole cost is known")],
            { Dimension: Dimension.ApiKey } => (await access.GetKeysAsync(context.ProjectId, cancellationToken)).Select(key => (key.Name, key.Prefix)),
            { Dimension: Dimension.Kind or Dimension.PriceState } => field.Meaning.Split(", ").Select(name => (name, "")),
            _ when OutcomeWords.For(field) is { } words => words.Select(word => (word, "")),
            { Dimension: Dimension.Tag } => Spent(await TagAsync(caret.Tag!, context, spend, cancellationToken)),
            { Dimension: { } dimension } => Spent(await DimensionAsync(dimension, context, spend, cancellationToken)),
            _ => [],
        };
        return values
            .Where(value => value.Item1.Length > 0 && value.Item1.Contains(caret.Typed, StringComparison.OrdinalIgnoreCase))
            .Select(value => new QueryChoice(QueryCaret.Written(value.Item1) + " ", value.Item2));
    }

    private static Task<IReadOnlyList<KeyValuePair<string, long>>> DimensionAsync(Dimension dimension, PageContext context, ISpendQueries spend, CancellationToken cancellationToken)
    {
        var range = dimension is Dimension.User ? context.Range.InDays(context.Calendar) : context.Range;
        return spend.GetValuesAsync(context.ProjectId, dimension, range.From, range.To, MostValues, cancellationToken);
    }

    private static async Task<IEnumerable<KeyValuePair<string, long>>> TagAsync(string tag, PageContext context, ISpendQueries spend, CancellationToken cancellationToken)
    {
        var range = context.Range.InDays(context.Calendar);
        var answer = await spend.AskAsync(
            new(context.ProjectId, range.From, range.To, Grain.Total, [Dimension.Tag], [], tag, WithDistributions: false), cancellationToken);
        return answer.Rows.Select(row => KeyValuePair.Create(row.Values[0], row.Measures.CostNanoUsd)).OrderByDescending(value => value.Value);
    }

    private static IEnumerable<(string, string)> Spent(IEnumerable<KeyValuePair<string, long>> values) => values.Select(value => (value.Key, MoneyText.Of(value.Value)));
}
