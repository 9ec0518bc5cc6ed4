using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Pricing;

/// <summary>What the book makes of a provider and a model as a span names them: the model's prices and the rule that led there, or why there are none.</summary>
public sealed class ModelMatch
{
    private readonly PriceReference?[] _references;

    private ModelMatch(ModelPrices? model, string rule, SpanCost.Unpriced? unpriced)
    {
        Model = model;
        Rule = rule;
        Unpriced = unpriced;
        _references = new PriceReference?[model?.BandCount ?? 0];
    }

    /// <summary>Null when nothing matched; then <see cref="Unpriced"/> says why.</summary>
    public ModelPrices? Model { get; }

    /// <summary>The rule that matched, in words for the trace page: <c>exact</c>, <c>alias</c>, <c>dated suffix removed</c>, <c>organisation alias</c> …</summary>
    public string Rule { get; }

    public SpanCost.Unpriced? Unpriced { get; }

    internal static ModelMatch Found(ModelPrices model, string rule) => new(model, rule, null);

    internal static ModelMatch Missing(string reason) => new(null, "none", new(reason));

    /// <summary>The reference that goes with one band in one period. Spans share it: a book has few of them and a ledger has many spans.</summary>
    internal PriceReference Reference(string bookVersion, PricePeriod period, RateBand band) =>
        _references[period.FirstBand + band.Index] ??= new(
            bookVersion, Model!.Provider, Model.Model, Rule, period.Card.EffectiveFrom, period.Card.RecordedAt, period.Card.Source, band.Label, period.Card.Kind, period.Discount);
}
