using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Model;

/// <summary>All that is known of what one model costs, when, and what is called of it.</summary>
public sealed partial class ModelPage
{
    private static readonly string[] s_fields = ["at"];

    private PriceBook _book = PriceBook.Empty;
    private ModelPrices? _model;

    [Parameter]
    public string Provider { get; set; } = "";

    [Parameter]
    public string Model { get; set; } = "";

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Inject]
    private CurrentPrices Prices { get; set; } = null!;

    private string Seller => _model?.Provider ?? ModelLink.Text(Provider);

    private string Name => _model?.Model ?? ModelLink.Text(Model);

    private DateOnly Today => BookView.Today(Context.Now);

    private DateOnly Day => BookView.From(Context.Query).DayAt(Context.Now);

    protected override void OnParametersSet()
    {
        // A book does not change: all of the page is of the same one.
        _book = Prices.Book;
        _model = ModelLink.Find(_book, Provider, Model);
    }
}
