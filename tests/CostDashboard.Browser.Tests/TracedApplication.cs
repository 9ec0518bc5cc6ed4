using System.Diagnostics;
using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CostDashboard.Browser.Tests;

/// <summary>A customer's application: OpenTelemetry's own .NET SDK and exporter, pointed at the running program as its documentation says.</summary>
internal sealed class TracedApplication : IDisposable
{
    // A provider hears every source of a name in the process: of two applications at once each would send the other's spans too.
    private static readonly SemaphoreSlim s_one = new(1);

    private readonly ActivitySource _source = new("support-bot");
    private readonly TracerProvider _provider;

    internal TracedApplication(RunningDashboard dashboard, OtlpExportProtocol protocol)
    {
        s_one.Wait();
        _provider = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty()
                .AddService("support-bot", serviceVersion: "2.8.1", autoGenerateServiceInstanceId: false)
                .AddAttributes([new("deployment.environment.name", "production")]))
            .AddSource(_source.Name)
            .AddOtlpExporter(options =>
            {
                options.Protocol = protocol;
                options.Endpoint = protocol == OtlpExportProtocol.Grpc ? dashboard.OtlpGrpc : new Uri(dashboard.OtlpHttp, "v1/traces");
                options.Headers = $"authorization=Bearer {RunningDashboard.Key}";
            })
            .Build();
    }

    /// <summary>Answers one message with one model call in a step of its own, so that call, trace and hour cost the same.</summary>
    /// <param name="input">Input tokens: what a spike is made of.</param>
    /// <param name="session">Which conversation the message is part of; null for none.</param>
    /// <returns>The trace's id.</returns>
    internal string HandleMessage(DateTime at, long input, string model = "gpt-4o", string? session = null)
    {
        using var root = Start("handle_message", at, null, ("customer_id", "acme"), ("feature", "support"));
        if (session is not null)
        {
            root.SetTag("session.id", session).SetTag("user.id", session + "'s user");
        }

        Call(root, "generate_response", model, at.AddMilliseconds(400), 2970, input, 620);
        root.SetEndTime(at.AddMilliseconds(3420));
        return root.TraceId.ToHexString();
    }

    /// <summary>An agent that searches for the same thing again and again, reading more with each turn.</summary>
    /// <returns>The trace's id.</returns>
    internal string RunAgent(DateTime at, int turns)
    {
        using var agent = Start("invoke_agent refunds", at, null, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "refunds"));
        for (var turn = 0; turn < turns; turn++)
        {
            var begin = at.AddSeconds(2 * turn);
            Call(agent, "think", "gpt-4o", begin, 900, 1_000 * (turn + 1), 100);
            using var tool = Start(
                "execute_tool search",
                begin.AddSeconds(1),
                agent,
                ("gen_ai.operation.name", "execute_tool"),
                ("gen_ai.tool.name", "search"),
                ("gen_ai.tool.call.arguments", """{"query": "refund policy of a secret customer"}"""));
            tool.SetEndTime(begin.AddSeconds(1.4));
        }

        agent.SetEndTime(at.AddSeconds(2 * turns));
        return agent.TraceId.ToHexString();
    }

    /// <summary>Asks a model once, with the question and its answer in the span.</summary>
    /// <returns>The trace's id.</returns>
    internal string Ask(DateTime at, string question, bool fails = false)
    {
        using var call = Start(
            "ask_once",
            at,
            null,
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.request.model", "gpt-4o"),
            ("gen_ai.usage.input_tokens", 800L),
            ("gen_ai.usage.output_tokens", 40L),
            ("gen_ai.input.messages", JsonSerializer.Serialize(new[] { new { role = "user", parts = new[] { new { type = "text", content = question } } } })));
        if (fails)
        {
            call.SetStatus(ActivityStatusCode.Error, "the provider was overloaded");
        }

        call.SetEndTime(at.AddSeconds(1));
        return call.TraceId.ToHexString();
    }

    /// <summary>True when the exporter delivered everything.</summary>
    internal bool Flush() => _provider.ForceFlush(20_000);

    public void Dispose()
    {
        _provider.Dispose();
        _source.Dispose();
        s_one.Release();
    }

    private void Call(Activity root, string step, string model, DateTime at, int milliseconds, long input, long output)
    {
        using var around = Start(step, at, root);
        around.SetEndTime(at.AddMilliseconds(milliseconds));
        using var call = Start(
            $"chat {model}",
            at,
            around,
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.request.model", model),
            ("gen_ai.usage.input_tokens", input),
            ("gen_ai.usage.output_tokens", output));
        call.SetEndTime(at.AddMilliseconds(milliseconds));
    }

    private Activity Start(string name, DateTime at, Activity? parent, params (string Key, object Value)[] attributes)
    {
        var activity = _source.StartActivity(name, ActivityKind.Internal, parent?.Context ?? default, startTime: at)
            ?? throw new InvalidOperationException("The tracer does not listen to its own source.");
        foreach (var (key, value) in attributes)
        {
            activity.SetTag(key, value);
        }

        return activity;
    }
}
