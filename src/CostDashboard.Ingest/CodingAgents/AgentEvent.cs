using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.CodingAgents;

/// <summary>
/// An event of a coding agent as the span it tells of. A request of a person is a trace: the calls and tools that it led to lie below it. Where the
/// agent does not say which request they are for, a conversation is. The same event sent twice, in any batch, is the same span.
/// </summary>
internal sealed record AgentEvent(string Name, AgentEventKind Kind, LogRecord Record)
{
    private const int LongestMessage = 500;
    private const int LongestTool = 128;

    private static readonly string[] s_conversation = ["session.id", "conversation.id"];
    private static readonly string[] s_request = ["prompt.id", "prompt_id"];

    private SpanAttributes Said => Record.Attributes;

    /// <summary>The span; null with the reason where the record says too little.</summary>
    internal DecodedSpan? ToSpan(ProjectId project, out SpanProblem? problem)
    {
        problem = null;
        if (Said.Text(s_conversation) is not { } conversation)
        {
            problem = SpanProblem.Conversation;
            return null;
        }

        if ((Record.Time ?? TimeSaid()) is not { } end)
        {
            problem = SpanProblem.RecordTime;
            return null;
        }

        var agent = Name[..Name.IndexOf('.', StringComparison.Ordinal)];
        var request = Said.Text(s_request) ?? "";
        var root = AgentIds.Span(agent, "request", conversation, request);
        var isRoot = Kind.Of is ToldOf.Request;
        var isInTrace = !Record.Trace.IsZero;
        var nanos = isRoot ? 0 : Milliseconds("duration_ms");
        return new(
            new(project, isInTrace ? Record.Trace : AgentIds.Trace(agent, conversation, request), isRoot ? root : AgentIds.Span(agent, Name, conversation, Identity())),
            isInTrace ? (Record.Span.IsZero ? null : Record.Span) : isRoot ? null : root,
            Kind.Of is ToldOf.Tool && Tool is { } tool ? $"execute_tool {tool}" : Name,
            OtelSpanKind.Internal,
            end + -nanos,
            end,
            Status(),
            Record.Origin,
            Kept(),
            [],
            [],
            Record.Notes);
    }

    private long Milliseconds(string key) =>
        Said.TryGet(key, out var value) && value.AsDouble() is { } milliseconds and > 0 and < 1e12 ? (long)(milliseconds * 1e6) : 0;

    private UnixNanos? TimeSaid() =>
        DateTimeOffset.TryParse(Said.Text("event.timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? UnixNanos.From(time) : null;

    private string Identity()
    {
        foreach (var key in Kind.Identity)
        {
            if (Said.Text(key) is { } value)
            {
                return $"{key}={value}";
            }
        }

        return string.Join('\n', Said.Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal).Prepend(Record.Time?.Value.ToString(CultureInfo.InvariantCulture) ?? ""));
    }

    private SpanStatus Status()
    {
        var hasFailed = Kind.Of is ToldOf.FailedCall || Said.Text("success") is "false" || Said.Text("error.message") is not null;
        if (!hasFailed)
        {
            return new(SpanStatusCode.Unset);
        }

        var message = Said.Text("error", "error.message", "error_message", "error_type");
        return new(SpanStatusCode.Error, message is { Length: > LongestMessage } ? message[..LongestMessage] + "…" : message);
    }

    private SpanAttributes Kept() => new([.. Operation(), .. AgentTexts.Kept(Said)]);

    // OpenTelemetry's words for what an event's name says, as its spans of agents and tools have them.
    private IEnumerable<KeyValuePair<string, AttributeValue>> Operation() => Kind.Of switch
    {
        ToldOf.Request => [new("gen_ai.operation.name", AttributeValue.Of("invoke_agent"))],
        ToldOf.Tool when Tool is { } tool => [new("gen_ai.operation.name", AttributeValue.Of("execute_tool")), new("gen_ai.tool.name", AttributeValue.Of(tool))],
        ToldOf.Tool => [new("gen_ai.operation.name", AttributeValue.Of("execute_tool"))],
        _ => [],
    };

    private string? Tool => Said.Text("tool_name", "function_name") is { Length: <= LongestTool } name ? name : null;
}
