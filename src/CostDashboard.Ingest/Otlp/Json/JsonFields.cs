using System.Text.Json;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>Steps that reading a span, an event and a link have in common.</summary>
internal static class JsonFields
{
    internal static ulong ReadTime(ref Utf8JsonReader reader, SpanDraft span, SpanProblem problem)
    {
        ulong time = 0;
        if (Next(ref reader) is not JsonTokenType.Null && !IsEmptyText(ref reader) && !JsonNumbers.TryReadUnsigned(ref reader, out time))
        {
            span.Fail(problem);
            reader.Skip();
        }

        return time;
    }

    internal static bool EnterList(ref Utf8JsonReader reader, SpanDraft span, SpanProblem problem)
    {
        switch (Next(ref reader))
        {
            case JsonTokenType.StartArray:
                return true;
            case JsonTokenType.Null:
                return false;
            default:
                span.Fail(problem);
                reader.Skip();
                return false;
        }
    }

    internal static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType;
    }

    private static bool IsEmptyText(ref Utf8JsonReader reader) => reader.TokenType is JsonTokenType.String && reader.ValueSpan.IsEmpty;
}
