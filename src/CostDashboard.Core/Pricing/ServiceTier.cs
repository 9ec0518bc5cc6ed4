namespace CostDashboard.Core.Pricing;

/// <summary>Service tiers as responses name them, and as price files do: <c>batch</c>, <c>flex</c>, <c>priority</c>, <c>fast</c>.</summary>
public static class ServiceTier
{
    /// <summary>The names under which a price file may list rates.</summary>
    public static IReadOnlyList<string> Names { get; } = ["batch", "flex", "priority", "fast"];

    /// <summary>The price file's name of a tier; null for the standard tier, under any of its names (default, standard, auto, on_demand, scale …).</summary>
    public static string? RatesName(string? serviceTier)
    {
        if (string.IsNullOrEmpty(serviceTier))
        {
            return null;
        }

        foreach (var name in Names)
        {
            if (serviceTier.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return serviceTier.Equals("batches", StringComparison.OrdinalIgnoreCase) ? "batch" : null;
    }

    /// <summary>OpenAI calls its priority tier "fast" in places, so each stands in for the other where a card lists only one.</summary>
    public static string? Synonym(string name) => name switch
    {
        "fast" => "priority",
        "priority" => "fast",
        _ => null,
    };
}
