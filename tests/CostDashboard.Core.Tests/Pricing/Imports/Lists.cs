using System.Text;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Imports;

namespace CostDashboard.Core.Tests.Pricing.Imports;

/// <summary>Small lists in other people's formats, against the small book of <see cref="Own"/>.</summary>
internal static class Lists
{
    internal static readonly DateOnly Today = new(2026, 8, 6);

    internal static PriceList Read(string json, PriceBook? book = null) => PriceListReader.Read(Encoding.UTF8.GetBytes(json), book ?? Own.Book());

    /// <param name="fields">Of the entry of LiteLLM's list for <paramref name="key"/>.</param>
    internal static string LiteLlm(string fields, string key = "acme/rocket-1", string provider = "acme") =>
        $$"""{ "{{key}}": { "litellm_provider": "{{provider}}", "mode": "chat"{{(fields.Length == 0 ? "" : ", ")}}{{fields}} } }""";

    internal static string GenAi(string prices, string id = "rocket-1", string provider = "acme") =>
        $$"""[ { "id": "{{provider}}", "models": [ { "id": "{{id}}", "match": { "or": [ { "equals": "{{id}}" }, { "equals": "{{id}}-x" }, { "starts_with": "roc" }, { "contains": "o" } ] }, "prices": {{prices}} } ] } ]""";

    internal static PriceDiffEntry Diff(string json, PriceBook? book = null) => Assert.Single(PriceDiffs.Of(Read(json, book), book ?? Own.Book(), Today).Entries);

    /// <summary>The card that an accepted entry puts into the book.</summary>
    internal static RateCard Accepted(string json, PriceBook? book = null, DateOnly? from = null) =>
        PriceDocument.Read(PriceDiffs.Accept(Diff(json, book), book ?? Own.Book(), from, Today, "a list")).Card;

    internal static string Text(PriceDiffEntry entry) => string.Join("; ", entry.Changes.Select(change => FormattableString.Invariant($"{change.Rate} {change.Old} > {change.New}")));
}
