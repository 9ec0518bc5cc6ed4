using CostDashboard.Core.Pricing;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Overrides;

/// <summary>Asks what a model costs the organisation. What is left empty keeps the rate of the book, or of the entry that is replaced.</summary>
public sealed partial class OverrideForm
{
    private IReadOnlyDictionary<string, string> _wrong = new Dictionary<string, string>();
    private PriceSheet _sheet = PriceSheet.Empty;
    private string _provider = "";
    private string _model = "";
    private ModelPrices? _known;

    [Parameter]
    public PriceEntry.Price? Changed { get; set; }

    private protected override PriceEntry? Replaced => Changed;

    private bool IsChosen => _provider.Length > 0 && _model.Length > 0;

    private bool IsUnknown => _known is null && Changed is null;

    private IEnumerable<string> Modes => Prices.Book.Models.Select(model => model.Mode).CountBy(mode => mode).OrderByDescending(mode => mode.Value).Select(mode => mode.Key);

    private bool HasMore => _sheet.MoreRows.SelectMany(row => row.Fields).Concat(_sheet.Units).Any(one => one.Kept is not null || Filled(one.Name) is { Length: > 0 });

    private string Explanation => (Changed, _known) switch
    {
        ({ }, _) => "A field that is left empty keeps the rate that stands in it; a dash takes the rate away. The new entry replaces the old one, which stays on record.",
        (null, null) => "The book has no model of this name: calls of exactly this name are priced by what you fill in. What has no rate makes a cost partial, never free.",
        _ => "A field that is left empty keeps the rate of the book that stands in it; a dash takes the rate away. On its days the override wins over every other price of the model.",
    };

    protected override void OnParametersSet()
    {
        var book = Prices.Book;
        _provider = Changed?.Record.Provider ?? (Provider is { Length: > 0 } provider ? book.Canonical(provider) : "");
        _known = book.Find(_provider, Changed?.Record.Model ?? Model ?? "");
        _model = Changed?.Record.Model ?? _known?.Model ?? Model ?? "";
        var card = Changed is null ? _known?.AsOf(Context.Now) : PriceDocument.Read(Changed.Record).Card;
        _sheet = card is null ? PriceSheet.Empty : PriceSheet.Of(card.Json);
    }

    private async Task SaveAsync()
    {
        var price = _sheet.With(Filled, out _wrong);
        Mistakes.AddRange(_wrong.Values);
        var (from, to) = ReadDays();
        if (Mistakes.Count == 0)
        {
            var mode = Modes.FirstOrDefault(known => known == Filled("mode")) ?? "chat";
            await FinishAsync(await Changes.OverrideAsync(new(_provider, _model, price, from, to, Filled("note") ?? "", mode), Http.User, Http.RequestAborted));
        }
    }
}
