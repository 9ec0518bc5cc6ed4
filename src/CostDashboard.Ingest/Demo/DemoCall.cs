using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Demo;

/// <summary>Tokens of one call as a provider counts them: cached input inside the input, reasoning inside the output.</summary>
internal readonly record struct CallTokens(long Input, long Output, long CacheRead = 0, long CacheWrite = 0, long Reasoning = 0)
{
    public static CallTokens operator +(CallTokens left, CallTokens right) => new(
        left.Input + right.Input,
        left.Output + right.Output,
        left.CacheRead + right.CacheRead,
        left.CacheWrite + right.CacheWrite,
        left.Reasoning + right.Reasoning);
}

/// <summary>Plays calls of models: how long they take, and what instrumentations in different vocabularies write about them.</summary>
internal static class DemoCall
{
    private const int RateLimitedPerMille = 7;

    // Of a thousand chats, so many end otherwise than well although they are paid for; each beside the ones before it.
    private const int BrokenOff = 5;
    private const int MadeAgain = BrokenOff + 6;
    private const int Filtered = MadeAgain + 3;
    private const int Cut = Filtered + 30;

    /// <summary>
    /// A chat with OpenTelemetry's current names. Now and then the provider refuses it first, or its stream breaks off after tokens were used, or its answer
    /// cannot be read, and it is tried again; some answers are stopped by a filter, and of those with a limit some are cut off by it.
    /// </summary>
    internal static CallTokens Chat(DemoTrace trace, string model, CallTokens tokens, bool isStreamed = false, long? maxTokens = null)
    {
        if (trace.Random.Chance(RateLimitedPerMille))
        {
            Refused(trace, model);
        }

        var roll = Roll(tokens);
        if (roll < MadeAgain)
        {
            Answered(trace, model, tokens, isStreamed, maxTokens, "stop", isBrokenOff: roll < BrokenOff);
            trace.Pass(trace.Random.Between(300, 900));
        }

        var (finish, answer) = roll switch
        {
            >= MadeAgain and < Filtered => ("content_filter", tokens with { Output = Math.Min(tokens.Output, 12), Reasoning = 0 }),
            >= Filtered and < Cut when maxTokens is { } cap => ("length", tokens with { Output = cap, Reasoning = 0 }),
            _ => ("stop", tokens),
        };
        Answered(trace, model, answer, isStreamed, maxTokens, finish);
        return answer;
    }

    private static void Answered(DemoTrace trace, string model, CallTokens tokens, bool isStreamed, long? maxTokens, string finish, bool isBrokenOff = false)
    {
        var figures = DemoFigures.Shared.Models[model];
        using var span = Begin(trace, "chat", model);
        if (maxTokens is { } cap)
        {
            span.Set("gen_ai.request.max_tokens", cap);
        }

        var firstToken = Wait(trace, figures, tokens.Output);
        if (isStreamed)
        {
            span.Set("gen_ai.request.stream", AttributeValue.Of(true));
            span.Set("gen_ai.response.time_to_first_chunk", firstToken / 1_000_000_000.0);
        }

        span.Set("gen_ai.response.model", figures.Answers);
        span.Set("gen_ai.response.id", ResponseId(trace, figures));
        SetUsage(span, tokens);
        if (isBrokenOff)
        {
            span.Fail("stream_closed", "The provider closed the stream before its end");
        }
        else
        {
            span.Set("gen_ai.response.finish_reasons", AttributeValue.Of([AttributeValue.Of(finish)]));
        }
    }

    internal static void Embed(DemoTrace trace, string model, long input)
    {
        var figures = DemoFigures.Shared.Models[model];
        using var span = Begin(trace, "embeddings", model);
        Wait(trace, figures, 0);
        span.Set("gen_ai.response.model", figures.Answers);
        span.Set("gen_ai.embeddings.dimension.count", 1536);
        span.Set("gen_ai.usage.input_tokens", input);
    }

    /// <summary>A chat as instrumentations wrote it before the names changed.</summary>
    internal static void DeprecatedChat(DemoTrace trace, string model, CallTokens tokens)
    {
        var figures = DemoFigures.Shared.Models[model];
        using var span = trace.Open($"{figures.Provider}.chat", OtelSpanKind.Client);
        span.Set("gen_ai.system", figures.Provider)
            .Set("llm.request.type", "chat")
            .Set("gen_ai.request.model", model)
            .Set("gen_ai.request.max_tokens", 1024)
            .Set("llm.is_streaming", AttributeValue.Of(true));
        var firstToken = Wait(trace, figures, tokens.Output);
        span.Set("gen_ai.response.model", figures.Answers)
            .Set("gen_ai.response.id", ResponseId(trace, figures))
            .Set("gen_ai.usage.prompt_tokens", tokens.Input)
            .Set("gen_ai.usage.completion_tokens", tokens.Output)
            .Set("llm.usage.total_tokens", tokens.Input + tokens.Output)
            .Set("gen_ai.usage.cache_read_input_tokens", tokens.CacheRead)
            .Set("llm.ttft_ms", firstToken / 1_000_000.0)
            .Set("gen_ai.completion.0.finish_reason", "stop");
    }

    /// <summary>A call that a person instrumented by hand with <c>llm.*</c> names.</summary>
    /// <param name="rates">Where given, the span states its cost.</param>
    internal static void Plain(DemoTrace trace, string name, string model, CallTokens tokens, UsdPerMillion? rates = null)
    {
        var figures = DemoFigures.Shared.Models[model];
        using var span = trace.Open(name, OtelSpanKind.Client);
        var firstToken = Wait(trace, figures, tokens.Output);
        span.Set("llm.model", model)
            .Set("llm.input_tokens", tokens.Input)
            .Set("llm.output_tokens", tokens.Output)
            .Set("llm.temperature", 0.3)
            .Set("llm.ttft_ms", firstToken / 1_000_000.0);
        if (rates is not null)
        {
            var usd = ((tokens.Input * rates.Input) + (tokens.Output * rates.Output)) / 1_000_000m;
            span.Set("llm.cost_usd", (double)usd);
        }
    }

    /// <summary>A tool call with OpenTelemetry's names. Now and then a tool fails; the agent goes on without it.</summary>
    internal static void Tool(DemoTrace trace, string name, StepFigures figures, string arguments, Action? inside = null)
    {
        var before = trace.Now;
        using var span = trace.Open($"execute_tool {name}");
        span.Set("gen_ai.operation.name", "execute_tool")
            .Set("gen_ai.tool.name", name)
            .Set("gen_ai.tool.type", "function")
            .Set("gen_ai.tool.call.id", $"call_{trace.Random.Next():x16}")
            .SetArguments(arguments);
        inside?.Invoke();
        trace.Pass(figures.Millis);
        var isFailed = trace.Random.Chance(9);
        span.Set("tool.status", isFailed ? "error" : "success")
            .Set("tool.duration_ms", (trace.Now - before) / 1_000_000);
        if (isFailed)
        {
            span.Fail("timeout", $"{name} did not answer within its time");
        }
    }

    internal static void SetUsage(DemoSpan span, CallTokens tokens)
    {
        span.Set("gen_ai.usage.input_tokens", tokens.Input).Set("gen_ai.usage.output_tokens", tokens.Output);
        if (tokens.CacheRead > 0)
        {
            span.Set("gen_ai.usage.cache_read.input_tokens", tokens.CacheRead);
        }

        if (tokens.CacheWrite > 0)
        {
            span.Set("gen_ai.usage.cache_creation.input_tokens", tokens.CacheWrite);
        }

        if (tokens.Reasoning > 0)
        {
            span.Set("gen_ai.usage.reasoning.output_tokens", tokens.Reasoning);
        }
    }

    private static void Refused(DemoTrace trace, string model)
    {
        using (var span = Begin(trace, "chat", model))
        {
            trace.Pass(trace.Random.Between(40, 160));
            span.Set("http.response.status_code", 429);
            span.Fail("rate_limit_exceeded", "Rate limit reached for requests");
        }

        trace.Pass(trace.Random.Between(400, 1600));
    }

    private static DemoSpan Begin(DemoTrace trace, string operation, string model)
    {
        var figures = DemoFigures.Shared.Models[model];
        return trace.Open($"{operation} {model}", OtelSpanKind.Client)
            .Set("gen_ai.operation.name", operation)
            .Set("gen_ai.provider.name", figures.Provider)
            .Set("gen_ai.request.model", model)
            .Set("server.address", figures.Server)
            .Set("server.port", 443);
    }

    // Time to the first token, then so much for each; gives back the former in nanoseconds.
    private static long Wait(DemoTrace trace, DemoModel figures, long output)
    {
        var begin = trace.Now;
        trace.Pass(figures.FirstTokenMillis);
        var firstToken = trace.Now - begin;
        trace.PassMicros(output * trace.Random.In(figures.MicrosPerToken));
        return firstToken;
    }

    // Out of the tokens and not out of the trace's source of chance, so that all that is drawn from it stays as it is.
    private static int Roll(CallTokens tokens) =>
        (int)(((ulong)((tokens.Input * 7_919) + (tokens.Output * 104_729)) * 0x9e3779b97f4a7c15UL >> 33) % 1000);

    private static string ResponseId(DemoTrace trace, DemoModel figures) =>
        $"{(figures.Provider == "anthropic" ? "msg" : "chatcmpl")}-{trace.Random.Next():x16}";
}
