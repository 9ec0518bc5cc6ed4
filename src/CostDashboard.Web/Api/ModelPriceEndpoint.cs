using System.ComponentModel;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>Which call is asked about.</summary>
internal sealed record ModelPriceParameters(
    [property: FromQuery(Name = "provider"), Description("As spans name it; leave it out where they name none.")] string? Provider,
    [property: FromQuery(Name = "model"), Description("As spans name it.")] string? Model,
    [property: FromQuery(Name = "region"), Description("Where the call was computed, as spans name it.")] string? Region,
    [property: FromQuery(Name = "asOf"), Description("The day of the call (UTC), yyyy-MM-dd. Default: today.")] string? AsOf)
{
    internal static IReadOnlyList<string> Names { get; } = ["provider", "model", "region", "asOf"];
}

/// <summary>GET /api/v1/prices/match: the price that a call gets, by the rules by which spans are priced, and the history of that price.</summary>
internal static class ModelPriceEndpoint
{
    internal static Ok<ModelPriceBody> Answer(HttpContext http, [AsParameters] ModelPriceParameters parameters, CurrentPrices prices, TimeProvider clock)
    {
        QueryText.RefuseUnknown(http.Request.Query, ModelPriceParameters.Names);
        var name = QueryText.Text("model", parameters.Model) ?? throw new QueryMistake("model", "Name the model of the call.");
        var day = QueryText.Day("asOf", parameters.AsOf) ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var at = UnixNanos.From(new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        var book = prices.Book;
        var match = book.Match(QueryText.Text("provider", parameters.Provider) ?? "", name, at, QueryText.Text("region", parameters.Region));
        if (match.Model is not { } model)
        {
            throw new QueryMistake("model", $"Such a call is unpriced: {match.Unpriced!.Reason}.", StatusCodes.Status404NotFound);
        }

        return TypedResults.Ok(new ModelPriceBody(
            book.Version,
            day,
            model.Provider,
            book.NameOf(model.Provider),
            model.Model,
            model.Aliases,
            model.Mode,
            match.Rule,
            model.PeriodAt(at) is { } now ? BookPriceBody.Of(now) : null,
            [.. model.Periods.Select(BookPriceBody.Of)]));
    }
}

/// <summary>The price that a call gets.</summary>
/// <param name="Matched">Which rule led from the names of the call to the book's.</param>
/// <param name="Price">Of the day that was asked about; null where the model had none.</param>
/// <param name="History">All prices, in the order of time.</param>
internal sealed record ModelPriceBody(
    string Version,
    DateOnly AsOf,
    string Provider,
    string ProviderName,
    string Model,
    IReadOnlyList<string> Aliases,
    string Mode,
    string Matched,
    BookPriceBody? Price,
    IReadOnlyList<BookPriceBody> History);

/// <summary>What a model costs for a time.</summary>
/// <param name="Kind">shipped (came with the program), imported (taken over from a list of prices), override (the organisation's own).</param>
/// <param name="InForceFrom">The first day (UTC) on which calls are priced so; null from the beginning.</param>
/// <param name="InForceTo">The last one, inclusive; null without end.</param>
/// <param name="EffectiveFrom">The day from which the provider charges it; null where that is not known.</param>
/// <param name="RecordedAt">The day on which it was written into the book.</param>
/// <param name="Discount">What the organisation pays of the rates; null where it pays them in full.</param>
internal sealed record BookPriceBody(
    string Kind,
    DateOnly? InForceFrom,
    DateOnly? InForceTo,
    DateOnly? EffectiveFrom,
    DateOnly RecordedAt,
    string Source,
    DiscountBody? Discount,
    IReadOnlyList<RateBody> Rates)
{
    internal static BookPriceBody Of(PricePeriod period) => new(
        DimensionNames.Said(period.Card.Kind),
        period.From.Value == long.MinValue ? null : DayOf(period.From),
        period.To.Value == long.MaxValue ? null : DayOf(period.To + -1),
        period.Card.EffectiveFrom,
        period.Card.RecordedAt,
        period.Card.Source,
        DiscountBody.Of(period.Discount),
        [.. ListedRate.Of(period.Card).Select(RateBody.Of)]);

    private static DateOnly DayOf(UnixNanos time) => DateOnly.FromDateTime(time.ToDateTimeOffset().UtcDateTime);
}

/// <summary>What the organisation pays of the rates.</summary>
/// <param name="Factor">The rates are multiplied by it.</param>
/// <param name="Scope">everything, a provider, or a provider and a model.</param>
internal sealed record DiscountBody(string Factor, string Scope, string Note)
{
    internal static DiscountBody? Of(PriceDiscount? discount) =>
        discount is null ? null : new(PriceLineBody.Text(discount.Factor), discount.Scope, discount.Note);
}

/// <summary>One rate, with what has to be true of a call for it to be charged.</summary>
/// <param name="Meter">What is charged: input, cacheRead, output, webSearch, image …</param>
/// <param name="Usd">Dollars before any discount.</param>
/// <param name="RateFor">For so many of <paramref name="Unit"/>: a million tokens, one of anything else.</param>
/// <param name="ServiceTier">batch, flex, priority or fast; null for the standard tier.</param>
/// <param name="AboveInputTokens">Where the prompt has more tokens than this; null for any.</param>
/// <param name="IsMarginal">Only the tokens beyond that limit are charged so.</param>
/// <param name="Region">Where the call was computed; null wherever no other rate names.</param>
/// <param name="Hours">The hours of the day; null for any that no other rate names.</param>
internal sealed record RateBody(
    string Meter, string Usd, long RateFor, string Unit, string? ServiceTier, long? AboveInputTokens, bool IsMarginal, string? Region, string? Hours)
{
    internal static RateBody Of(ListedRate rate) => new(
        DimensionNames.Said(rate.Meter),
        PriceLineBody.Text(rate.Usd),
        rate.Meter.IsTokens() ? PriceLineBody.Million : 1,
        rate.Meter.IsTokens() ? "token" : DimensionNames.Said(rate.Meter.Unit()),
        rate.ServiceTier,
        rate.AboveInputTokens,
        rate.IsMarginal,
        rate.Region,
        rate.Hours?.ToString());
}
