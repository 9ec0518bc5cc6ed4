using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Tests.Hostile;

/// <summary>Spans whose every name is an attack on whoever shows it.</summary>
internal static class HostileSpans
{
    internal const string Markup = "\"'><script>injected()</script><img src=x onerror=injected()><b data-injected onmouseover=injected()>";

    /// <summary>Turns around what stands after it.</summary>
    internal const char TurnsAround = '\u202E';

    internal static readonly TraceId Trace = new(0xBAD, 0xC0DE);

    private static readonly string[] s_names =
    [
        Markup, $"{TurnsAround}gnp.exe\u202C\u2066rtl", "nul\0inside", "👩‍👩‍👧‍👦 family \uFFFF", "=HYPERLINK(\"http://evil.example\",\"open\")", "+1+cmd|' /C calc'!A0",
        "@SUM(1+1)", "-2+3", "\t=1+1", "javascript:injected()", "{{7*7}}${7*7}", string.Concat(Enumerable.Repeat("😀x", 5_000)),
    ];

    /// <summary>An agent with a call of a priced model, a call of a model of that name and a use of a tool for every name; and each name as the root of a trace of its own.</summary>
    internal static IEnumerable<DecodedSpan> All(UnixNanos start)
    {
        var number = 0UL;
        yield return Span(Trace, ++number, null, Markup, start, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", Markup));
        foreach (var name in s_names)
        {
            yield return Span(Trace, ++number, 1, name, start, Call(name, "gpt-4o-mini"));
            yield return Span(Trace, ++number, 1, name, start, Call(name, name));
            yield return Span(
                Trace, ++number, 1, name, start,
                ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", name), ("gen_ai.tool.call.arguments", name), ("gen_ai.tool.call.result", name));
            yield return Span(new TraceId(0xBAD, number), number, null, name, start, Call(name, "gpt-4o-mini"));
        }
    }

    private static (string Key, string Value)[] Call(string name, string model) =>
    [
        ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", model), ("gen_ai.response.model", model),
        ("gen_ai.usage.input_tokens", "1000"), ("gen_ai.usage.output_tokens", "10"), ("gen_ai.response.finish_reasons", name), ("error.type", name),
        ("gen_ai.input.messages", JsonSerializer.Serialize(new[] { new { role = "user", parts = new[] { new { type = "text", content = name } } } })),
        ("customer.id", name), ("feature", name), ("user.id", name), ("session.id", name), ("environment", name), (name, name),
    ];

    private static DecodedSpan Span(TraceId trace, ulong number, ulong? parent, string name, UnixNanos start, params (string Key, string Value)[] attributes)
    {
        var begins = start + ((long)number * UnixNanos.PerSecond);
        var values = SpanAttributes.Of([.. attributes.Select(a => (a.Key, AttributeValue.Of(a.Value)))]);
        var resource = SpanAttributes.Of(("service.name", AttributeValue.Of(name)), ("service.version", AttributeValue.Of(name)));
        return new(
            new SpanKey(new ProjectId(0), trace, new SpanId(number)), parent is { } id ? new SpanId(id) : null, name, OtelSpanKind.Internal, begins, begins + UnixNanos.PerSecond,
            new(SpanStatusCode.Error, name), new(resource, name, name), values, [new(begins, name, SpanAttributes.Of((name, AttributeValue.Of(name))))], [], []);
    }
}
