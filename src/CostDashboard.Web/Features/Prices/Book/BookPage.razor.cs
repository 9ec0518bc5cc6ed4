using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Book;

/// <summary>Every model that has a price, what it costs, and which of them the traffic uses.</summary>
public sealed partial class BookPage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    private BookView View => BookView.From(Context.Query);
}
