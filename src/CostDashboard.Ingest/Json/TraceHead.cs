using System.Text.Json;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Otlp.Json;

namespace CostDashboard.Ingest.Json;

/// <summary>What a trace in plain JSON says beside its spans, as far as it has to be known before they are read.</summary>
internal readonly record struct TraceHead(TraceId? Trace, int SpansAt, int SpansLength, SpanProblem? Problem)
{
    internal static TraceHead Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, PlainDecoder.Json);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return new(null, 0, 0, PlainProblem.NotAnObject);
        }

        TraceId? trace = null;
        SpanProblem? problem = null;
        var (at, length) = (0, 0);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var field = PlainFields.Of(reader.ValueSpan, out var attribute);
            problem ??= MayStandOnTrace(field, attribute) ? null : PlainProblem.OfASpan(Utf8Texts.Get(reader.ValueSpan));
            reader.Read();
            if (field is PlainField.TraceId)
            {
                (trace, problem) = ReadId(ref reader, problem);
            }
            else if (field is PlainField.Spans && reader.TokenType is JsonTokenType.StartArray)
            {
                at = (int)reader.TokenStartIndex;
                reader.Skip();
                length = (int)reader.BytesConsumed - at;
            }

            reader.Skip();
        }

        return new(trace, at, length, problem ?? (length == 0 ? PlainProblem.NotATrace : null));
    }

    // Tokens and cost of a trace would be charged to its root, beside those of the calls below it.
    private static bool MayStandOnTrace(PlainField field, string? attribute) => field is
        PlainField.None or PlainField.TraceId or PlainField.Spans or PlainField.Name or PlainField.Service or PlainField.Version or PlainField.Scope
        or PlainField.Resource or PlainField.Tags or PlainField.Attributes or PlainField.Input or PlainField.Output
        || (attribute is not null && (attribute == "gen_ai.agent.name" || !attribute.StartsWith("gen_ai.", StringComparison.Ordinal)));

    private static (TraceId? Trace, SpanProblem? Problem) ReadId(ref Utf8JsonReader reader, SpanProblem? problem) => reader.TokenType switch
    {
        JsonTokenType.Null => (null, problem),
        JsonTokenType.String when new JsonText().Read(ref reader, out var length) is var name && length <= PlainProblem.MostIdBytes =>
            (name.IsEmpty ? null : ForeignIds.TraceOf(name), problem),
        JsonTokenType.Number when reader.ValueSpan.Length <= PlainProblem.MostIdBytes => (ForeignIds.TraceOf(reader.ValueSpan), problem),
        _ => (null, problem ?? PlainProblem.Id("trace_id")),
    };
}
