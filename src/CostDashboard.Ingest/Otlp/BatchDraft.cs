using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.CodingAgents;

namespace CostDashboard.Ingest.Otlp;

/// <summary>A request while it is read: the finished spans, the rejected ones, and what is shared by those to come.</summary>
/// <param name="keepsContent">Whether the project keeps prompts and completions; else no text of them is read.</param>
/// <param name="signal">Spans, or log records and points of metrics of which some tell of spans.</param>
internal sealed class BatchDraft(ProjectId project, bool keepsContent = false, Signal signal = Signal.Trace)
{
    private const string NotRead = "(not read)";

    private readonly List<DecodedSpan> _spans = [];
    private readonly List<Rejection> _rejections = [];
    private readonly ValueBudget _resourceBudget = new();
    private readonly AttributeList _resourceAttributes = new();
    private IReadOnlyList<string> _resourceNotes = [];
    private int _rejected;
    private long _ignored;
    private int _values;

    /// <summary>The span that is being read; <see cref="Begin"/> empties it.</summary>
    internal SpanDraft Span { get; } = new(keepsContent ? new ContentDraft() : null);

    internal Signal Signal => signal;

    internal string? Warning { get; set; }

    internal (AttributeList Attributes, ValueBudget Budget) BeginResource()
    {
        _resourceBudget.Reset();
        _resourceAttributes.Clear();
        return (_resourceAttributes, _resourceBudget);
    }

    internal SpanAttributes EndResource()
    {
        var attributes = _resourceAttributes.Take(_resourceBudget);
        _resourceNotes = _resourceBudget.Notes([]);
        _values += _resourceBudget.Values;
        return attributes;
    }

    /// <summary>A resource that a batch does not name has no attributes and leaves no notes.</summary>
    internal SpanAttributes NoResource()
    {
        _resourceNotes = [];
        return SpanAttributes.None;
    }

    /// <summary>Begins the next span. False when the request is full: the span is rejected, and its bytes are to be skipped.</summary>
    internal bool Begin()
    {
        if (_spans.Count >= SpanLimits.SpansPerRequest)
        {
            Reject(SpanProblem.TooManySpans.Of(NotRead));
            return false;
        }

        if (_values >= SpanLimits.ValuesPerRequest)
        {
            Reject(SpanProblem.TooManyAttributes.Of(NotRead));
            return false;
        }

        Span.Reset();
        return true;
    }

    /// <summary>Ends the span that was begun: it is taken, or rejected with its reason.</summary>
    internal void End(SpanOrigin origin)
    {
        var span = Span.Finish(project, origin, _resourceNotes, out var rejection);
        _values += Span.Budget.Values;
        if (span is null)
        {
            Reject(rejection!);
        }
        else
        {
            _spans.Add(span);
        }
    }

    /// <summary>Ends the log record that was begun: it tells of a span, or is rejected with its reason, or tells of nothing that is recorded.</summary>
    internal void EndRecord(SpanOrigin origin)
    {
        var (record, problem) = Span.FinishRecord(origin, _resourceNotes);
        if (AgentEvents.Find(record) is not { } told)
        {
            _ignored++;
            return;
        }

        _values += Span.Budget.Values;
        if (problem is null && told.ToSpan(project, out problem) is { } span)
        {
            _spans.Add(span);
        }
        else
        {
            Reject(problem!.Of(told.Name));
        }
    }

    /// <summary>Ends the point of a metric that was begun: it tells of cost, or is rejected with its reason, or of none.</summary>
    internal void EndPoint(SpanOrigin origin, double value, bool isCumulative)
    {
        // Its ids follow from what it says.
        (Span.Trace, Span.Id) = (new TraceId(1, 1), new SpanId(1));
        var point = Span.Finish(project, origin, _resourceNotes, out var rejection);
        _values += Span.Budget.Values;
        if (point is null)
        {
            Reject(rejection!);
        }
        else if (AgentPoints.Of(project, point, value, isCumulative) is { } cost)
        {
            _spans.Add(cost);
        }
    }

    internal DecodedBatch ToBatch() => new(_spans, _rejections, _rejected, Warning, _ignored);

    private void Reject(Rejection rejection)
    {
        _rejected++;
        if (_rejections.Count < SpanLimits.Rejections)
        {
            _rejections.Add(rejection);
        }
    }
}
