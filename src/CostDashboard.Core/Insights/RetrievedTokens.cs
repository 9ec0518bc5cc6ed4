using CostDashboard.Core.Spans;
using System.Text;

namespace CostDashboard.Core.Insights;

/// <summary>How many tokens a search brought, as far as its span says.</summary>
internal static class RetrievedTokens
{
    // OpenAI's rule of thumb for English: https://help.openai.com/en/articles/4936856
    private const int BytesPerToken = 4;

    // Shapes read here:
    //   retriever.total_tokens = 1800
    //   retrieval.documents.0.document.content = "…"   OpenInference; of text that was not stored, the length is
    internal static long Of(SpanAttributes attributes)
    {
        if (attributes.Integer("retriever.total_tokens") is > 0 and <= Believable.MostTokens and var stated)
        {
            return stated;
        }

        var bytes = 0L;
        foreach (var (key, value) in attributes)
        {
            if (key.StartsWith("retrieval.documents.", StringComparison.Ordinal) && key.EndsWith(".document.content", StringComparison.Ordinal))
            {
                bytes += value.Kind is AttributeKind.Omitted ? Math.Clamp(value.Integer, 0, Believable.MostTokens) : value.Text is { } text ? Encoding.UTF8.GetByteCount(text) : 0;
            }
        }

        return Math.Min(bytes / BytesPerToken, Believable.MostTokens);
    }
}
