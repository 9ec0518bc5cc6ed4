using System.Text.Json;
using Google.Protobuf;

namespace CostDashboard.Ingest.Otlp;

/// <summary>Writes the messages that we answer with, in both encodings.</summary>
internal static class OtlpMessages
{
    private const string RetryInfoType = "type.googleapis.com/google.rpc.RetryInfo";
    private const string BadRequestType = "type.googleapis.com/google.rpc.BadRequest";

    /// <summary>An <c>Export…ServiceResponse</c>: empty for a full success, else with <c>partial_success</c>.</summary>
    internal static byte[] Response(OtlpAnswer.Taken answer, OtlpSignal signal, OtlpEncoding encoding)
    {
        if (answer is { Rejected: 0, Message: null })
        {
            return encoding is OtlpEncoding.Json ? "{}"u8.ToArray() : [];
        }

        if (encoding is OtlpEncoding.Json)
        {
            return Json(writer =>
            {
                writer.WriteStartObject("partialSuccess"u8);
                if (answer.Rejected > 0)
                {
                    writer.WriteString(RejectedName(signal), answer.Rejected.ToString(System.Globalization.CultureInfo.InvariantCulture));
                }

                writer.WriteString("errorMessage"u8, answer.Message);
                writer.WriteEndObject();
            });
        }

        return Protobuf(output => WriteMessage(output, 1, partial =>
        {
            if (answer.Rejected > 0)
            {
                partial.WriteTag(1, WireFormat.WireType.Varint);
                partial.WriteInt64(answer.Rejected);
            }

            WriteText(partial, 2, answer.Message);
        }));
    }

    /// <summary>A <c>google.rpc.Status</c>; for a sender that should come back with <c>RetryInfo</c>, for bad data with <c>BadRequest</c>.</summary>
    internal static byte[] Status(OtlpAnswer.Refused refused, int code, TimeSpan retryAfter, OtlpEncoding encoding) => encoding is OtlpEncoding.Json
        ? Json(writer => WriteStatus(writer, refused, code, retryAfter))
        : Protobuf(output =>
        {
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteInt32(code);
            WriteText(output, 2, refused.Message);
            if (refused.IsForLater)
            {
                WriteDetail(output, RetryInfoType, info => WriteMessage(info, 1, delay =>
                {
                    delay.WriteTag(1, WireFormat.WireType.Varint);
                    delay.WriteInt64((long)Math.Ceiling(retryAfter.TotalSeconds));
                }));
            }
            else if (refused.Reason is Refusal.Undecodable)
            {
                WriteDetail(output, BadRequestType, bad => WriteMessage(bad, 1, violation =>
                {
                    WriteText(violation, 1, "body");
                    WriteText(violation, 2, refused.Message);
                }));
            }
        });

    private static void WriteStatus(Utf8JsonWriter writer, OtlpAnswer.Refused refused, int code, TimeSpan retryAfter)
    {
        writer.WriteNumber("code"u8, code);
        writer.WriteString("message"u8, refused.Message);
        if (refused.IsForLater)
        {
            writer.WriteStartArray("details"u8);
            writer.WriteStartObject();
            writer.WriteString("@type"u8, RetryInfoType);
            writer.WriteString("retryDelay"u8, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Ceiling(retryAfter.TotalSeconds)}s"));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        else if (refused.Reason is Refusal.Undecodable)
        {
            writer.WriteStartArray("details"u8);
            writer.WriteStartObject();
            writer.WriteString("@type"u8, BadRequestType);
            writer.WriteStartArray("fieldViolations"u8);
            writer.WriteStartObject();
            writer.WriteString("field"u8, "body"u8);
            writer.WriteString("description"u8, refused.Message);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
    }

    private static string RejectedName(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Traces => "rejectedSpans",
        OtlpSignal.Logs => "rejectedLogRecords",
        OtlpSignal.Metrics => "rejectedDataPoints",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "not a signal"),
    };

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static byte[] Protobuf(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }

    private static void WriteMessage(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(Protobuf(write)));
    }

    // Status.details is a google.protobuf.Any: the type's name, and the message's bytes.
    private static void WriteDetail(CodedOutputStream status, string type, Action<CodedOutputStream> write) => WriteMessage(status, 3, any =>
    {
        WriteText(any, 1, type);
        WriteMessage(any, 2, write);
    });

    private static void WriteText(CodedOutputStream output, int field, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteString(text);
        }
    }
}
