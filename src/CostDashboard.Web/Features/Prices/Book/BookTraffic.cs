using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Prices.Book;

/// <summary>A name under which spans call a model, and what was called under it.</summary>
/// <param name="Rule">The rule that leads from the name to the book's model.</param>
public sealed record CalledName(string Provider, string Model, string Rule, SpendMeasures Measures);

/// <summary>What was called of one model in a period, dearest name first.</summary>
public sealed record ModelTraffic(IReadOnlyList<CalledName> Names)
{
    public static ModelTraffic None { get; } = new([]);

    public long Calls { get; } = Names.Sum(name => name.Measures.Calls);

    public long CostNanoUsd { get; } = Names.Sum(name => name.Measures.CostNanoUsd);

    public long UnpricedCalls { get; } = Names.Sum(name => name.Measures.UnpricedCalls);
}

/// <summary>The calls of a period by the book's models: each name in the totals is matched as the pricing of a span matches it.</summary>
public sealed class BookTraffic
{
    private readonly Dictionary<ModelPrices, ModelTraffic> _models;

    private BookTraffic(Dictionary<ModelPrices, ModelTraffic> models) => _models = models;

    /// <summary>The calls of the page's project and period.</summary>
    public static async Task<BookTraffic> AskAsync(ISpendQueries spend, PageContext context, PriceBook book, CancellationToken cancellationToken) =>
        context.Project is null ? new([]) : await AskAsync(spend, context.ProjectId, context.Range.From, context.Range.To, book, cancellationToken);

    /// <param name="project">Null for all.</param>
    public static async Task<BookTraffic> AskAsync(
        ISpendQueries spend, ProjectId? project, UnixNanos from, UnixNanos to, PriceBook book, CancellationToken cancellationToken)
    {
        var question = new SpendQuestion(project, from, to, Grain.Total, [Dimension.Provider, Dimension.Model], [SpendTable.OnlyCalls], WithDistributions: false);
        return Of(await spend.AskAsync(question, cancellationToken), book, to);
    }

    /// <param name="answer">By provider and model.</param>
    /// <param name="at">The moment whose aliases of the organisation hold.</param>
    public static BookTraffic Of(SpendAnswer answer, PriceBook book, UnixNanos at)
    {
        var names = new Dictionary<ModelPrices, List<CalledName>>(ReferenceEqualityComparer.Instance);
        foreach (var row in answer.Rows)
        {
            if (row.Measures.Calls > 0 && book.Match(row.Values[0], row.Values[1], at) is { Model: { } model, Rule: var rule })
            {
                if (!names.TryGetValue(model, out var list))
                {
                    names[model] = list = [];
                }

                list.Add(new(row.Values[0], row.Values[1], rule, row.Measures));
            }
        }

        return new(names.ToDictionary(
            pair => pair.Key,
            pair => new ModelTraffic([.. pair.Value.OrderByDescending(name => name.Measures.CostNanoUsd).ThenBy(name => name.Model, StringComparer.Ordinal)]),
            (IEqualityComparer<ModelPrices>)ReferenceEqualityComparer.Instance));
    }

    /// <summary>Every model that was called, in no order.</summary>
    public IEnumerable<KeyValuePair<ModelPrices, ModelTraffic>> All => _models;

    public ModelTraffic Of(ModelPrices model) => _models.GetValueOrDefault(model, ModelTraffic.None);
}
