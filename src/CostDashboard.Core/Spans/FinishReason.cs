namespace CostDashboard.Core.Spans;

/// <summary>Why a model stopped writing, whatever its provider calls it.</summary>
/// <remarks>The numbers are stored: one that is taken away is not given to another.</remarks>
public enum FinishReason : byte
{
    /// <summary>The span does not say, or there is no call.</summary>
    Unknown = 0,

    /// <summary>The answer was complete, or a stop sequence came.</summary>
    Stop = 1,

    /// <summary>The limit of the output, or of the context, cut it off.</summary>
    Length = 2,

    /// <summary>A filter of the provider, or the model itself, refused it.</summary>
    ContentFilter = 3,

    /// <summary>The model asks for tools.</summary>
    ToolCalls = 4,

    /// <summary>The provider failed while it answered.</summary>
    Error = 5,

    /// <summary>Any word that is none of these.</summary>
    Other = 6,
}

/// <summary>Reads what providers and instrumentations say.</summary>
public static class FinishReasons
{
    // Of several choices of one call, the first of these that any has: what went wrong is not hidden by what went well.
    private static readonly FinishReason[] s_gravest =
        [FinishReason.Error, FinishReason.ContentFilter, FinishReason.Length, FinishReason.Other, FinishReason.ToolCalls, FinishReason.Stop];

    /// <param name="text">As <see cref="ModelCall.FinishReason"/> has it: one reason, or one of each choice with commas between them.</param>
    public static FinishReason Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return FinishReason.Unknown;
        }

        if (!text.Contains(',', StringComparison.Ordinal))
        {
            return OfOne(text);
        }

        var all = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(OfOne).ToHashSet();
        return s_gravest.FirstOrDefault(all.Contains, FinishReason.Unknown);
    }

    // Words of OpenAI (chat, responses), Anthropic, Bedrock, Gemini, Cohere, Mistral and Vercel's SDK, in one spelling:
    //   end_turn, STOP, stop_sequence, MAX_TOKENS, content-filter, FinishReason.SAFETY, guardrail_intervened, tool_use …
    private static FinishReason OfOne(string text) => Spelling(text) switch
    {
        "stop" or "endturn" or "stopsequence" or "complete" or "completed" or "finish" or "finished" or "eos" or "eostoken" or "pauseturn" or "endofturn" or "success" => FinishReason.Stop,
        "length" or "maxtokens" or "maxoutputtokens" or "maxlength" or "modellength" or "modelcontextwindowexceeded" or "errorlimit" => FinishReason.Length,
        "contentfilter" or "contentfiltered" or "safety" or "refusal" or "recitation" or "blocklist" or "prohibitedcontent" or "spii" or "imagesafety" or "guardrailintervened" or "errortoxic" => FinishReason.ContentFilter,
        "toolcall" or "toolcalls" or "tooluse" or "functioncall" => FinishReason.ToolCalls,
        "error" or "failed" or "malformedfunctioncall" or "malformedtooluse" or "malformedmodeloutput" => FinishReason.Error,
        "unknown" or "none" or "null" or "finishreasonunspecified" or "unspecified" => FinishReason.Unknown,
        _ => FinishReason.Other,
    };

    private static string Spelling(string text)
    {
        var word = text[(text.LastIndexOf('.') + 1)..];
        return string.Concat(word.Where(char.IsAsciiLetter)).ToLowerInvariant();
    }
}
