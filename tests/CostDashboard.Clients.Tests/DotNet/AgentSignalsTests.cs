using CostDashboard.Clients.Tests.Hosting;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using Meter = System.Diagnostics.Metrics.Meter;

namespace CostDashboard.Clients.Tests.DotNet;

/// <summary>What Claude Code tells by logs and metrics, sent by OpenTelemetry's own exporters to the product with a real database.</summary>
[Collection(InOneProcess.Name)]
public sealed class AgentSignalsTests(Workbench bench)
{
    private const string Scope = "com.anthropic.claude_code";
    private const string Model = "claude-opus-4-6";

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc, MetricReaderTemporalityPreference.Delta)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, MetricReaderTemporalityPreference.Cumulative)]
    public async Task A_session_is_charged_by_its_metrics_until_its_log_events_come_and_then_by_these_alone(
        OtlpExportProtocol protocol, MetricReaderTemporalityPreference temporality)
    {
        var (sender, key) = await bench.Dashboard.CreateProjectAsync($"agent {protocol}");
        var project = sender.Project;

        CountCosts(protocol, key, temporality);

        Assert.Equal(30_000_000, (await TotalAsync(project)).CostNanoUsd);

        LogRequest(protocol, key);

        var total = await TotalAsync(project);
        Assert.Equal((250_000_000, 1), (total.CostNanoUsd, total.Calls));
        Assert.Equal(new Usage(3, 12_000, 0, 900, 300), total.Usage);
        Assert.Empty((await bench.Dashboard.Get<ILedger>().VerifyAsync(project, CancellationToken.None)).Differences);
        Assert.Equal(2, bench.Dashboard.Get<IIntake>().Of(project).Ignored);
    }

    private void CountCosts(OtlpExportProtocol protocol, string key, MetricReaderTemporalityPreference temporality)
    {
        using var meter = new Meter(Scope);
        using var metrics = Sdk.CreateMeterProviderBuilder()
            .AddMeter(Scope)
            .AddOtlpExporter((exporter, reader) =>
            {
                Send(exporter, protocol, "v1/metrics", key);
                reader.TemporalityPreference = temporality;
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = int.MaxValue;
            })
            .Build();
        var costs = meter.CreateCounter<double>("claude_code.cost.usage", "USD");
        foreach (var usd in (double[])[0.01, 0.02])
        {
            costs.Add(usd, new("session.id", "s1"), new("model", Model));
            Assert.True(metrics.ForceFlush(20_000), "The exporter did not deliver everything.");
        }

        // Sent when the provider ends, and ignored.
        meter.CreateCounter<long>("claude_code.commit.count").Add(1, new KeyValuePair<string, object?>("session.id", "s1"));
    }

    private void LogRequest(OtlpExportProtocol protocol, string key)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.AddOtlpExporter(exporter => Send(exporter, protocol, "v1/logs", key));
        }));
        var logger = loggers.CreateLogger($"{Scope}.events");
        Log(logger, "claude_code.mcp_server_connection", ("session.id", "s1"), ("event.name", "mcp_server_connection"));
        Log(
            logger,
            "claude_code.api_request",
            ("session.id", "s1"), ("event.name", "api_request"), ("model", Model), ("request_id", "req_011CabcdefghIJKL"), ("cost_usd", 0.25),
            ("input_tokens", 3L), ("output_tokens", 300L), ("cache_read_tokens", 12_000L), ("cache_creation_tokens", "900"));
    }

    private void Send(OtlpExporterOptions exporter, OtlpExportProtocol protocol, string path, string key)
    {
        exporter.Protocol = protocol;
        exporter.Endpoint = protocol == OtlpExportProtocol.Grpc ? bench.Dashboard.OtlpGrpc : new Uri(bench.Dashboard.OtlpHttp, path);
        exporter.Headers = $"authorization=Bearer {key}";
    }

    private static void Log(ILogger logger, string name, params (string Key, object Value)[] attributes) => logger.Log(
        LogLevel.Information, default, attributes.Select(a => KeyValuePair.Create(a.Key, (object?)a.Value)).ToArray(), null, (_, _) => name);

    private async Task<SpendMeasures> TotalAsync(ProjectId project)
    {
        var today = UnixNanos.From(TimeProvider.System.GetUtcNow()).Floor(UnixNanos.PerDay);
        SpendQuestion question = new(project, today + -UnixNanos.PerDay, today + (2 * UnixNanos.PerDay), Grain.Total, [], []);
        return (await bench.Dashboard.Get<ISpendQueries>().AskAsync(question, CancellationToken.None)).Total;
    }
}
