using System.Globalization;
using CostDashboard.Core.Pricing;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Overrides;

/// <summary>Asks what is paid less than the list price, or more.</summary>
public sealed partial class DiscountForm
{
    [Parameter]
    public PriceEntry.Discount? Changed { get; set; }

    private protected override PriceEntry? Replaced => Changed;

    /// <summary>What is paid of the list price; null for what is no percentage.</summary>
    internal static decimal? FactorOf(string? percent, bool isMore) =>
        decimal.TryParse(percent?.Trim().TrimEnd('%').Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
            ? 1m + ((isMore ? share : -share) / 100m)
            : null;

    private static string? PercentOf(PriceEntry.Discount? discount) =>
        discount is null ? null : (Math.Abs(1m - discount.Factor) * 100m).ToString("0.######", CultureInfo.InvariantCulture);

    private async Task SaveAsync()
    {
        var factor = FactorOf(Filled("percent"), Filled("way") == "more");
        if (factor is null)
        {
            Mistakes.Add("Percent: write a number such as 15 or 5.5.");
        }

        var (from, to) = ReadDays();
        if (Mistakes.Count == 0)
        {
            await FinishAsync(await Changes.DiscountAsync(new(Named("provider"), Named("model"), factor!.Value, from, to, Filled("note") ?? ""), Http.User, Http.RequestAborted));
        }
    }
}
