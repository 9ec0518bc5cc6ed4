using System.Text.Json;
using CostDashboard.Core.Spans;

namespace CostDashboard.Clients.Tests.Provider;

/// <summary>OpenAI's Responses.</summary>
/// <remarks>https://platform.openai.com/docs/api-reference/responses, …/responses-streaming</remarks>
internal static class OpenAiResponses
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
            turn.Id("resp_"),
            Billing.OfOpenAi(turn.Scenario, turn.Number),
            OpenAi.ServiceTier(request),
            FinishReason: null);
        return new(answer, isStreamed ? [.. Events(answer, turn)] : [Response(answer, "completed", [Item(turn, "completed")])], isStreamed);
    }

    private static object Response(Answer answer, string status, object[] output) => new
    {
        id = answer.ResponseId,
        @object = "response",
        created_at = OpenAi.Created,
        status,
        error = (object?)null,
        incomplete_details = (object?)null,
        instructions = (string?)null,
        model = answer.Model,
        output,
        parallel_tool_calls = true,
        service_tier = answer.ServiceTier,
        temperature = 1.0,
        tool_choice = "auto",
        tools = Array.Empty<object>(),
        top_p = 1.0,
        metadata = new { },
        usage = status is "completed" ? UsageOf(answer.Usage) : null,
    };

    private static object Item(Turn turn, string status) => turn.Tool is { } tool
        ? new { type = "function_call", id = turn.Id("fc_"), call_id = turn.Id("call_"), name = tool, arguments = status is "completed" ? Tools.Arguments : "", status }
        : new { type = "message", id = turn.Id("msg_"), status, role = "assistant", content = status is "completed" ? new[] { Part(Text) } : [] };

    private static object Part(string text) => new { type = "output_text", text, annotations = Array.Empty<object>() };

    private static IEnumerable<NamedEvent> Events(Answer answer, Turn turn)
    {
        var number = 0;
        yield return new("response.created", new { type = "response.created", sequence_number = number++, response = Response(answer, "in_progress", []) });
        yield return new("response.output_item.added", new { type = "response.output_item.added", sequence_number = number++, output_index = 0, item = Item(turn, "in_progress") });
        if (turn.Tool is not null)
        {
            var id = turn.Id("fc_");
            yield return new("response.function_call_arguments.delta", new { type = "response.function_call_arguments.delta", sequence_number = number++, item_id = id, output_index = 0, delta = Tools.Arguments });
            yield return new("response.function_call_arguments.done", new { type = "response.function_call_arguments.done", sequence_number = number++, item_id = id, output_index = 0, arguments = Tools.Arguments });
        }
        else
        {
            var id = turn.Id("msg_");
            yield return new("response.content_part.added", new { type = "response.content_part.added", sequence_number = number++, item_id = id, output_index = 0, content_index = 0, part = Part("") });
            foreach (var word in Text.Split(' '))
            {
                yield return new("response.output_text.delta", new { type = "response.output_text.delta", sequence_number = number++, item_id = id, output_index = 0, content_index = 0, delta = word + " " });
            }

            yield return new("response.output_text.done", new { type = "response.output_text.done", sequence_number = number++, item_id = id, output_index = 0, content_index = 0, text = Text });
            yield return new("response.content_part.done", new { type = "response.content_part.done", sequence_number = number++, item_id = id, output_index = 0, content_index = 0, part = Part(Text) });
        }

        yield return new("response.output_item.done", new { type = "response.output_item.done", sequence_number = number++, output_index = 0, item = Item(turn, "completed") });
        yield return new("response.completed", new { type = "response.completed", sequence_number = number, response = Response(answer, "completed", [Item(turn, "completed")]) });
    }

    private static object UsageOf(Usage usage) => new
    {
        input_tokens = usage.Input + usage.CacheRead,
        input_tokens_details = new { cached_tokens = usage.CacheRead },
        output_tokens = usage.Output,
        output_tokens_details = new { reasoning_tokens = usage.Reasoning },
        total_tokens = usage.Input + usage.CacheRead + usage.Output,
    };
}
