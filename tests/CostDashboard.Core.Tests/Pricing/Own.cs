using System.Text;
using System.Text.Json;

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>A small book, and what an organisation may say about it.</summary>
internal static class Own
{
    private const string Acme = """
        { "provider": "acme", "name": "Acme", "aliases": ["acme-ai"], "modelPrefixes": ["rocket-"], "currency": "USD", "models": [
          { "model": "comet", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2025-01-02", "source": "price list", "perMillion": { "input": "3", "output": "9" } } ] },
          { "model": "rocket-1", "aliases": ["rocket"], "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2025-01-02", "source": "price list", "perMillion": { "input": "2", "output": "8" } },
            { "effectiveFrom": "2026-06-10", "recordedAt": "2026-06-11", "source": "price list", "perMillion": { "input": "1", "output": "4" },
              "tiers": [ { "aboveInputTokens": 200000, "perMillion": { "input": "2", "output": "6" } } ] } ] } ] }
        """;

    internal static PriceFile File { get; } = PriceFile.Parse("acme.json", Encoding.UTF8.GetBytes(Acme));

    internal static PriceBook Book(params IEnumerable<PriceEntry> entries) => PriceBook.Of([File], entries);

    internal static PriceEntry.Price Price(
        string input,
        string? from = null,
        string? to = null,
        string model = "rocket-1",
        string provider = "acme",
        PriceKind kind = PriceKind.Override,
        double recorded = 0,
        string[]? aliases = null,
        string more = "",
        Guid? id = null)
    {
        var origin = Origin(from, to, recorded, id);
        var json = $$"""{ "perMillion": { "input": "{{input}}", "output": "{{input}}" }{{more}} }""";
        using var price = JsonDocument.Parse(json);
        var recordedAt = DateOnly.FromDateTime(origin.RecordedAt.ToDateTimeOffset().DateTime);
        return new(origin, kind, PriceDocument.Compose(provider, model, origin.From, recordedAt, "contract", aliases ?? [], "chat", price.RootElement));
    }

    internal static PriceEntry.Discount Discount(
        decimal factor, string? provider = null, string? model = null, string? from = null, string? to = null, double recorded = 0, Guid? id = null) =>
        new(Origin(from, to, recorded, id), provider, model, factor);

    internal static PriceEntry.Alias Alias(
        string name, string? provider = null, string target = "rocket-1", string targetProvider = "acme", string? from = null, string? to = null, double recorded = 0) =>
        new(Origin(from, to, recorded), provider, name, targetProvider, target);

    /// <param name="recorded">Days after noon of 2026-08-06.</param>
    internal static EntryOrigin Origin(string? from = null, string? to = null, double recorded = 0, Guid? id = null) =>
        new(id ?? Guid.NewGuid(), Day(from), Day(to), A.Noon + (long)(recorded * UnixNanos.PerDay), "anna@example.com", "as agreed");

    internal static DateOnly? Day(string? day) => day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", null);
}
