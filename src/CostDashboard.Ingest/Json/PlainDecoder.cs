using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Json;

/// <summary>A rejection, and the line of the body on which its span begins.</summary>
internal sealed record RejectedLine(long Line, Rejection Rejection);

/// <summary>
/// Reads spans and traces in plain JSON: the last code that knows this wire. Its fields become the attributes of OpenTelemetry's conventions, so
/// what they mean is decided where it is for every door. Used by one request.
/// </summary>
/// <param name="keepsContent">Whether the project keeps prompts and completions; else no text of them is read.</param>
internal sealed class PlainDecoder(ProjectId project, GivenIds ids, bool keepsContent = false)
{
    // Deeper than the spans may be nested that are told of below, each of which takes two levels; the reader keeps one bit for each.
    private const int JsonDepth = 512;
    private const int MostLevels = 64;
    private const string NotReadable = "(not read)";

    internal static JsonReaderOptions Json { get; } = new() { MaxDepth = JsonDepth };

    private readonly PlainItem _item = new(new SpanDraft(keepsContent ? new ContentDraft() : null));
    private readonly List<DecodedSpan> _spans = [];
    private readonly List<RejectedLine> _rejections = [];
    private (TraceId Trace, SpanId Span)? _given;

    internal IReadOnlyList<DecodedSpan> Spans => _spans;

    internal IReadOnlyList<RejectedLine> Rejections => _rejections;

    /// <summary>Reads one span.</summary>
    /// <param name="number">Which item of the request it is.</param>
    internal void ReadSpan(ReadOnlySpan<byte> json, long number, long line)
    {
        if (!IsJson(json, line))
        {
            return;
        }

        var ordinal = 0;
        ReadSpan(json, new(number, line, default, _spans.Count), ref ordinal, 0, json.Length, parent: null, trace: null, path: "", level: 0);
    }

    /// <summary>Reads one trace: what it says of all its spans, and its spans with their children.</summary>
    internal void ReadTrace(ReadOnlySpan<byte> json, long number, long line)
    {
        if (!IsJson(json, line))
        {
            return;
        }

        var head = TraceHead.Of(json);
        if (head.Problem is { } problem)
        {
            Reject(line, problem.Of(NotReadable));
            return;
        }

        var whole = new Whole(number, line, json, _spans.Count);
        var ordinal = 0;
        ReadList(json, whole, ref ordinal, head.SpansAt, head.SpansLength, parent: null, head.Trace, "spans", level: 1);
    }

    private void ReadList(
        ReadOnlySpan<byte> json, Whole whole, ref int ordinal, int start, int length, SpanId? parent, TraceId? trace, string path, int level)
    {
        var reader = new Utf8JsonReader(json.Slice(start, length), Json);
        reader.Read();
        for (var i = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; i++)
        {
            var at = start + (int)reader.TokenStartIndex;
            reader.Skip();
            var end = start + (int)reader.BytesConsumed;
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            if (level > MostLevels)
            {
                Reject(whole.Line, PlainProblem.TooDeep.Of(NotReadable).Within(place));
            }
            else if (_spans.Count - whole.SpansBefore >= SpanLimits.SpansPerRequest)
            {
                Reject(whole.Line, PlainProblem.TooManySpans.Of(NotReadable).Within(place));
            }
            else
            {
                ReadSpan(json, whole, ref ordinal, at, end - at, parent, trace, place, level);
            }
        }
    }

    private void ReadSpan(
        ReadOnlySpan<byte> json, Whole whole, ref int ordinal, int start, int length, SpanId? parent, TraceId? trace, string path, int level)
    {
        var reader = new Utf8JsonReader(json.Slice(start, length), Json);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            Reject(whole.Line, PlainProblem.NotAnObject.Of(NotReadable).Within(path));
            return;
        }

        var (childrenAt, childrenLength) = _item.Read(ref reader, whole.Head, isRoot: parent is null);
        var draft = _item.Draft;
        if (draft.Id.IsZero)
        {
            (_, draft.Id) = ids.For(whole.Number, ordinal, json);
        }

        if ((trace ?? _item.Trace) is not { IsZero: false } named)
        {
            // All spans of an item that name no trace are in one.
            (named, _) = _given ??= ids.For(whole.Number, 0, json);
        }

        ordinal++;
        draft.Parent = parent ?? draft.Parent;
        draft.Trace = named;
        var (id, traceId) = (draft.Id, draft.Trace);
        if (_item.Finish(project, out var rejection) is { } span)
        {
            _spans.Add(span);
        }
        else
        {
            Reject(whole.Line, rejection!.Within(path));
        }

        if (childrenLength > 0)
        {
            ReadList(json, whole, ref ordinal, start + childrenAt, childrenLength, id, traceId, path.Length == 0 ? "children" : path + ".children", level + 1);
        }
    }

    private bool IsJson(ReadOnlySpan<byte> json, long line)
    {
        _given = null;
        try
        {
            var reader = new Utf8JsonReader(json, Json);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException e)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"it is not valid JSON: line {line + (e.LineNumber ?? 0)}, byte {e.BytePositionInLine + 1}");
            Reject(line, new(NotReadable, where) { Remedy = "Send each item as one JSON object; something may have cut it." });
            return false;
        }
    }

    private void Reject(long line, Rejection rejection) => _rejections.Add(new(line, rejection));

    /// <summary>The item that is being read.</summary>
    /// <param name="head">Of a trace all of it, for what it says of its spans; empty for a span by itself.</param>
    /// <param name="spansBefore">Spans that were read before it.</param>
    private readonly ref struct Whole(long number, long line, ReadOnlySpan<byte> head, int spansBefore)
    {
        internal long Number { get; } = number;

        internal long Line { get; } = line;

        internal ReadOnlySpan<byte> Head { get; } = head;

        internal int SpansBefore { get; } = spansBefore;
    }
}
