using System.Collections.Frozen;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Normalization;

/// <summary>Brings the many spellings of a provider to OpenTelemetry's <c>gen_ai.provider.name</c>.</summary>
internal static class ProviderNames
{
    private static readonly FrozenDictionary<string, string> s_current = new Dictionary<string, string>
    {
        ["vertex_ai"] = "gcp.vertex_ai",
        ["vertexai"] = "gcp.vertex_ai",
        ["gemini"] = "gcp.gemini",
        ["google"] = "gcp.gemini",
        ["google_genai"] = "gcp.gemini",
        ["gen_ai"] = "gcp.gen_ai",
        ["az.ai.openai"] = "azure.ai.openai",
        ["azure"] = "azure.ai.openai",
        ["azure_openai"] = "azure.ai.openai",
        ["az.ai.inference"] = "azure.ai.inference",
        ["xai"] = "x_ai",
        ["aws"] = "aws.bedrock",
        ["bedrock"] = "aws.bedrock",
        ["aws_bedrock"] = "aws.bedrock",
        ["mistral"] = "mistral_ai",
        ["mistralai"] = "mistral_ai",
        ["watsonx"] = "ibm.watsonx.ai",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // How the makers begin their models' names. Names that several hosts share (llama, qwen) say nothing about who is paid.
    private static readonly (string Prefix, string Provider)[] s_byModel =
    [
        ("gpt-", "openai"), ("o1", "openai"), ("o3", "openai"), ("o4", "openai"), ("chatgpt-", "openai"),
        ("text-embedding-3", "openai"), ("text-embedding-ada", "openai"), ("openai/", "openai"),
        ("claude-", "anthropic"), ("anthropic/", "anthropic"),
        ("anthropic.", "aws.bedrock"), ("us.anthropic.", "aws.bedrock"), ("eu.anthropic.", "aws.bedrock"), ("amazon.", "aws.bedrock"),
        ("gemini-", "gcp.gemini"), ("gemini/", "gcp.gemini"),
        ("mistral-", "mistral_ai"), ("codestral-", "mistral_ai"), ("ministral-", "mistral_ai"), ("magistral-", "mistral_ai"),
        ("command-", "cohere"), ("embed-", "cohere"), ("rerank-", "cohere"),
        ("deepseek-", "deepseek"), ("grok-", "x_ai"), ("sonar", "perplexity"),
    ];

    /// <summary>The provider's current name; where the span names none, the one that the model's name gives away; else empty.</summary>
    internal static string Of(string? stated, string model) =>
        stated is null ? OfModel(model) : s_current.TryGetValue(stated, out var current) ? current : Lower(SpendKey.Bounded(stated));

    internal static bool IsGoogle(string? stated) => stated is not null && Of(stated, "").StartsWith("gcp.", StringComparison.Ordinal);

    private static string OfModel(string model)
    {
        foreach (var (prefix, provider) in s_byModel)
        {
            if (model.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return provider;
            }
        }

        return "";
    }

    // Traceloop capitalises. Most names are lower-case already, and then nothing is copied.
    private static string Lower(string name)
    {
        foreach (var letter in name)
        {
            if (char.IsUpper(letter))
            {
                return name.ToLowerInvariant();
            }
        }

        return name;
    }
}
