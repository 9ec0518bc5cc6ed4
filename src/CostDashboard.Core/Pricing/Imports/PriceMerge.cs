using System.Text.Json.Nodes;

namespace CostDashboard.Core.Pricing.Imports;

/// <summary>A price of a list over the one that the book has: what the list states wins, what it does not know (batch rates, hours, regions) stays.</summary>
internal static class PriceMerge
{
    /// <param name="book">As a price file has it; null where the book has none.</param>
    internal static JsonObject Of(string? book, string list)
    {
        var merged = Table(book is null ? [] : (JsonObject)JsonNode.Parse(book)!, (JsonObject)JsonNode.Parse(list)!);
        foreach (var ofTheRecord in (string[])["effectiveFrom", "recordedAt", "source"])
        {
            merged.Remove(ofTheRecord);
        }

        return merged;
    }

    private static JsonObject Table(JsonObject book, JsonObject list)
    {
        var merged = (JsonObject)book.DeepClone();
        Merge(merged, list, "perMillion");
        Merge(merged, list, "perUnit");
        Merge(merged, list, "regions");
        if (list["timeOfDay"] is { } hours)
        {
            merged["timeOfDay"] = hours.DeepClone();
        }

        // The limits of the list replace those of the book; whether only the tokens beyond them count, no list says.
        if (list["tiers"] is JsonArray tiers)
        {
            merged["tiers"] = new JsonArray([.. tiers.Select(tier => (JsonNode)Tier(book, (JsonObject)tier!, merged))]);
        }

        if (list["serviceTiers"] is JsonObject services)
        {
            var all = merged["serviceTiers"] as JsonObject ?? [];
            foreach (var (name, table) in services)
            {
                all[name] = Table(all[name] as JsonObject ?? [], (JsonObject)table!);
            }

            merged["serviceTiers"] = all.Parent is null ? all : all.DeepClone();
        }

        return merged;
    }

    // A tier lists every class of the base rate: where neither list nor book knows it, it costs what it does for a short prompt.
    private static JsonObject Tier(JsonObject book, JsonObject tier, JsonObject merged)
    {
        var above = (long)tier["aboveInputTokens"]!;
        var same = (book["tiers"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(known => (long)known["aboveInputTokens"]! == above);
        var rates = new JsonObject();
        foreach (var from in (JsonObject?[])[merged["perMillion"] as JsonObject, same?["perMillion"] as JsonObject, tier["perMillion"] as JsonObject])
        {
            foreach (var (name, rate) in from ?? [])
            {
                rates[name] = rate!.DeepClone();
            }
        }

        return new() { ["aboveInputTokens"] = above, ["perMillion"] = rates };
    }

    private static void Merge(JsonObject into, JsonObject list, string name)
    {
        if (list[name] is JsonObject stated)
        {
            var all = into[name] as JsonObject ?? [];
            foreach (var (member, value) in stated)
            {
                all[member] = value!.DeepClone();
            }

            into[name] = all.Parent is null ? all : all.DeepClone();
        }
    }
}
