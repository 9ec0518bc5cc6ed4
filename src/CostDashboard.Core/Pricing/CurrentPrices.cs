namespace CostDashboard.Core.Pricing;

/// <summary>The price book in force. Whoever changes prices puts a new book here; a span that is being priced keeps the one it began with.</summary>
public sealed class CurrentPrices
{
    private volatile PriceBook _book = PriceBook.Empty;

    public PriceBook Book
    {
        get => _book;
        set => _book = value;
    }
}
