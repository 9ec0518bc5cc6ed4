using System.Text.Json;
using CostDashboard.Core.Spans;

namespace CostDashboard.Clients.Tests.Provider;

/// <summary>Anthropic's Messages.</summary>
/// <remarks>https://docs.anthropic.com/en/api/messages, https://docs.anthropic.com/en/docs/build-with-claude/streaming</remarks>
internal static class AnthropicMessages
{
    private const string Text = "Take your umbrella.";

    internal static Reply Answer(JsonElement request, Turn turn)
    {
        var isStreamed = OpenAi.IsStreamed(request);
        var answer = new Answer(
            turn.Trace,
            "anthropic",
            OpenAi.Model(request),
            OpenAi.Model(request) is "claude-sonnet-4-5" ? "claude-sonnet-4-5-20250929" : OpenAi.Model(request),
            turn.Id("msg_"),
            Billing.OfAnthropic(turn.Scenario, turn.Number),
            "standard",
            turn.Tool is null ? "end_turn" : "tool_use");
        return new(answer, isStreamed ? [.. Events(answer, turn)] : [Message(answer, [Content(turn)], answer.FinishReason, UsageOf(answer.Usage))], isStreamed);
    }

    private static object Message(Answer answer, object[] content, string? stopReason, object usage) => new
    {
        id = answer.ResponseId,
        type = "message",
        role = "assistant",
        model = answer.Model,
        content,
        stop_reason = stopReason,
        stop_sequence = (string?)null,
        usage,
    };

    private static object Content(Turn turn) => turn.Tool is { } tool
        ? new { type = "tool_use", id = turn.Id("toolu_"), name = tool, input = JsonSerializer.Deserialize<JsonElement>(Tools.Arguments) }
        : new { type = "text", text = Text };

    // The input and the cache are known at the start, the output at the end, where the rest is repeated.
    private static IEnumerable<NamedEvent> Events(Answer answer, Turn turn)
    {
        yield return Event("message_start", new { type = "message_start", message = Message(answer, [], null, UsageOf(answer.Usage with { Output = 1 })) });
        if (turn.Tool is { } tool)
        {
            yield return Event("content_block_start", new { type = "content_block_start", index = 0, content_block = new { type = "tool_use", id = turn.Id("toolu_"), name = tool, input = new { } } });
            yield return Event("content_block_delta", new { type = "content_block_delta", index = 0, delta = new { type = "input_json_delta", partial_json = Tools.Arguments } });
        }
        else
        {
            yield return Event("content_block_start", new { type = "content_block_start", index = 0, content_block = new { type = "text", text = "" } });
            foreach (var word in Text.Split(' '))
            {
                yield return Event("content_block_delta", new { type = "content_block_delta", index = 0, delta = new { type = "text_delta", text = word + " " } });
            }
        }

        yield return Event("content_block_stop", new { type = "content_block_stop", index = 0 });
        yield return Event("message_delta", new
        {
            type = "message_delta",
            delta = new { stop_reason = answer.FinishReason, stop_sequence = (string?)null },
            usage = new
            {
                input_tokens = answer.Usage.Input,
                cache_creation_input_tokens = answer.Usage.CacheWrite,
                cache_read_input_tokens = answer.Usage.CacheRead,
                output_tokens = answer.Usage.Output,
            },
        });
        yield return Event("message_stop", new { type = "message_stop" });
    }

    private static NamedEvent Event(string name, object data) => new(name, data);

    // Each class stands beside the others: the input is what was neither read from nor written to the cache.
    private static object UsageOf(Usage usage) => new
    {
        input_tokens = usage.Input,
        cache_creation_input_tokens = usage.CacheWrite,
        cache_read_input_tokens = usage.CacheRead,
        cache_creation = new { ephemeral_5m_input_tokens = usage.CacheWrite5m, ephemeral_1h_input_tokens = usage.CacheWrite1h },
        output_tokens = usage.Output,
        service_tier = "standard",
    };
}
