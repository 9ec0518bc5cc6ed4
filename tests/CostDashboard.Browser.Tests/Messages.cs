using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>Messages that a customer's application handled, sent as its exporter sends them.</summary>
internal static class Messages
{
    internal static void Send(RunningDashboard dashboard, params IEnumerable<(DateTime At, long Input, string Model)> messages)
    {
        using var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf);
        foreach (var (at, input, model) in messages)
        {
            application.HandleMessage(at, input, model);
        }

        Assert.True(application.Flush(), "The exporter could not deliver.");
    }
}
