using System.Text.Json;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Unpriced;
using CostDashboard.Core.Spans;
using CostDashboard.Web.Features.Prices.Book;
using CostDashboard.Web.Features.Prices.Keeping;
using CostDashboard.Web.Features.Prices.Overrides;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Unknown;

/// <summary>Gives a model of the traffic a price: that of a model of the book, or one of its own; and says beforehand what that would make of the calls.</summary>
public sealed partial class PriceItForm
{
    // Between the provider and the model of a choice: neither may hold it.
    private const char Separator = '\t';

    private static readonly (string Field, string Label)[] s_fields =
        [("perMillion.input", "Input"), ("perMillion.cacheRead", "Input from cache"), ("perMillion.output", "Output"), ("perUnit.request", "Per request")];

    private readonly List<string> _mistakes = [];
    private SpanCost? _estimate;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Parameter, EditorRequired]
    public UnknownModel Unknown { get; set; } = null!;

    [Inject]
    private CurrentPrices Prices { get; set; } = null!;

    [Inject]
    private PriceChanges Changes { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private UnpricedTraffic Traffic => Unknown.Traffic;

    private IEnumerable<string> Modes => Prices.Book.Models.Select(model => model.Mode).CountBy(mode => mode).OrderByDescending(mode => mode.Value).Select(mode => mode.Key);

    private IEnumerable<(ModelSuggestion Suggestion, RateCard Card, SpanCost Cost)> Suggestions =>
        from suggestion in Unknown.Suggestions
        let period = suggestion.Model.PeriodAt(Traffic.LastSeen)
        where period is not null
        select (suggestion, period.Card, UnpricedEstimate.Of(Traffic, period.Card, period.Discount));

    private static string Key(ModelPrices model) => model.Provider + Separator + model.Model;

    private async Task SameAsAsync()
    {
        var typed = Filled("to-model")?.Trim() is { Length: > 0 } model ? (Filled("to-provider")?.Trim() ?? "", model) : ((string, string)?)null;
        var chosen = Filled("target")?.Split(Separator, 2) is [var provider, var name] ? (provider, name) : ((string, string)?)null;
        if ((typed ?? chosen) is not var (seller, target))
        {
            _mistakes.Add("Choose one of the models, or name another one.");
            return;
        }

        // Spans that name no provider have an alias for just these.
        Finish(await Changes.AliasAsync(new(Traffic.Provider, Traffic.Model, seller, target), Http.User, Http.RequestAborted));
    }

    private async Task OwnPriceAsync()
    {
        var price = PriceSheet.Empty.With(Filled, out var wrong);
        _mistakes.AddRange(wrong.Values);
        if (_mistakes.Count > 0)
        {
            return;
        }

        if (Filled("do") == "estimate")
        {
            _estimate = EstimateOf(price);
            return;
        }

        var mode = Modes.FirstOrDefault(known => known == Filled("mode")) ?? "chat";
        Finish(await Changes.PriceUnknownAsync(new(Traffic.Provider, Traffic.Model, price, Note: Filled("note") ?? "", Mode: mode), Http.User, Http.RequestAborted));
    }

    private SpanCost? EstimateOf(string price)
    {
        try
        {
            using var json = JsonDocument.Parse(price);
            var record = PriceDocument.Compose("own", "model", null, BookView.Today(Context.Now), "estimate", [], "chat", json.RootElement);
            return UnpricedEstimate.Of(Traffic, PriceDocument.Read(record).Card);
        }
        catch (PriceFileException)
        {
            _mistakes.Add("Fill in at least one rate.");
            return null;
        }
    }

    private void Finish(PriceChange change)
    {
        switch (change)
        {
            case PriceChange.Refused refused:
                _mistakes.Add(refused.Reason);
                break;
            case PriceChange.Done { Entries: [var entry, ..] }:
                Address.NavigateTo(UnknownView.Url(Context, Traffic.Provider, Traffic.Model, entry.Origin.Id));
                break;
        }
    }

    private string? Filled(string field) => Http.Request.HasFormContentType && Http.Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;
}
