using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>Reads service tiers. Anthropic's fast mode is a price of its own like a tier, under the name "speed".</summary>
internal static class Tiers
{
    internal static string? OfSpeed(string? speed) => speed is "fast" ? "fast" : null;

    /// <param name="parameters">What the request asked for.</param>
    internal static string? Requested(SpanAttributes parameters) => OfSpeed(parameters.Text("speed")) ?? Texts.Short(parameters.Text("service_tier"));
}
