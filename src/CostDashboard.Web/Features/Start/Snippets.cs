namespace CostDashboard.Web.Features.Start;

/// <summary>A few lines that somebody copies, runs as they are, and sees a span arrive.</summary>
/// <param name="Remark">What has to be installed first, if anything.</param>
internal sealed record Snippet(string Title, string? Remark, string Text);

/// <summary>How to send the first span, from the languages that most exporters run in. Each sends the same small model call.</summary>
internal static class Snippets
{
    internal const string KeyPlaceholder = "YOUR_KEY";
    internal const string PublicKeyPlaceholder = "YOUR_PUBLIC_KEY";

    /// <param name="endpoint">Base address of OTLP over HTTP, without a path.</param>
    /// <param name="web">Base address of the pages and of the API.</param>
    /// <param name="secret">The key; null puts a place-holder in.</param>
    /// <param name="publicKey">Its public half; null puts a place-holder in.</param>
    internal static IReadOnlyList<Snippet> All(Uri endpoint, Uri web, string? secret, string? publicKey = null)
    {
        var (address, key) = (endpoint.GetLeftPart(UriPartial.Authority), secret ?? KeyPlaceholder);
        return [Environment(address, key), Python(address, key), TypeScript(address, key), DotNet(address, key), Langfuse(address, key, publicKey ?? PublicKeyPlaceholder), Curl(address, key), Json(web.GetLeftPart(UriPartial.Authority), key)];
    }

    /// <summary>How coding agents are set up; each is a setting and not a program.</summary>
    /// <remarks>
    /// https://code.claude.com/docs/en/monitoring-usage; https://github.com/openai/codex, docs/config.md; https://github.com/google-gemini/gemini-cli,
    /// docs/cli/telemetry.md
    /// </remarks>
    internal static IReadOnlyList<Snippet> OfAgents(Uri endpoint, string? secret)
    {
        var (address, key) = (endpoint.GetLeftPart(UriPartial.Authority), secret ?? KeyPlaceholder);
        return [ClaudeCode(address, key), Codex(address, key), GeminiCli(address, key)];
    }

    private static Snippet ClaudeCode(string address, string key) => new(
        "Claude Code",
        "Set these where it runs, or for everybody in its managed settings. The last line names the repository, by which cost is shown; set it for each, as with direnv. A team or what else stands there becomes a tag where Set up, Attributes says so.",
        $"""
        CLAUDE_CODE_ENABLE_TELEMETRY=1
        OTEL_LOGS_EXPORTER=otlp
        OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
        OTEL_EXPORTER_OTLP_ENDPOINT={address}
        OTEL_EXPORTER_OTLP_HEADERS=x-api-key={key}
        OTEL_RESOURCE_ATTRIBUTES=vcs.repository.name=my-repository,team=my-team
        """);

    private static Snippet Codex(string address, string key) => new(
        "Codex CLI",
        "In ~/.codex/config.toml; and where it runs, set OTEL_RESOURCE_ATTRIBUTES=vcs.repository.name=my-repository",
        $$"""
        [otel]
        log_user_prompt = false
        exporter = { otlp-http = { endpoint = "{{address}}/v1/logs", protocol = "binary", headers = { "x-api-key" = "{{key}}" } } }
        """);

    private static Snippet GeminiCli(string address, string key) => new(
        "Gemini CLI",
        $"In ~/.gemini/settings.json; and where it runs, set OTEL_EXPORTER_OTLP_HEADERS=x-api-key={key} and OTEL_RESOURCE_ATTRIBUTES=vcs.repository.name=my-repository",
        $$"""
        {
          "telemetry": {
            "enabled": true,
            "target": "local",
            "otlpEndpoint": "{{address}}",
            "otlpProtocol": "http",
            "logPrompts": false
          }
        }
        """);

    /// <summary>How an agent asks what its calls cost, and records what it did without an exporter.</summary>
    /// <param name="pages">Where people open the dashboard.</param>
    internal static Snippet Agent(Uri pages, string? secret) => new(
        "An agent, over MCP",
        "For any client of the Model Context Protocol; this is how Claude Code takes it. It asks for costs and records spans.",
        $"""
        claude mcp add --transport http costdashboard {pages.GetLeftPart(UriPartial.Authority)}/mcp --header "Authorization: Bearer {secret ?? KeyPlaceholder}"
        """);

    private static Snippet Environment(string address, string key) => new(
        "Any OpenTelemetry SDK",
        "Set these where your application runs; its instrumentation stays as it is.",
        $"""
        OTEL_EXPORTER_OTLP_ENDPOINT={address}
        OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
        OTEL_EXPORTER_OTLP_HEADERS=x-api-key={key}
        """);

    private static Snippet Python(string address, string key) => new(
        "Python",
        "pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http",
        $$"""
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        exporter = OTLPSpanExporter(endpoint="{{address}}/v1/traces", headers={"x-api-key": "{{key}}"})
        provider = TracerProvider(resource=Resource.create({"service.name": "first-span"}))
        provider.add_span_processor(BatchSpanProcessor(exporter))
        trace.set_tracer_provider(provider)

        with trace.get_tracer("first-span").start_as_current_span("chat gpt-4o-mini") as span:
            span.set_attributes({
                "gen_ai.operation.name": "chat",
                "gen_ai.provider.name": "openai",
                "gen_ai.request.model": "gpt-4o-mini",
                "gen_ai.usage.input_tokens": 1200,
                "gen_ai.usage.output_tokens": 150,
            })

        provider.shutdown()
        """);

    private static Snippet TypeScript(string address, string key) => new(
        "TypeScript",
        "npm install @opentelemetry/sdk-trace-node @opentelemetry/exporter-trace-otlp-proto @opentelemetry/resources",
        $$"""
        import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
        import { resourceFromAttributes } from "@opentelemetry/resources";
        import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

        const exporter = new OTLPTraceExporter({ url: "{{address}}/v1/traces", headers: { "x-api-key": "{{key}}" } });
        const provider = new NodeTracerProvider({
          resource: resourceFromAttributes({ "service.name": "first-span" }),
          spanProcessors: [new BatchSpanProcessor(exporter)],
        });

        const span = provider.getTracer("first-span").startSpan("chat gpt-4o-mini");
        span.setAttributes({
          "gen_ai.operation.name": "chat",
          "gen_ai.provider.name": "openai",
          "gen_ai.request.model": "gpt-4o-mini",
          "gen_ai.usage.input_tokens": 1200,
          "gen_ai.usage.output_tokens": 150,
        });
        span.end();

        await provider.shutdown();
        """);

    private static Snippet DotNet(string address, string key) => new(
        ".NET",
        "dotnet add package OpenTelemetry.Exporter.OpenTelemetryProtocol",
        $$"""
        using System.Diagnostics;
        using OpenTelemetry;
        using OpenTelemetry.Exporter;
        using OpenTelemetry.Resources;
        using OpenTelemetry.Trace;

        using var source = new ActivitySource("first-span");
        using var provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("first-span"))
            .AddSource(source.Name)
            .AddOtlpExporter(otlp =>
            {
                otlp.Endpoint = new Uri("{{address}}/v1/traces");
                otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
                otlp.Headers = "x-api-key={{key}}";
            })
            .Build();

        using (var span = source.StartActivity("chat gpt-4o-mini", ActivityKind.Client))
        {
            span?.SetTag("gen_ai.operation.name", "chat");
            span?.SetTag("gen_ai.provider.name", "openai");
            span?.SetTag("gen_ai.request.model", "gpt-4o-mini");
            span?.SetTag("gen_ai.usage.input_tokens", 1200);
            span?.SetTag("gen_ai.usage.output_tokens", 150);
        }
        """);

    private static Snippet Langfuse(string address, string key, string publicKey) => new(
        "Langfuse SDK",
        "For its Python and JavaScript SDKs: set these where your application runs; its code stays as it is. Of the three addresses, each version reads one. The public key of a key stands on the page Keys.",
        $"""
        LANGFUSE_BASE_URL={address}
        LANGFUSE_BASEURL={address}
        LANGFUSE_HOST={address}
        LANGFUSE_PUBLIC_KEY={publicKey}
        LANGFUSE_SECRET_KEY={key}
        """);

    private static Snippet Curl(string address, string key) => new(
        "curl",
        null,
        $$$"""
        curl -sS {{{address}}}/v1/traces -H 'content-type: application/json' -H 'x-api-key: {{{key}}}' --data-binary @- <<END
        {"resourceSpans": [{
          "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "first-span"}}]},
          "scopeSpans": [{"spans": [{
            "traceId": "$(openssl rand -hex 16)", "spanId": "$(openssl rand -hex 8)", "name": "chat gpt-4o-mini", "kind": 3,
            "startTimeUnixNano": "$(date +%s)000000000", "endTimeUnixNano": "$(date +%s)900000000",
            "attributes": [
              {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
              {"key": "gen_ai.provider.name", "value": {"stringValue": "openai"}},
              {"key": "gen_ai.request.model", "value": {"stringValue": "gpt-4o-mini"}},
              {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "1200"}},
              {"key": "gen_ai.usage.output_tokens", "value": {"intValue": "150"}}
            ]
          }]}]
        }]}
        END
        """);

    private static Snippet Json(string address, string key) => new(
        "Plain JSON",
        "Without an SDK. A list as here, or one span on each line (application/x-ndjson); traces with children go to /api/v1/traces. The fields stand in /openapi/v1.json.",
        $$"""
        curl -sS {{address}}/api/v1/spans -H 'content-type: application/json' -H 'x-api-key: {{key}}' -d '[
          {"name": "chat gpt-4o-mini", "kind": "chat", "provider": "openai", "model": "gpt-4o-mini",
           "usage": {"input_tokens": 1200, "output_tokens": 150}, "duration_ms": 900, "service": "first-span"}
        ]'
        """);
}
