using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Sources;

/// <summary>What sends spans, by its own word: hostile, and cut.</summary>
/// <param name="Name">Empty where nothing says it.</param>
/// <param name="Version">Empty where nothing says it.</param>
public readonly record struct SourceClient(string Name, string Version)
{
    public const int LongestName = 100;
    public const int LongestVersion = 50;

    public static SourceClient Unknown { get; } = new("", "");

    /// <summary>All clients beyond those that are told apart.</summary>
    public static SourceClient Others { get; } = new("(other)", "");

    // Shape read here, of the resource (https://opentelemetry.io/docs/specs/semconv/resource/#telemetry-sdk):
    //   telemetry.sdk.name = "opentelemetry", telemetry.sdk.language = "python", telemetry.sdk.version = "1.27.0"
    // else the scope that made the span:
    //   name = "openinference.instrumentation.openai", version = "0.1.18"
    // else the User-Agent of the request (RFC 9110, 10.1.5):
    //   OTel-OTLP-Exporter-Python/1.27.0 extra
    public static SourceClient Of(SpanOrigin origin, string? userAgent)
    {
        if (origin.Resource.Text("telemetry.sdk.name") is { Length: > 0 } sdk)
        {
            var name = origin.Resource.Text("telemetry.sdk.language") is { Length: > 0 } language ? $"{sdk} {language}" : sdk;
            return Cut(name, origin.Resource.Text("telemetry.sdk.version"));
        }

        return origin.ScopeName is { Length: > 0 } scope ? Cut(scope, origin.ScopeVersion) : OfAgent(userAgent);
    }

    /// <summary>Of a request of which no span is known.</summary>
    public static SourceClient OfAgent(string? userAgent)
    {
        var product = (userAgent ?? "").Trim().Split(' ', 2)[0];
        var slash = product.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Cut(product, null) : Cut(product[..slash], product[(slash + 1)..]);
    }

    private static SourceClient Cut(string name, string? version) => new(Cut(name, LongestName), Cut(version ?? "", LongestVersion));

    private static string Cut(string text, int longest) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…");
}

/// <summary>Where spans come from: through which door, and what sends them.</summary>
public readonly record struct SourceKey(Door Door, SourceClient Client);
