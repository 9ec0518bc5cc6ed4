using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Book;

/// <summary>What a price has beside input, cached input and output, as small marks; the rates themselves stand in their titles.</summary>
public sealed partial class RateMarks
{
    [Parameter, EditorRequired]
    public BookRow Row { get; set; } = null!;

    private IEnumerable<(string Label, string Title)> Marks
    {
        get
        {
            foreach (var band in Row.Card.Standard.Bands.Skip(1))
            {
                yield return ("> " + NumberText.Short(band.AboveInputTokens), $"{band.Label}: {Text(band.Rates)}");
            }

            foreach (var (name, table) in Row.Card.Rates.ServiceTiers.OrderBy(tier => tier.Key, StringComparer.Ordinal))
            {
                yield return (name, $"{name}: {Text(table.Bands[0].Rates)}");
            }

            foreach (var window in Row.Card.Rates.Windows)
            {
                yield return (window.Hours.Name, $"{window.Hours}: {Text(window.Rates.Bands[0].Rates)}");
            }

            foreach (var (name, sheet) in Row.Card.Regions.OrderBy(region => region.Key, StringComparer.Ordinal))
            {
                yield return ("in " + name, $"computed in {name}: {Text(sheet.Standard.Bands[0].Rates)}");
            }

            foreach (var (meter, rate) in Row.Rates.All.Where(rate => rate.Key is not (Meter.Input or Meter.CacheRead or Meter.CacheWrite5m or Meter.CacheWrite1h or Meter.Output)))
            {
                var unit = meter.IsTokens() ? "million tokens" : meter.Unit().ToString().ToLowerInvariant();
                yield return (ChargeText.NameOf(meter), $"{meter.Plural()}: ${RateText.Of(rate)} per {unit}");
            }
        }
    }

    private static string Text(Rates rates) => $"input {RateText.InTable(rates.Input)}, cached {RateText.InTable(rates.CacheRead)}, output {RateText.InTable(rates.Output)}";
}
