using System.Text.Json;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Json;

/// <summary>When a span began and ended: two of start, end and duration say the third.</summary>
internal sealed class PlainPeriod(SpanDraft span)
{
    private ulong? _start, _end, _duration;

    internal void Reset() => (_start, _end, _duration) = (null, null, null);

    /// <param name="reader">At the value; left at its last token.</param>
    internal void Read(ref Utf8JsonReader reader, PlainField field, string name)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return;
        }

        var isDuration = field is PlainField.Duration;
        ulong nanos;
        if (!(isDuration ? PlainTimes.TryReadMilliseconds(ref reader, out nanos) : PlainTimes.TryRead(ref reader, out nanos)))
        {
            span.Fail(isDuration ? PlainProblem.Duration : PlainProblem.Time(name));
            reader.Skip();
            return;
        }

        _ = field switch
        {
            PlainField.Start => _start = nanos,
            PlainField.End => _end = nanos,
            _ => _duration = nanos,
        };
    }

    /// <summary>What is missing is 0, as on the wire of OTLP: it is mended where every door's is.</summary>
    internal void Finish()
    {
        var length = _duration ?? 0;
        span.Start = _start ?? (_end is { } end && end >= length ? end - length : 0);
        span.End = _end ?? (_start is { } start && _duration is not null ? start + length : 0);
    }
}
