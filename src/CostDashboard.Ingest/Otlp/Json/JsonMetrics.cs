using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.CodingAgents;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>Reads the points of one metric's JSON object, where it is one of a coding agent that counts cost; all others are left aside.</summary>
internal sealed class JsonMetrics(JsonValues values)
{
    /// <summary>Leaves the reader at the metric's last token, whatever it is.</summary>
    internal void Read(ref Utf8JsonReader reader, SpanOrigin origin, BatchDraft batch)
    {
        // The name and how its sum is told may stand behind the points.
        var ahead = reader;
        if (reader.TokenType is not JsonTokenType.StartObject || !IsRead(ref ahead))
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (!reader.Is("sum"u8) || !reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            ahead = reader;
            var isCumulative = IsCumulative(ref ahead);
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                if (reader.Is("dataPoints"u8) && reader.Read() && reader.TokenType is JsonTokenType.StartArray)
                {
                    ReadPoints(ref reader, origin, batch, isCumulative);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private void ReadPoints(ref Utf8JsonReader reader, SpanOrigin origin, BatchDraft batch, bool isCumulative)
    {
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (!batch.Begin())
            {
                reader.Skip();
                continue;
            }

            var value = ReadPoint(ref reader, batch.Span);
            batch.EndPoint(origin, value, isCumulative);
        }
    }

    private double ReadPoint(ref Utf8JsonReader reader, SpanDraft point)
    {
        double value = 0;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            point.Fail(SpanProblem.NotAnObject);
            reader.Skip();
            return value;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("startTimeUnixNano"u8))
            {
                point.Start = JsonFields.ReadTime(ref reader, point, SpanProblem.RecordTime);
            }
            else if (reader.Is("timeUnixNano"u8))
            {
                point.End = JsonFields.ReadTime(ref reader, point, SpanProblem.RecordTime);
            }
            else if (reader.Is("asDouble"u8) || reader.Is("asInt"u8))
            {
                reader.Read();
                value = JsonNumbers.TryReadDouble(ref reader, out var number) ? number : 0;
                reader.Skip();
            }
            else
            {
                ReadAttributes(ref reader, point);
            }
        }

        return value;
    }

    private void ReadAttributes(ref Utf8JsonReader reader, SpanDraft into)
    {
        if (!reader.Is("attributes"u8))
        {
            reader.Skip();
            return;
        }

        reader.Read();
        if (!values.TryReadAttributes(ref reader, into.Attributes, into.Budget))
        {
            into.Fail(SpanProblem.Attributes);
        }
    }

    private static bool IsRead(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("name"u8))
            {
                reader.Read();
                return reader.TokenType is JsonTokenType.String && AgentPoints.IsRead(reader.ValueSpan);
            }

            reader.Skip();
        }

        return false;
    }

    // 2, or the enumeration's name, which some senders write
    private static bool IsCumulative(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.Is("aggregationTemporality"u8))
            {
                reader.Read();
                return reader.TokenType is JsonTokenType.Number
                    ? reader.TryGetInt32(out var number) && number == 2
                    : reader.TokenType is JsonTokenType.String && reader.Is("AGGREGATION_TEMPORALITY_CUMULATIVE"u8);
            }

            reader.Skip();
        }

        return false;
    }
}
