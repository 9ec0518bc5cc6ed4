using System.Globalization;
using CostDashboard.Core.Pricing.Imports;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Features.Prices.Keeping;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Import;

/// <summary>What a list would change in the book, entry by entry. The list and the address are all of its state, so a reload loses nothing.</summary>
public sealed partial class ReviewPage
{
    // The form has fields for these, and what it finds begins at the first page.
    private static readonly string[] s_fields = ["q", "page", "taken"];

    private PriceImport? _import;
    private PriceDiff? _diff;
    private ReviewList? _list;
    private HashSet<string> _chosen = [];
    private string? _refusal;
    private string? _unreadable;

    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private PriceImports Imports { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private ImportView View => ImportView.From(Context.Query);

    private bool CanTake => Http.User.IsAdministrator() && _list?.Show is PriceDifference.Changed or PriceDifference.Added;

    private string FirstDay => Posted("from") ?? RateText.Day(BookView.Today(Context.Now));

    protected override async Task OnInitializedAsync()
    {
        try
        {
            if (await Imports.ReviewAsync(Id, Http.RequestAborted) is var (import, diff))
            {
                (_import, _diff, _list) = (import, diff, ReviewList.Of(diff, View));
            }
        }
        catch (PriceListException unreadable)
        {
            _unreadable = unreadable.Message;
        }
    }

    private async Task AcceptAsync()
    {
        if (_list is null)
        {
            return;
        }

        _chosen = [.. Posted("do") == "all" ? _list.All.Select(entry => entry.Key) : Http.Request.Form["key"].OfType<string>()];
        DateOnly? from = null;
        if (Posted("from") is { Length: > 0 } text)
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                _refusal = "First day: a day is written as 2026-11-30.";
                return;
            }

            from = day;
        }

        switch (await Imports.AcceptAsync(Id, _chosen, from, Http.User, Http.RequestAborted))
        {
            case PriceChange.Done(var entries):
                Navigation.NavigateTo(Context.Here(("page", null), ("taken", entries.Count.ToString(CultureInfo.InvariantCulture))));
                break;
            case PriceChange.Refused(var reason):
                _refusal = reason;
                break;
        }
    }

    private string PageLink(int page) => Context.Here(("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)), ("taken", null));

    private string? Posted(string field) => Http.Request.HasFormContentType && Http.Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;
}
