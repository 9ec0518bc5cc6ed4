namespace CostDashboard.Core.Pricing;

/// <summary>One price as it is kept: what a model costs from a day on.</summary>
/// <param name="EffectiveFrom">Null where the start is not known: it holds from the beginning.</param>
/// <param name="Document">The price as the book's JSON has it (aliases and mode of the model, rates, tiers).</param>
public sealed record PriceRecord(string Provider, string Model, DateOnly? EffectiveFrom, DateOnly RecordedAt, string Source, string Document);

/// <summary>The prices in force, kept beside the spans that they priced.</summary>
public interface IPriceStore
{
    Task<IReadOnlyList<PriceRecord>> GetAsync(CancellationToken cancellationToken);

    /// <summary>Makes these the prices, in one transaction; writes only what changed.</summary>
    Task ReplaceAsync(IReadOnlyList<PriceRecord> records, CancellationToken cancellationToken);
}
