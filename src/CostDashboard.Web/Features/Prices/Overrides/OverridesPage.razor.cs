using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Features.Prices.Keeping;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Overrides;

/// <summary>What the organisation says about prices: its own ones, discounts and aliases. Everybody sees them; administrators change them.</summary>
public sealed partial class OverridesPage
{
    /// <summary>Of each kind.</summary>
    private const int MostRows = 200;

    private IReadOnlyList<PriceEntry> _entries = [];
    private PriceBook _book = PriceBook.Empty;
    private PriceEntry? _saved;
    private string? _refusal;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private IPriceEntryStore Entries { get; set; } = null!;

    [Inject]
    private PriceChanges Changes { get; set; } = null!;

    [Inject]
    private CurrentPrices Prices { get; set; } = null!;

    private OverridesView View => OverridesView.From(Context.Query);

    private DateOnly Today => BookView.Today(Context.Now);

    /// <summary>The entry that the open form replaces.</summary>
    private PriceEntry? Changed => View.Changed is { } id ? _entries.FirstOrDefault(entry => entry.Origin.Id == id && entry.Origin.Withdrawn is null && PriceEntryRules.Mistake(entry) is null) : null;

    private string? Open => Changed switch
    {
        PriceEntry.Price => "price",
        PriceEntry.Discount => "discount",
        PriceEntry.Alias => "alias",
        _ => View.New,
    };

    private string PastLink => Context.Question.Url(OverridesView.Path, withFilters: false).Add("past", View.ShowsPast ? null : "1").ToString();

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        _saved = View.Saved is { } id ? _entries.FirstOrDefault(entry => entry.Origin.Id == id) : null;
    }

    private async Task TakeBackAsync(PriceEntry entry)
    {
        _refusal = (await Changes.WithdrawAsync(entry.Origin.Id, Http.User, Http.RequestAborted) as PriceChange.Refused)?.Reason;
        await ReadAsync();
        _saved = _refusal is null ? _entries.FirstOrDefault(other => other.Origin.Id == entry.Origin.Id) : null;
    }

    private async Task ReadAsync()
    {
        _book = Prices.Book;
        _entries = [.. (await Entries.GetAsync(withWithdrawn: true, Http.RequestAborted)).Entries.Reverse()];
    }

    private IEnumerable<T> Of<T>()
        where T : PriceEntry =>
        _entries.OfType<T>().Where(entry => entry is not PriceEntry.Price { Kind: PriceKind.Imported } && (View.ShowsPast || !entry.Origin.On(Today).IsPast()));

    private static IEnumerable<T> Shown<T>(IEnumerable<T> entries) => entries.Take(MostRows);

    // What a later version wrote may be unreadable here: it is listed all the same, so that it can be taken back.
    private static Rates? RatesOf(PriceEntry.Price price)
    {
        try
        {
            return PriceDocument.Read(price.Record).Card.Standard.Bands[0].Rates;
        }
        catch (PriceFileException)
        {
            return null;
        }
    }

    private string? RowClass(PriceEntry entry) => entry.On(Today, _entries) is EntryState.InForce ? null : "past";
}
