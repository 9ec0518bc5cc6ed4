using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Environments;

/// <summary>A model that is used outside production and costs far more than what production uses.</summary>
/// <param name="Provider">As spans name it, as <paramref name="Model"/>.</param>
/// <param name="UsdPerMillion">Its list price at the project's mix of input and output.</param>
/// <param name="Factor">How many times the median that is.</param>
/// <param name="SavingNanoUsd">What its calls would have cost less at the median price.</param>
public sealed record PremiumUse(string Environment, string Provider, string Model, SpendMeasures Measures, decimal UsdPerMillion, decimal Factor, long SavingNanoUsd);

/// <summary>
/// Premium models outside production. A model's price is its list price per million tokens in the book at the end of the period, at the mix
/// of input and output tokens that the project had in it: <c>input rate × input share + output rate × output share</c>. It is premium from
/// <see cref="EnvironmentRules.PremiumFactor"/> times the median over the models that production used, each once. Models without a
/// list price for input and output (embeddings, images) are not compared.
/// </summary>
/// <param name="MedianUsdPerMillion">Null where production used no model that can be compared.</param>
/// <param name="ProductionModels">How many models the median is of.</param>
/// <param name="InputShare">Of all tokens, 0 to 1.</param>
/// <param name="Uses">Dearest first.</param>
public sealed record PremiumModels(decimal? MedianUsdPerMillion, int ProductionModels, decimal InputShare, IReadOnlyList<PremiumUse> Uses)
{
    public long CostNanoUsd => Uses.Sum(use => use.Measures.CostNanoUsd);

    /// <summary>What would have been saved in the period; it assumes that the cheaper model takes the same tokens.</summary>
    public long SavingNanoUsd => Uses.Sum(use => use.SavingNanoUsd);

    /// <param name="answer">By environment, provider and model.</param>
    /// <param name="at">The end of the period.</param>
    public static PremiumModels Of(EnvironmentRules rules, SpendAnswer answer, PriceBook book, UnixNanos at)
    {
        var (input, output) = (answer.Rows.Sum(row => (decimal)row.Measures.Usage.TotalInput), answer.Rows.Sum(row => (decimal)row.Measures.Usage.Output));
        var share = input + output == 0 ? 0m : input / (input + output);
        var priced = answer.Rows
            .Where(row => row.Measures.Calls > 0)
            .Select(row => (Row: row, Model: book.Match(row.Values[1], row.Values[2], at).Model))
            .Select(row => (row.Row, row.Model, Price: row.Model is { } model ? PriceOf(model, at, share) : null))
            .Where(row => row.Price is not null)
            .ToList();
        List<decimal> production = [.. priced.Where(row => rules.IsProduction(row.Row.Values[0])).DistinctBy(row => row.Model).Select(row => row.Price!.Value).Order()];
        if (Median(production) is not { } median || median == 0)
        {
            return new(null, production.Count, share, []);
        }

        var uses = priced
            .Where(row => !rules.IsProduction(row.Row.Values[0]) && row.Price >= median * rules.PremiumFactor)
            .Select(row => Use(row.Row, row.Price!.Value, median))
            .OrderByDescending(use => use.Measures.CostNanoUsd)
            .ThenBy(use => use.Environment, StringComparer.Ordinal)
            .ThenBy(use => use.Model, StringComparer.Ordinal);
        return new(median, production.Count, share, [.. uses]);
    }

    private static PremiumUse Use(SpendRow row, decimal price, decimal median) => new(
        row.Values[0], row.Values[1], row.Values[2], row.Measures, price, price / median, (long)decimal.Round(row.Measures.CostNanoUsd * (1 - (median / price))));

    private static decimal? PriceOf(ModelPrices model, UnixNanos at, decimal inputShare) =>
        model.AsOf(at)?.Standard.Bands[0].Rates is { Input: { } input, Output: { } output } ? (input * inputShare) + (output * (1 - inputShare)) : null;

    private static decimal? Median(List<decimal> ordered) => ordered.Count == 0
        ? null
        : (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
}
