using CostDashboard.Core.Content;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Otlp;

/// <summary>Takes aside the texts of a span's content while its attributes are read. One draft serves a whole request, and knows how much of it is left.</summary>
internal sealed class ContentDraft
{
    private readonly List<ContentText> _texts = [];
    private int _bytesOfRequest = ContentLimits.RequestBytes;
    private int _bytesAtBegin;
    private bool _hasText;
    private string? _event;
    private int _events;

    /// <summary>What the span's content may still hold; its notes are the content's.</summary>
    internal ValueBudget Budget { get; } = new(ContentLimits.TextBytes, ContentLimits.SpanBytes);

    /// <summary>Begins the next span.</summary>
    internal void Begin()
    {
        _texts.Clear();
        (_hasText, _event, _events) = (false, null, 0);
        _bytesAtBegin = Math.Min(ContentLimits.SpanBytes, _bytesOfRequest);
        Budget.ResetTo(_bytesAtBegin);
    }

    /// <summary>What is added until the event ends stands on it.</summary>
    internal void BeginEvent(string name)
    {
        _event = name;
        _events++;
    }

    internal void EndEvent() => _event = null;

    /// <summary>Adds a text, or a list or map as JSON. What was beyond a limit is noted already.</summary>
    internal void Add(string key, AttributeValue value)
    {
        if (value.Kind is not (AttributeKind.Empty or AttributeKind.Omitted))
        {
            _hasText = true;
            _texts.Add(new(key, value.ToString(), _event, _event is null ? 0 : _events));
        }
    }

    /// <summary>Adds what says something of the texts beside it, and by itself is no content (<see cref="ContentKeys.IsBesideText"/>).</summary>
    internal void AddBeside(string key, AttributeValue value)
    {
        if (value.Kind is AttributeKind.Text)
        {
            _texts.Add(new(key, value.Text!, _event, _event is null ? 0 : _events));
        }
    }

    /// <summary>The span's content, which ends here; null where it has none.</summary>
    internal CapturedContent? Take()
    {
        if (_bytesAtBegin < ContentLimits.SpanBytes && Budget.Notes([]).Count > 0)
        {
            Budget.Note($"the content of one request may have {ContentLimits.RequestBytes:N0} bytes together: send smaller batches");
        }

        _bytesOfRequest -= _bytesAtBegin - Budget.TextBytesLeft;
        var notes = Budget.Notes([]);
        return _hasText || notes.Count > 0 ? new([.. _texts], notes) : null;
    }
}
