using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Web.Features.Traces;

namespace CostDashboard.Web.Features.Prices.Model;

/// <summary>A rate as a table shows it.</summary>
/// <param name="Rate">Null where neither the price nor a rule has one.</param>
/// <param name="IsDerived">It follows from another rate, because the provider lists none.</param>
public readonly record struct RateCell(decimal? Rate, bool IsDerived);

/// <summary>A meter, with its rate in every column.</summary>
public sealed record RateRow(Meter Meter, IReadOnlyList<RateCell> Cells)
{
    public string Label => ChargeText.NameOf(Meter);

    /// <summary>What the rate is for one of, where that is not a million tokens: "per second".</summary>
    public string? Unit => Meter.IsTokens() ? null : "per " + Meter.Unit().ToString().ToLowerInvariant();
}

/// <summary>A price as a table: a row for each meter, a column for each set of rates.</summary>
/// <param name="Columns">The base rates first, then longer prompts, service tiers, hours of the day and regions.</param>
public sealed record RateGrid(IReadOnlyList<string> Columns, IReadOnlyList<RateRow> Rows)
{
    // What nearly every call uses, and has a rate by a rule where none is listed.
    private static readonly Meter[] s_common = [Meter.Input, Meter.CacheRead, Meter.CacheWrite5m, Meter.CacheWrite1h, Meter.Output, Meter.Reasoning];

    public bool HasDerived => Rows.Any(row => row.Cells.Any(cell => cell.IsDerived));

    public static RateGrid Of(RateCard card)
    {
        RateBand[] bands =
        [
            .. card.Rates.Standard.Bands,
            .. card.Rates.ServiceTiers.OrderBy(tier => tier.Key, StringComparer.Ordinal).SelectMany(tier => tier.Value.Bands),
            .. card.Rates.Windows.SelectMany(window => window.Rates.Bands),
            .. card.Regions.OrderBy(region => region.Key, StringComparer.Ordinal).SelectMany(region => region.Value.Standard.Bands),
        ];
        var listed = bands.SelectMany(band => band.Rates.All.Select(rate => rate.Key));
        var meters = (bands.Any(band => band.Rates.PricesTokens) ? s_common : []).Concat(listed).Distinct().OrderBy(meter => meter.IsTokens() ? 0 : 1).ThenBy(Place).ThenBy(meter => meter);
        return new(
            [.. bands.Select(band => band.Label ?? "standard")],
            [.. meters.Select(meter => new RateRow(meter, [.. bands.Select(band => CellOf(band.Rates, meter))])).Where(row => row.Cells.Any(cell => cell.Rate is not null))]);
    }

    private static int Place(Meter meter) => Array.IndexOf(s_common, meter) is >= 0 and var place ? place : s_common.Length;

    private static RateCell CellOf(Rates rates, Meter meter)
    {
        var (rate, isDerived) = rates.Of(meter);
        return new(rate, isDerived);
    }
}
