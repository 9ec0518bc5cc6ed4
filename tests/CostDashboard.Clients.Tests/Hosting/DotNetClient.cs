using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics;
using Anthropic;
using OpenAI;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CostDashboard.Clients.Tests.Hosting;

/// <summary>A customer's .NET application in this process: OpenTelemetry's SDK and exporter, and the providers' own libraries.</summary>
/// <remarks>Listens to sources by name in the whole process, so two of them do not run at a time.</remarks>
internal sealed class DotNetClient : IDisposable
{
    private readonly ActivitySource _source = new("application");
    private readonly TracerProvider _tracing;

    internal DotNetClient(Dashboard dashboard, RunningClient client, OtlpExportProtocol protocol, params string[] sources)
    {
        // Has to be on before the library is first used, and is a switch of the whole process.
        AppContext.SetSwitch("OpenAI.Experimental.EnableOpenTelemetry", true);
        _tracing = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("umbrella", autoGenerateServiceInstanceId: false))
            .AddSource([_source.Name, .. sources])
            .AddOtlpExporter(options =>
            {
                options.Protocol = protocol;
                options.Endpoint = protocol == OtlpExportProtocol.Grpc ? dashboard.OtlpGrpc : new Uri(dashboard.OtlpHttp, "v1/traces");
                options.Headers = $"authorization=Bearer {client.Key}";
            })
            .Build();
        OpenAi = new(new ApiKeyCredential("none"), new() { Endpoint = new($"{client.Provider}/v1"), RetryPolicy = new ImpatientRetries() });
        Anthropic = new() { ApiKey = "none", BaseUrl = client.Provider.ToString() };
    }

    internal OpenAIClient OpenAi { get; }

    internal AnthropicClient Anthropic { get; }

    /// <summary>Runs one scenario in a trace of its own, named after it: <c>chat/cached</c>. One that ends in /fail has to.</summary>
    internal async Task ScenarioAsync(string name, Func<string, Task> work)
    {
        using var root = _source.StartActivity(name) ?? throw new InvalidOperationException("The tracer does not listen to its own source.");
        var prompt = $"Shall I take an umbrella? scenario: {name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]}.";
        if (name.EndsWith("/fail", StringComparison.Ordinal))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => work(prompt));
        }
        else
        {
            await work(prompt);
        }
    }

    internal void Flush() => Assert.True(_tracing.ForceFlush(20_000), "The exporter did not deliver everything.");

    public void Dispose()
    {
        _tracing.Dispose();
        _source.Dispose();
        Anthropic.Dispose();
    }

    private sealed class ImpatientRetries() : ClientRetryPolicy(maxRetries: 3)
    {
        protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) => TimeSpan.FromMilliseconds(1);
    }
}
