using System.Text.Json;
using CostDashboard.Core.Spans;

namespace CostDashboard.Clients.Tests.Provider;

/// <summary>OpenAI's Chat Completions.</summary>
/// <remarks>https://platform.openai.com/docs/api-reference/chat</remarks>
internal static class OpenAiChat
{
    private const string Text = "Take your umbrella.";

    internal static Reply Answer(JsonElement request, Turn turn)
    {
        var isStreamed = OpenAi.IsStreamed(request);
        var answer = new Answer(
            turn.Trace,
            "openai",
            OpenAi.Model(request),
            OpenAi.Dated(OpenAi.Model(request)),
            turn.Id("chatcmpl-"),
            Billing.OfOpenAi(turn.Scenario, turn.Number),
            OpenAi.ServiceTier(request),
            turn.Tool is null ? "stop" : "tool_calls");
        return new(answer, isStreamed ? [.. Chunks(answer, turn, WantsUsage(request)), "[DONE]"] : [Whole(answer, turn)], isStreamed);
    }

    private static object Whole(Answer answer, Turn turn) => new
    {
        id = answer.ResponseId,
        @object = "chat.completion",
        created = OpenAi.Created,
        model = answer.Model,
        choices = new[] { new { index = 0, message = Message(turn), logprobs = (object?)null, finish_reason = answer.FinishReason } },
        usage = UsageOf(answer.Usage),
        service_tier = answer.ServiceTier,
        system_fingerprint = "fp_1",
    };

    private static object Message(Turn turn) => turn.Tool is { } tool
        ? new { role = "assistant", content = (string?)null, refusal = (string?)null, tool_calls = new[] { ToolCall(turn, tool) } }
        : new { role = "assistant", content = Text, refusal = (string?)null };

    private static object ToolCall(Turn turn, string tool) =>
        new { index = 0, id = turn.Id("call_"), type = "function", function = new { name = tool, arguments = Tools.Arguments } };

    private static IEnumerable<object> Chunks(Answer answer, Turn turn, bool withUsage)
    {
        yield return Chunk(new { role = "assistant", content = "" }, null);
        if (turn.Tool is { } tool)
        {
            yield return Chunk(new { tool_calls = new[] { ToolCall(turn, tool) } }, null);
        }
        else
        {
            foreach (var word in Text.Split(' '))
            {
                yield return Chunk(new { content = word + " " }, null);
            }
        }

        yield return Chunk(new { }, answer.FinishReason);
        if (withUsage)
        {
            yield return new
            {
                id = answer.ResponseId,
                @object = "chat.completion.chunk",
                created = OpenAi.Created,
                model = answer.Model,
                service_tier = answer.ServiceTier,
                choices = Array.Empty<object>(),
                usage = UsageOf(answer.Usage),
            };
        }

        object Chunk(object delta, string? finishReason) => new
        {
            id = answer.ResponseId,
            @object = "chat.completion.chunk",
            created = OpenAi.Created,
            model = answer.Model,
            service_tier = answer.ServiceTier,
            choices = new[] { new { index = 0, delta, logprobs = (object?)null, finish_reason = finishReason } },
        };
    }

    private static bool WantsUsage(JsonElement request) =>
        request.TryGetProperty("stream_options", out var options)
        && options.TryGetProperty("include_usage", out var include)
        && include.ValueKind is JsonValueKind.True;

    // Cached tokens are part of the prompt, reasoning is part of the completion.
    private static object UsageOf(Usage usage) => new
    {
        prompt_tokens = usage.Input + usage.CacheRead,
        completion_tokens = usage.Output,
        total_tokens = usage.Input + usage.CacheRead + usage.Output,
        prompt_tokens_details = new { cached_tokens = usage.CacheRead, audio_tokens = 0 },
        completion_tokens_details = new { reasoning_tokens = usage.Reasoning, audio_tokens = 0, accepted_prediction_tokens = 0, rejected_prediction_tokens = 0 },
    };
}
