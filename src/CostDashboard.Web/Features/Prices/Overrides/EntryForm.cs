using System.Globalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Features.Prices.Keeping;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Overrides;

/// <summary>A form that records an entry: a new one, or one that replaces another, since entries are never edited.</summary>
public abstract class EntryForm : ComponentBase
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    /// <summary>What the form is about, where its link says so.</summary>
    [Parameter]
    public string? Provider { get; set; }

    [Parameter]
    public string? Model { get; set; }

    [Inject]
    private protected CurrentPrices Prices { get; set; } = null!;

    [Inject]
    private protected PriceChanges Changes { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    /// <summary>The entry that is replaced; null for a new one.</summary>
    private protected abstract PriceEntry? Replaced { get; }

    /// <summary>Why nothing was recorded, a sentence for each mistake.</summary>
    protected List<string> Mistakes { get; } = [];

    protected string CloseLink => Context.Question.Url(OverridesView.Path, withFilters: false).ToString();

    protected string From => Filled("from") ?? (Replaced is { } old ? Day(old.Origin.From) : FirstDay);

    protected string To => Filled("to") ?? Day(Replaced?.Origin.To);

    protected string? Note => Filled("note") ?? Replaced?.Origin.Note;

    /// <summary>The day from which a new entry holds, if nobody chooses another.</summary>
    protected virtual string FirstDay => RateText.Day(BookView.Today(Context.Now));

    /// <summary>What was posted in a field; null where this is no answer to a post.</summary>
    protected string? Filled(string field) => Http.Request.HasFormContentType && Http.Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;

    /// <summary>What was posted in a field that may be left empty.</summary>
    protected string? Named(string field) => Filled(field)?.Trim() is { Length: > 0 } name ? name : null;

    /// <summary>The days that were posted; what is no day is noted as a mistake.</summary>
    protected (DateOnly? From, DateOnly? To) ReadDays() => (ReadDay("from", "From"), ReadDay("to", "Until"));

    /// <summary>Goes back to the list with what was recorded; what was refused is noted as a mistake.</summary>
    private protected async Task FinishAsync(PriceChange change)
    {
        switch (change)
        {
            case PriceChange.Refused refused:
                Mistakes.Add(refused.Reason);
                break;
            case PriceChange.Done { Entries: [var entry, ..] }:
                // The new one came first: at no moment does neither hold.
                if (Replaced is { } old)
                {
                    await Changes.WithdrawAsync(old.Origin.Id, Http.User, Http.RequestAborted);
                }

                Address.NavigateTo(Context.Question.Url(OverridesView.Path, withFilters: false).Add("saved", entry.Origin.Id.ToString("N", CultureInfo.InvariantCulture)).ToString());
                break;
        }
    }

    private static string Day(DateOnly? day) => day is { } known ? RateText.Day(known) : "";

    private DateOnly? ReadDay(string field, string label)
    {
        if (Named(field) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Mistakes.Add($"{label}: a day is written as 2026-11-30.");
        return null;
    }
}
