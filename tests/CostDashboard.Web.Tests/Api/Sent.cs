using System.Globalization;
using System.Net;
using System.Text.Json;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Tests.Api;

/// <summary>A span as a test sends it over OTLP; times in milliseconds from the trace's start.</summary>
/// <param name="Attributes">Whole numbers and texts.</param>
internal sealed record Sent(string Id, string? Parent, string Name, int Start, int End, params (string Key, object Value)[] Attributes);

/// <summary>Sends traces to a running dashboard, as an exporter would, and asks its API about them.</summary>
internal static class Sending
{
    internal const string Support = "0000000000000000000000000000abcd";

    /// <summary>2026-08-06T12:00:00Z, when the traces of tests start.</summary>
    internal static readonly DateTimeOffset Noon = new(2026, 8, 6, 12, 0, 0, TimeSpan.Zero);

    internal static (string, object)[] Call(string model, int input, int output, string operation = "chat") =>
    [
        ("gen_ai.operation.name", operation), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", model),
        ("gen_ai.usage.input_tokens", input), ("gen_ai.usage.output_tokens", output),
    ];

    /// <summary>A wrapper around a chat call, an embedding and a tool: 120 and 8 tokens of gpt-4o-mini, 18 of an embedding model.</summary>
    internal static Sent[] SupportTrace { get; } =
    [
        new("a1", null, "handle_message", 0, 3420, ("customer_id", "acme"), ("feature", "support"), ("user.id", "u-7")),
        new("a2", "a1", "invoke_agent classifier", 10, 190, Call("gpt-4o-mini", 120, 8, "invoke_agent")),
        new("a3", "a2", "chat gpt-4o-mini", 12, 187, Call("gpt-4o-mini", 120, 8)),
        new("a4", "a1", "embeddings text-embedding-3-small", 200, 245, Call("text-embedding-3-small", 18, 0, "embeddings")),
        new("a5", "a1", "execute_tool search", 250, 410, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "search")),
    ];

    internal static async Task SendAsync(this Dashboard dashboard, string trace, DateTimeOffset start, IEnumerable<Sent> spans, string key = Dashboard.Key)
    {
        using var client = new HttpClient { BaseAddress = dashboard.Addresses.OtlpHttp };
        client.DefaultRequestHeaders.Add("x-api-key", key);
        using var content = new StringContent(Json(trace, start, spans), null, "application/json");
        using var answer = await client.PostAsync("/v1/traces", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("{}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    internal static async Task<JsonElement> AskAsync(this Dashboard dashboard, string path, HttpStatusCode status = HttpStatusCode.OK, string key = Dashboard.Key)
    {
        using var client = dashboard.WithKey(key);
        using var answer = await client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == answer.StatusCode, $"{path} answers {answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The members of that name of every element, as text; "null" for null.</summary>
    internal static string[] Column(this JsonElement array, string name) =>
        [.. array.EnumerateArray().Select(row => row.GetProperty(name)).Select(value => value.ValueKind is JsonValueKind.Null ? "null" : value.ToString())];

    internal static string Json(string trace, DateTimeOffset start, IEnumerable<Sent> spans)
    {
        var from = UnixNanos.From(start);
        var body = new
        {
            resourceSpans = new[]
            {
                new
                {
                    resource = new { attributes = new[] { Attribute("service.name", "bot"), Attribute("service.version", "4.2.0"), Attribute("deployment.environment.name", "production") } },
                    scopeSpans = new[]
                    {
                        new
                        {
                            spans = spans.Select(span => new
                            {
                                traceId = trace,
                                spanId = SpanId(span.Id),
                                parentSpanId = span.Parent is null ? "" : SpanId(span.Parent),
                                name = span.Name,
                                kind = 3,
                                startTimeUnixNano = Text((from + (span.Start * 1_000_000L)).Value),
                                endTimeUnixNano = Text((from + (span.End * 1_000_000L)).Value),
                                attributes = span.Attributes.Select(a => Attribute(a.Key, a.Value)),
                            }),
                        },
                    },
                },
            },
        };
        return JsonSerializer.Serialize(body);
    }

    /// <summary>Short names of spans are hexadecimal digits; their ids end in them.</summary>
    internal static string SpanId(string name) => name.PadLeft(16, '0');

    private static object Attribute(string key, object value) => value is int number
        ? new { key, value = (object)new { intValue = Text(number) } }
        : new { key, value = (object)new { stringValue = value } };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
