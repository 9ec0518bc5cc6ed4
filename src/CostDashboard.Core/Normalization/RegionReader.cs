using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>
/// Where a call was computed, as far as the span itself shows it and a price can depend on it. The resource's <c>cloud.region</c> is not read:
/// it says where the application runs, and the model may be elsewhere.
/// </summary>
internal static class RegionReader
{
    private const string OpenAi = ".api.openai.com";
    private const string BedrockBegin = "bedrock-runtime.";
    private const string BedrockEnd = ".amazonaws.com";
    private const string BedrockArn = "arn:aws:bedrock:";
    private const int LongestRegion = 32;

    // Shape read here:
    //   openai: server.address = "eu.api.openai.com"
    //   aws.bedrock: gen_ai.request.model = "arn:aws:bedrock:eu-west-1:…", server.address = "bedrock-runtime.eu-west-1.amazonaws.com",
    //   cloud.region or aws.region on the span
    internal static string? Of(SpanAttributes attributes, string provider, string? requestModel) => provider switch
    {
        "openai" => attributes.Text("server.address") is { } host && host.EndsWith(OpenAi, StringComparison.Ordinal) ? Named(host.AsSpan(0, host.Length - OpenAi.Length)) : null,
        "aws.bedrock" => OfArn(requestModel) ?? OfHost(attributes.Text("server.address")) ?? Named(attributes.Text("cloud.region", "aws.region")),
        _ => null,
    };

    /// <summary>Lower case, or null for what says that it is nowhere in particular.</summary>
    internal static string? Named(ReadOnlySpan<char> region)
    {
        region = region.Trim();
        if (region.IsEmpty || region.Length > LongestRegion || region.Equals("global", StringComparison.OrdinalIgnoreCase) || region.Equals("not_available", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (var letter in region)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))
            {
                return null;
            }
        }

        return region.ToString().ToLowerInvariant();
    }

    private static string? OfArn(string? model)
    {
        if (model is null || !model.StartsWith(BedrockArn, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = model.AsSpan(BedrockArn.Length);
        return rest.IndexOf(':') is > 0 and var end ? Named(rest[..end]) : null;
    }

    private static string? OfHost(string? host) =>
        host is not null && host.StartsWith(BedrockBegin, StringComparison.Ordinal) && host.EndsWith(BedrockEnd, StringComparison.Ordinal) && host.Length > BedrockBegin.Length + BedrockEnd.Length
            ? Named(host.AsSpan(BedrockBegin.Length..^BedrockEnd.Length))
            : null;
}
