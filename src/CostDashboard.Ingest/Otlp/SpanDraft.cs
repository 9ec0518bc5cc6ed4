using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Otlp;

/// <summary>A span while its fields are read, in whatever order and encoding they come. One draft serves a whole request.</summary>
/// <param name="content">Where prompts and completions go; null where they are skipped.</param>
internal sealed class SpanDraft(ContentDraft? content = null)
{
    private const int LongestEventName = 128;

    private readonly List<SpanEvent> _events = [];
    private readonly List<SpanLink> _links = [];
    private SpanProblem? _problem;
    private int _eventsBeyond;
    private int _linksBeyond;
    private int _eventAttributes;
    private int _linkAttributes;
    private long? _eventArguments;

    internal ValueBudget Budget { get; } = new() { Content = content };

    internal AttributeList Attributes { get; } = new();

    /// <summary>Attributes of the event or link that is being read.</summary>
    internal AttributeList Inner { get; } = new();

    internal TraceId Trace { get; set; }

    internal SpanId Id { get; set; }

    internal SpanId? Parent { get; set; }

    internal string Name { get; set; } = "";

    internal OtelSpanKind Kind { get; set; }

    internal ulong Start { get; set; }

    internal ulong End { get; set; }

    internal SpanStatusCode StatusCode { get; set; }

    internal string? StatusMessage { get; set; }

    /// <summary>The body of a log record where it is a text that may name an event; empty otherwise.</summary>
    internal string Body { get; private set; } = "";

    /// <summary>How many attributes, events and links the sender says that it left out itself.</summary>
    internal long DroppedBySender { get; set; }

    internal void Reset()
    {
        Budget.Reset();
        content?.Begin();
        Attributes.Clear();
        Inner.Clear();
        _events.Clear();
        _links.Clear();
        (_problem, _eventsBeyond, _linksBeyond, _eventAttributes, _linkAttributes, _eventArguments) = (null, 0, 0, 0, 0, null);
        (Trace, Id, Parent, Name, Kind) = (default, default, null, "", OtelSpanKind.Unspecified);
        (Start, End, StatusCode, StatusMessage, DroppedBySender, Body) = (0, 0, SpanStatusCode.Unset, null, 0, "");
    }

    /// <summary>The span cannot be taken; the first problem holds.</summary>
    internal void Fail(SpanProblem problem) => _problem ??= problem;

    internal void SetKind(ulong number) => Kind = number <= (ulong)OtelSpanKind.Consumer ? (OtelSpanKind)number : OtelSpanKind.Unspecified;

    internal void SetStatus(ulong number) => StatusCode = number <= (ulong)SpanStatusCode.Error ? (SpanStatusCode)number : SpanStatusCode.Unset;

    /// <summary>Takes a log record's text where it is as short as a name; longer ones are what an application wrote, and nothing of it is kept.</summary>
    internal void SetBody(ReadOnlySpan<byte> utf8) => Body = utf8.Length <= LongestEventName ? Utf8Texts.Get(utf8) : "";

    internal void NoteBadParent() => Budget.Note($"the parent's id is not {SpanId.Length} bytes: the span stands as a root");

    internal bool HasRoomForEvent() => _events.Count < SpanLimits.Events || Beyond(ref _eventsBeyond);

    internal bool HasRoomForLink() => _links.Count < SpanLimits.Links || Beyond(ref _linksBeyond);

    /// <summary>Attributes of all events of a span share one limit, and so do those of all links: how many the next one may have.</summary>
    internal int RoomForInner(bool isLink) => SpanLimits.Attributes - (isLink ? _linkAttributes : _eventAttributes);

    internal void AddEvent(ulong time, string name)
    {
        if (time > long.MaxValue)
        {
            Budget.Note($"an event's time lies beyond the year 2262 and was left out");
            time = 0;
        }

        _eventArguments ??= ArgumentKeys.IsToolMessage(name) ? Inner.Arguments : null;
        content?.EndEvent();
        var attributes = Inner.Take(Budget);
        _eventAttributes += attributes.Count;
        Budget.Count();
        _events.Add(new(new((long)time), name, attributes));
    }

    internal void AddLink(TraceId trace, SpanId span)
    {
        var attributes = Inner.Take(Budget);
        if (trace.IsZero || span.IsZero)
        {
            Budget.Note($"a link without a valid trace and span id was left out");
            return;
        }

        _linkAttributes += attributes.Count;
        Budget.Count();
        _links.Add(new(trace, span, attributes));
    }

    /// <summary>The span, or why it is rejected.</summary>
    internal DecodedSpan? Finish(ProjectId project, SpanOrigin origin, IReadOnlyList<string> originNotes, out Rejection? rejection)
    {
        if ((_problem ?? IdProblem() ?? TimeProblem()) is { } problem)
        {
            rejection = problem.Of(Described());
            return null;
        }

        rejection = null;
        NoteWhatIsMissing();
        var arguments = Attributes.Arguments ?? _eventArguments;
        return new(
            new(project, Trace, Id),
            Parent is { IsZero: false } ? Parent : null,
            Name,
            Kind,
            new((long)Start),
            new((long)End),
            new(StatusCode, StatusMessage),
            origin,
            Attributes.Take(Budget),
            _events.Count == 0 ? [] : [.. _events],
            _links.Count == 0 ? [] : [.. _links],
            Budget.Notes(originNotes))
        {
            ToolArguments = arguments is { } hash ? ToolArguments.In(project, hash) : null,
            Content = content?.Take(),
        };
    }

    /// <summary>What was read as a log record: its time stands at <see cref="Start"/>, that of its observation at <see cref="End"/>; and what is wrong with it, if anything is.</summary>
    internal (LogRecord Record, SpanProblem? Problem) FinishRecord(SpanOrigin origin, IReadOnlyList<string> originNotes)
    {
        var time = Start > 0 ? Start : End;
        UnixNanos? at = time is > 0 and <= long.MaxValue ? new((long)time) : null;
        return (new(Name, Body, at, Trace, Id, Attributes.Take(Budget), origin, Budget.Notes(originNotes)), _problem);
    }

    private SpanProblem? IdProblem() => Trace.IsZero ? SpanProblem.TraceId : Id.IsZero ? SpanProblem.SpanId : null;

    private SpanProblem? TimeProblem() => Start > long.MaxValue ? SpanProblem.LateStart : End > long.MaxValue ? SpanProblem.LateEnd : null;

    private void NoteWhatIsMissing()
    {
        if (_eventsBeyond > 0)
        {
            Budget.Note($"{_eventsBeyond:N0} events beyond the first {SpanLimits.Events} were left out");
        }

        if (_linksBeyond > 0)
        {
            Budget.Note($"{_linksBeyond:N0} links beyond the first {SpanLimits.Links} were left out");
        }

        if (DroppedBySender > 0)
        {
            Budget.Note($"the sender left out {DroppedBySender:N0} attributes, events or links");
        }
    }

    private string Described()
    {
        const int LongestShown = 64;
        var name = Name.Length == 0 ? "(unnamed)" : Name.Length <= LongestShown ? Name : Name[..LongestShown] + "…";
        return Id.IsZero ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({Id})");
    }

    private static bool Beyond(ref int counter)
    {
        counter++;
        return false;
    }
}
