using System.Runtime.InteropServices;
using System.Text.Json;

namespace CostDashboard.Clients.Tests.Provider;

/// <summary>OpenAI's embeddings; as numbers, or packed, as its own clients ask for them.</summary>
/// <remarks>https://platform.openai.com/docs/api-reference/embeddings</remarks>
internal static class OpenAiEmbeddings
{
    private static readonly float[] s_vector = [0.25f, -0.5f, 0.75f];

    internal static Reply Answer(JsonElement request, Turn turn)
    {
        var model = OpenAi.Model(request);
        var answer = new Answer(turn.Trace, "openai", model, model, "", Billing.OfOpenAi(turn.Scenario, turn.Number), null, null);
        var isPacked = request.TryGetProperty("encoding_format", out var format) && format.GetString() is "base64";
        object vector = isPacked ? Convert.ToBase64String(MemoryMarshal.AsBytes(s_vector.AsSpan())) : s_vector;
        var inputs = request.GetProperty("input") is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 1;
        return new(
            answer,
            [
                new
                {
                    @object = "list",
                    model = answer.Model,
                    data = Enumerable.Range(0, inputs).Select(index => new { @object = "embedding", index, embedding = vector }).ToArray(),
                    usage = new { prompt_tokens = answer.Usage.Input, total_tokens = answer.Usage.Input },
                },
            ],
            IsStreamed: false);
    }
}
