using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Features.Prices.Overrides;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Features;

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

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private CurrentPrices Prices { get; set; } = null!;

    private (string Provider, string Model) Asked => ModelLink.Names(Http.Features.Get<IHttpRequestFeature>()?.RawTarget) ?? (Provider, Model);

    private string Seller => _model?.Provider ?? Asked.Provider;

    private string Name => _model?.Model ?? Asked.Model;

    private DateOnly Today => BookView.Today(Context.Now);

    private DateOnly Day => BookView.From(Context.Query).DayAt(Context.Now);

    private string AliasLink(ModelPrices model) =>
        Context.Question.Url(OverridesView.Path, withFilters: false).Add("new", "alias").Add("to-provider", model.Provider).Add("to-model", model.Model).ToString();

    protected override void OnParametersSet()
    {
        // A book does not change: all of the page is of the same one.
        _book = Prices.Book;
        _model = _book.Find(Asked.Provider, Asked.Model);
    }
}
