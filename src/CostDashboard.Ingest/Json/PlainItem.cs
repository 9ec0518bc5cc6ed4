using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Otlp.Json;

namespace CostDashboard.Ingest.Json;

/// <summary>One span in plain JSON while it is read: what its trace says of it, and then what it says itself. One item serves a whole request.</summary>
internal sealed class PlainItem
{
    private readonly PlainFieldReader _fields;

    internal PlainItem(SpanDraft draft)
    {
        var text = new JsonText();
        Draft = draft;
        _fields = new(text, new(text), draft);
    }

    internal SpanDraft Draft { get; }

    /// <summary>The trace that the span names itself.</summary>
    internal TraceId? Trace => _fields.Trace;

    /// <summary>Begins with the next span and reads its fields.</summary>
    /// <param name="reader">At the span's object.</param>
    /// <param name="head">The trace around it; empty for none. Its service stands for all its spans; whom and what it is for, for its roots, below which it holds anyway.</param>
    /// <returns>Where its children stand, counted from the span's beginning; a length of 0 for none.</returns>
    internal (int ChildrenAt, int ChildrenLength) Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> head, bool isRoot)
    {
        _fields.Reset();
        if (!head.IsEmpty)
        {
            ReadHead(head, isRoot);
        }

        var (at, length) = (0, 0);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var field = PlainFields.Of(reader.ValueSpan, out var attribute);
            if (field is not (PlainField.Children or PlainField.Spans))
            {
                _fields.Read(ref reader, field, attribute);
                continue;
            }

            reader.Read();
            if (field is PlainField.Spans)
            {
                Draft.Fail(PlainProblem.IsATrace);
            }
            else if (reader.TokenType is JsonTokenType.StartArray)
            {
                at = (int)reader.TokenStartIndex;
                reader.Skip();
                length = (int)reader.BytesConsumed - at;
                continue;
            }
            else if (reader.TokenType is not JsonTokenType.Null)
            {
                Draft.Fail(PlainProblem.List("children"));
            }

            reader.Skip();
        }

        _fields.Finish();
        return (at, length);
    }

    /// <summary>The span, or why it is rejected.</summary>
    internal DecodedSpan? Finish(ProjectId project, out Rejection? rejection)
    {
        var origin = _fields.Origin.Finish(out var notes);
        return Draft.Finish(project, origin, notes, out rejection);
    }

    // What is wrong in it was told before.
    private void ReadHead(ReadOnlySpan<byte> head, bool isRoot)
    {
        var reader = new Utf8JsonReader(head, PlainDecoder.Json);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var field = PlainFields.Of(reader.ValueSpan, out var attribute);
            if (PlainOrigin.IsOrigin(field) || (isRoot && field is not (PlainField.Spans or PlainField.TraceId)))
            {
                _fields.Read(ref reader, field, attribute, isOfTrace: true);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
