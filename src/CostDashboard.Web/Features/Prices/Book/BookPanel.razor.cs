using System.Globalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Book;

/// <summary>The book as a table: filtered, sorted and paged on the server.</summary>
public sealed partial class BookPanel
{
    // The form has fields for these, and what it finds begins at the first page.
    private static readonly string[] s_fields = ["q", "at", "page"];
    private static readonly string[] s_filters = ["q", "mode", "has", "source", "seen", "page"];
    private static readonly Facet s_provider = new(Dimension.Provider);

    private PriceBook _book = PriceBook.Empty;

    [Parameter, EditorRequired]
    public BookView View { get; set; } = null!;

    [Inject]
    private CurrentPrices Prices { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    private FilterSet Providers => Context.Question.Filters.Of(s_provider);

    private bool IsFiltered => View.Text is not null || View.Mode is not null || View.Has is not PriceFeatures.None || View.OnlySeen || View.Kind is not null || !Providers.IsEmpty;

    private string Unfiltered => Context.Here(
        Context.Question with { Filters = FilterSet.None }, [.. s_filters.Select(key => (key, (string?)null))]);

    private string ChosenProviders => Providers.Values switch
    {
        [] => "all",
        [{ IsExclude: false } one] => NameOf(one.Value),
        [{ IsExclude: true } one] => "not " + NameOf(one.Value),
        var several => NumberText.Count(several.Count),
    };

    protected override async Task<Load<BookList>> AskAsync(CancellationToken cancellationToken)
    {
        // A book does not change: all of an answer is of the same one.
        _book = Prices.Book;
        var traffic = await BookTraffic.AskAsync(Spend, Context, _book, cancellationToken);
        return new Load<BookList>.Ready(BookList.Of(_book, View, View.DayAt(Context.Now), traffic, IsKept));
    }

    private bool IsKept(string provider)
    {
        var chosen = Providers.Values;
        return !chosen.Any(value => value.IsExclude && Means(value, provider))
            && (chosen.All(value => value.IsExclude) || chosen.Any(value => !value.IsExclude && Means(value, provider)));
    }

    private bool IsChosen(string provider) => Providers.Values.Any(value => !value.IsExclude && Means(value, provider));

    private static bool Means(FilterValue value, string provider) => value.Value.Equals(provider, StringComparison.OrdinalIgnoreCase);

    private string ProviderLink(string provider)
    {
        var others = Context.Question.Filters.Except(s_provider);
        return Context.Here(Context.Question with { Filters = others.With(s_provider, provider) }, BookView.FirstPage);
    }

    private string FeatureLink(PriceFeature feature)
    {
        var others = PriceFeature.All.Where(f => (View.Has ^ feature.Flag).HasFlag(f.Flag)).Select(f => ("has", (string?)f.Name));
        return Context.Here([("has", null), BookView.FirstPage, .. others]);
    }

    private string SortLink(BookSort sort)
    {
        var isAscending = View.Sort == sort ? !View.Ascending : BookView.IsAscending(sort);
        return Context.Here(
            ("sort", sort is BookSort.Calls ? null : sort.ToString().ToLowerInvariant()),
            ("dir", isAscending == BookView.IsAscending(sort) ? null : isAscending ? "asc" : "desc"),
            BookView.FirstPage);
    }

    private string LinkTo(BookRow row) =>
        Context.Question.Url(ModelLink.Path(row.Model.Provider, row.Model.Model), withFilters: false).Add("at", View.Day is { } day ? RateText.Day(day) : null).ToString();

    private string PageLink(int page) => Context.Here(("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)));

    private static int FirstOf(BookList list) => ((list.Page - 1) * BookView.RowsPerPage) + 1;

    private string NameOf(string provider) => _book.NameOf(provider);

    private static string Words(string mode) => mode.Replace('_', ' ');
}
