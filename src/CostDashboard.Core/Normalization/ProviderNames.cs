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
        ["google-genai"] = "gcp.gemini",
        ["google-gla"] = "gcp.gemini",
        ["google-vertex"] = "gcp.vertex_ai",
        ["google.vertex"] = "gcp.vertex_ai",
        ["googlevertex"] = "gcp.vertex_ai",
        ["vertex"] = "gcp.vertex_ai",
        ["gen_ai"] = "gcp.gen_ai",
        ["az.ai.openai"] = "azure.ai.openai",
        ["azure"] = "azure.ai.openai",
        ["azure_openai"] = "azure.ai.openai",
        ["azure-openai"] = "azure.ai.openai",
        ["az.ai.inference"] = "azure.ai.inference",
        ["xai"] = "x_ai",
        ["aws"] = "aws.bedrock",
        ["bedrock"] = "aws.bedrock",
        ["aws_bedrock"] = "aws.bedrock",
        ["amazon-bedrock"] = "aws.bedrock",
        ["bedrock_converse"] = "aws.bedrock",
        ["mistral"] = "mistral_ai",
        ["mistralai"] = "mistral_ai",
        ["watsonx"] = "ibm.watsonx.ai",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Frameworks put their own name where the provider's belongs; then the model's name knows better.
    private static readonly FrozenSet<string> s_frameworks =
        new[] { "langchain", "strands-agents", "gcp.vertex.agent", "litellm" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // The AI SDK adds which of a provider's interfaces was called: openai.responses, anthropic.messages, google.vertex.chat.
    private static readonly FrozenSet<string> s_interfaces =
        new[] { "chat", "responses", "completion", "messages", "embedding", "textEmbedding", "generative-ai", "image", "speech", "transcription", "anthropic" }
            .ToFrozenSet(StringComparer.Ordinal);

    // How the makers begin their models' names. Names that several hosts share (llama, qwen) say nothing about who is paid.
    private static readonly (string Prefix, string Provider)[] s_byModel =
    [
        ("gpt-", "openai"), ("o1", "openai"), ("o3", "openai"), ("o4", "openai"), ("chatgpt-", "openai"),
        ("text-embedding-3", "openai"), ("text-embedding-ada", "openai"), ("openai/", "openai"),
        ("claude-", "anthropic"), ("anthropic/", "anthropic"),
        ("anthropic.", "aws.bedrock"), ("us.anthropic.", "aws.bedrock"), ("eu.anthropic.", "aws.bedrock"), ("amazon.", "aws.bedrock"),
        ("bedrock/", "aws.bedrock"),
        ("gemini-", "gcp.gemini"), ("gemini/", "gcp.gemini"), ("google/gemini", "gcp.gemini"), ("models/gemini", "gcp.gemini"),
        ("vertex_ai/", "gcp.vertex_ai"), ("projects/", "gcp.vertex_ai"), ("publishers/", "gcp.vertex_ai"),
        ("azure/", "azure.ai.openai"),
        ("mistral-", "mistral_ai"), ("codestral-", "mistral_ai"), ("ministral-", "mistral_ai"), ("magistral-", "mistral_ai"),
        ("command-", "cohere"), ("embed-", "cohere"), ("rerank-", "cohere"),
        ("deepseek-", "deepseek"), ("grok-", "x_ai"), ("sonar", "perplexity"),
    ];

    /// <summary>The provider's current name; where the span names none, the one that the model's name gives away; else empty.</summary>
    internal static string Of(string? stated, string model)
    {
        if (stated is null)
        {
            return OfModel(model);
        }

        // No longer than a name may be, so that a text of dots costs nothing.
        stated = SpendKey.Bounded(stated);
        if (s_frameworks.Contains(stated) && OfModel(model) is { Length: > 0 } byModel)
        {
            return byModel;
        }

        return s_current.TryGetValue(stated, out var current) ? current
            : WithoutInterface(stated) is { } shorter ? Of(shorter, model)
            : Lower(stated);
    }

    private static string? WithoutInterface(string stated) =>
        stated.LastIndexOf('.') is > 0 and var dot && s_interfaces.Contains(stated[(dot + 1)..]) ? stated[..dot] : null;

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
