using System.Text;

namespace CostDashboard.Web.Hosting;

/// <summary>What the console says once the ports are open.</summary>
internal static class StartMessage
{
    internal static string Of(Addresses addresses, LaunchOptions options, string? setUpToken)
    {
        var text = new StringBuilder();
        text.AppendLine($"CostDashboard runs at {addresses.Web} (data in {options.DataFolder})")
            .AppendLine()
            .AppendLine("To send the first span, give any OpenTelemetry SDK:")
            .AppendLine($"  OTEL_EXPORTER_OTLP_ENDPOINT={addresses.OtlpHttp.GetLeftPart(UriPartial.Authority)}")
            .AppendLine("  OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf")
            .AppendLine("  OTEL_EXPORTER_OTLP_HEADERS=x-api-key=YOUR_KEY")
            .AppendLine($"Keys are made at {new Uri(addresses.Web, "keys")}; gRPC is taken at {addresses.OtlpGrpc.GetLeftPart(UriPartial.Authority)}.");
        if (setUpToken is not null)
        {
            text.AppendLine()
                .AppendLine("There is no administrator yet. This link makes the first one, and works once:")
                .AppendLine($"  {new Uri(addresses.Web, $"setup?token={setUpToken}")}");
        }

        return text.AppendLine().ToString();
    }
}
