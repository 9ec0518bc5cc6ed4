using System.Buffers.Text;
using System.ComponentModel;
using System.Text;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>What the price book is asked.</summary>
internal sealed record PricesParameters(
    [property: FromQuery(Name = "provider"), Description("Only of this provider, under any name that the book knows.")] string? Provider,
    [property: FromQuery(Name = "model"), Description("Only the model of exactly this name or alias.")] string? Model,
    [property: FromQuery(Name = "text"), Description("Part of a name or alias of the model.")] string? Text,
    [property: FromQuery(Name = "asOf"), Description("Prices of this day (UTC), yyyy-MM-dd. Default: today.")] string? AsOf,
    [property: FromQuery(Name = "limit"), Description("Models on a page, 1 to 500. Default: 50.")] string? Limit,
    [property: FromQuery(Name = "cursor"), Description("The next of the page before; all other parameters stay the same.")] string? Cursor)
{
    internal static IReadOnlyList<string> Names { get; } = ["provider", "model", "text", "asOf", "limit", "cursor"];
}

/// <summary>GET /api/v1/prices: the book in force, by provider and model. The same for everybody: prices belong to the organisation.</summary>
internal static class PricesEndpoint
{
    private const int DefaultLimit = 50;
    private const int MostRows = 500;

    internal static Ok<PricesBody> Answer(HttpContext http, [AsParameters] PricesParameters parameters, CurrentPrices prices, TimeProvider clock)
    {
        QueryText.RefuseUnknown(http.Request.Query, PricesParameters.Names);
        var book = prices.Book;
        var day = QueryText.Day("asOf", parameters.AsOf) ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var at = UnixNanos.From(new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        var limit = QueryText.Whole("limit", parameters.Limit, DefaultLimit, 1, MostRows);
        var found = Find(book, parameters)
            .Select(model => (Model: model, Period: model.PeriodAt(at)))
            .Where(row => row.Period is not null)
            .OrderBy(row => row.Model.Provider, StringComparer.Ordinal)
            .ThenBy(row => row.Model.Model, StringComparer.Ordinal)
            .ToList();
        var after = QueryText.Text("cursor", parameters.Cursor) is { } cursor ? ReadCursor(cursor) : default((string, string)?);
        var page = found.Where(row => after is null || IsAfter(row.Model, after.Value)).Take(limit + 1).ToList();
        return TypedResults.Ok(new PricesBody(
            book.Version,
            day,
            found.Count,
            page.Count > limit ? WriteCursor(page[limit - 1].Model) : null,
            [.. page.Take(limit).Select(row => BookRowBody.Of(book, row.Model, row.Period!))]));
    }

    private static IEnumerable<ModelPrices> Find(PriceBook book, PricesParameters parameters)
    {
        IEnumerable<ModelPrices> models = book.Models;
        if (QueryText.Text("provider", parameters.Provider) is { } provider)
        {
            var seller = book.Knows(provider) ? book.Canonical(provider) : throw new QueryMistake("provider", $"The book has no provider '{QueryText.Shown(provider)}'.");
            models = models.Where(model => model.Provider == seller);
        }

        if (QueryText.Text("model", parameters.Model) is { } name)
        {
            models = models.Where(model => model.Aliases.Prepend(model.Model).Contains(name, StringComparer.OrdinalIgnoreCase));
        }

        return QueryText.Text("text", parameters.Text) is { } text
            ? models.Where(model => model.Aliases.Prepend(model.Model).Any(known => known.Contains(text, StringComparison.OrdinalIgnoreCase)))
            : models;
    }

    private static bool IsAfter(ModelPrices model, (string Provider, string Model) place) =>
        string.CompareOrdinal(model.Provider, place.Provider) is var order && (order > 0 || (order == 0 && string.CompareOrdinal(model.Model, place.Model) > 0));

    private static string WriteCursor(ModelPrices model) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{model.Provider}\n{model.Model}"));

    private static (string Provider, string Model) ReadCursor(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n') is [var provider, var model] ? (provider, model) : throw PageCursor.Mistake();
        }
        catch (FormatException)
        {
            throw PageCursor.Mistake();
        }
    }
}

/// <summary>A page of the price book.</summary>
/// <param name="Version">Of the book as a whole: it differs whenever any price does.</param>
/// <param name="Count">How many models the question has, over all pages.</param>
/// <param name="Next">The cursor of the page after; null on the last one.</param>
internal sealed record PricesBody(string Version, DateOnly AsOf, int Count, string? Next, IReadOnlyList<BookRowBody> Models);

/// <summary>A model with its price of one day.</summary>
internal sealed record BookRowBody(string Provider, string ProviderName, string Model, IReadOnlyList<string> Aliases, string Mode, BookPriceBody Price)
{
    internal static BookRowBody Of(PriceBook book, ModelPrices model, PricePeriod period) =>
        new(model.Provider, book.NameOf(model.Provider), model.Model, model.Aliases, model.Mode, BookPriceBody.Of(period));
}
