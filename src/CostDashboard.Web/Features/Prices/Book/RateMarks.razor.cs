using System.Globalization;
using CostDashboard.Core.Pricing;
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

            foreach (var (name, table) in Row.Card.ServiceTiers.OrderBy(tier => tier.Key, StringComparer.Ordinal))
            {
                yield return (name, $"{name}: {Text(table.Bands[0].Rates)}");
            }

            foreach (var (name, rate) in Row.Rates.Others)
            {
                yield return (name, $"{name}: {RateText.Of(rate)} per million tokens");
            }

            foreach (var (unit, rate) in Row.Card.PerUnit)
            {
                yield return (unit, string.Create(CultureInfo.InvariantCulture, $"${RateText.Of(rate)} per {unit}"));
            }
        }
    }

    private static string Text(Rates rates) => $"input {RateText.InTable(rates.Input)}, cached {RateText.InTable(rates.CacheRead)}, output {RateText.InTable(rates.Output)}";
}
