using System.Text.Json;

namespace CostDashboard.Clients.Tests.Provider;

/// <summary>What OpenAI's interfaces have in common.</summary>
internal static class OpenAi
{
    /// <summary>Seconds; nobody prices by it.</summary>
    internal const long Created = 1_786_000_000;

    internal static bool IsStreamed(JsonElement request) => request.TryGetProperty("stream", out var stream) && stream.ValueKind is JsonValueKind.True;

    internal static string Model(JsonElement request) => request.GetProperty("model").GetString()!;

    /// <summary>A request names an alias, the answer the dated model behind it.</summary>
    internal static string Dated(string model) => model switch
    {
        "gpt-4o-mini" => "gpt-4o-mini-2024-07-18",
        "gpt-5-mini" => "gpt-5-mini-2025-08-07",
        _ => model,
    };

    /// <summary>Flex is granted; what asks for nothing is billed as the default.</summary>
    internal static string ServiceTier(JsonElement request) =>
        request.TryGetProperty("service_tier", out var tier) && tier.GetString() is { } asked and not "auto" ? asked : "default";
}
