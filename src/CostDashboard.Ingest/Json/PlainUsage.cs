using System.Buffers.Text;
using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Otlp.Json;

namespace CostDashboard.Ingest.Json;

/// <summary>
/// Reads the counts of a call: our own names, or a provider's usage object as it came. They become OpenTelemetry's attributes, whose input contains
/// the cached tokens; where an object counts them apart, as Anthropic's does, they are added.
/// </summary>
internal sealed class PlainUsage(JsonText text)
{
    private const int LongestName = 32;

    private long? _input, _output, _total, _cacheRead, _cacheWrite, _cacheWrite5m, _cacheWrite1h, _reasoning, _thoughts;
    private bool _isCacheApart;

    internal void Reset()
    {
        (_input, _output, _total, _cacheRead, _cacheWrite) = (null, null, null, null, null);
        (_cacheWrite5m, _cacheWrite1h, _reasoning, _thoughts, _isCacheApart) = (null, null, null, null, false);
    }

    // Shapes read here:
    //   {"input_tokens": 1200, "cache_read_tokens": 1024, "output_tokens": 80, "reasoning_tokens": 20}      ours; the input contains the cached ones
    //   {"prompt_tokens": 1200, "prompt_tokens_details": {"cached_tokens": 1024}, "completion_tokens": 80}  OpenAI
    //   {"input_tokens": 176, "cache_read_input_tokens": 1024, "cache_creation": {"ephemeral_1h_input_tokens": 0}, "output_tokens": 80}  Anthropic
    //   {"promptTokenCount": 1200, "candidatesTokenCount": 60, "thoughtsTokenCount": 20}                    Google; thoughts stand beside the output

    /// <param name="reader">At the object; left at its last token.</param>
    internal void Read(ref Utf8JsonReader reader, SpanDraft span)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            if (reader.TokenType is not JsonTokenType.Null)
            {
                span.Fail(PlainProblem.Map("usage"));
                reader.Skip();
            }

            return;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (!TryReadMember(ref reader, span, "usage."))
            {
                // What no rule of ours names is read by its name in OpenTelemetry's vocabulary, such as image_count.
                ReadOther(ref reader, span);
            }
        }
    }

    /// <summary>Reads a count where the name is one; else leaves the reader at the name.</summary>
    /// <param name="path">What stands before the name in a problem's field.</param>
    internal bool TryReadMember(ref Utf8JsonReader reader, SpanDraft span, string path)
    {
        Span<char> letters = stackalloc char[LongestName];
        switch (PlainFields.Letters(reader.ValueSpan, letters))
        {
            case "inputtokens":
                return Set(ref reader, span, path, ref _input);
            case "prompttokens" or "prompttokencount":
                return Set(ref reader, span, path, ref _input);
            case "outputtokens" or "completiontokens" or "candidatestokencount":
                return Set(ref reader, span, path, ref _output);
            case "totaltokens" or "totaltokencount":
                return Set(ref reader, span, path, ref _total);
            case "cachereadtokens" or "cachedtokens" or "cachedcontenttokencount":
                return Set(ref reader, span, path, ref _cacheRead);
            case "cachewritetokens":
                return Set(ref reader, span, path, ref _cacheWrite);
            case "cachewrite5mtokens" or "ephemeral5minputtokens":
                return Set(ref reader, span, path, ref _cacheWrite5m);
            case "cachewrite1htokens" or "ephemeral1hinputtokens":
                return Set(ref reader, span, path, ref _cacheWrite1h);
            case "reasoningtokens":
                return Set(ref reader, span, path, ref _reasoning);
            case "thoughtstokencount":
                return Set(ref reader, span, path, ref _thoughts);
            case "cachereadinputtokens":
                _isCacheApart = true;
                return Set(ref reader, span, path, ref _cacheRead);
            case "cachecreationinputtokens":
                _isCacheApart = true;
                return Set(ref reader, span, path, ref _cacheWrite);
            case "cachecreation" or "prompttokensdetails" or "inputtokensdetails" or "completiontokensdetails" or "outputtokensdetails":
                ReadInner(ref reader, span, path);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Adds what was read since the last <see cref="Reset"/> to the span's attributes.</summary>
    internal void Finish(SpanDraft span)
    {
        var cacheWrite = _cacheWrite ?? (_cacheWrite5m is null && _cacheWrite1h is null ? null : (_cacheWrite5m ?? 0) + (_cacheWrite1h ?? 0));
        var cached = (_cacheRead ?? 0) + (cacheWrite ?? 0);

        // A total that is input and output alone says that the input contains the cached tokens, whoever's names they bear.
        var isApart = _isCacheApart && _input is not null && !(cached > 0 && _total == _input + (_output ?? 0));
        Add(span, "input_tokens", isApart ? _input + cached : _input);
        Add(span, "output_tokens", _thoughts is null ? _output : (_output ?? 0) + _thoughts);
        Add(span, "total_tokens", _total);
        Add(span, "cache_read.input_tokens", _cacheRead);
        Add(span, "cache_creation.input_tokens", cacheWrite);
        Add(span, "cache_creation.ephemeral_5m_input_tokens", _cacheWrite5m);
        Add(span, "cache_creation.ephemeral_1h_input_tokens", _cacheWrite1h);
        Add(span, "reasoning.output_tokens", _reasoning ?? _thoughts);
    }

    private static void Add(SpanDraft span, string name, long? count)
    {
        if (count is { } stated && span.Attributes.HasRoom())
        {
            span.Budget.BeginAttribute();
            span.Attributes.Add("gen_ai.usage." + name, AttributeValue.Of(stated));
        }
    }

    private void ReadInner(ref Utf8JsonReader reader, SpanDraft span, string path)
    {
        var side = reader.ValueSpan[0] is (byte)'c' or (byte)'C' or (byte)'o' or (byte)'O' ? "output" : "input";
        var inner = path + Shown(ref reader) + ".";
        if (JsonFields.Next(ref reader) is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        Span<char> letters = stackalloc char[LongestName];
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            long? audio = null;
            if (PlainFields.Letters(reader.ValueSpan, letters) is "audiotokens")
            {
                Set(ref reader, span, inner, ref audio);
                Add(span, $"audio.{side}_tokens", audio);
            }
            else if (!TryReadMember(ref reader, span, inner))
            {
                reader.Skip();
            }
        }
    }

    private void ReadOther(ref Utf8JsonReader reader, SpanDraft span)
    {
        var name = span.Budget.Name(text.Read(ref reader, out var length), length, "a count's name");
        if (JsonFields.Next(ref reader) is JsonTokenType.Number && reader.TryGetInt64(out var count))
        {
            Add(span, name, count);
        }
        else if (reader.TokenType is JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var member = span.Budget.Name(text.Read(ref reader, out length), length, "a count's name");
                if (JsonFields.Next(ref reader) is JsonTokenType.Number && reader.TryGetInt64(out count))
                {
                    Add(span, $"{name}.{member}", count);
                }

                reader.Skip();
            }
        }
        else
        {
            reader.Skip();
        }
    }

    // Counts beyond what one call can have are refused later, where every door's are: they make a call's usage unknown.
    private bool Set(ref Utf8JsonReader reader, SpanDraft span, string path, ref long? count)
    {
        var field = path + Shown(ref reader);
        switch (JsonFields.Next(ref reader))
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.Number when reader.TryGetInt64(out var whole) && whole >= 0:
                count = Math.Min(whole, Most);
                return true;
            case JsonTokenType.Number when reader.TryGetDouble(out var real) && real is >= 0 and < Most && real == Math.Truncate(real):
                count = (long)real;
                return true;
            case JsonTokenType.String when Utf8Parser.TryParse(reader.ValueSpan, out long written, out var used) && used == reader.ValueSpan.Length && written >= 0:
                count = Math.Min(written, Most);
                return true;
            default:
                span.Fail(PlainProblem.Count(field));
                reader.Skip();
                return true;
        }
    }

    // Far beyond what is believed of one call, and far below what could overflow when some are added.
    private const long Most = long.MaxValue / 16;

    private string Shown(ref Utf8JsonReader reader) => Utf8Texts.Get(Utf8Texts.Cut(text.Read(ref reader, out _), LongestName));
}
