namespace CostDashboard.Ingest.Otlp;

/// <summary>What OTLP carries. Traces are recorded, and of logs what coding agents tell in them.</summary>
internal enum OtlpSignal
{
    Traces = 1,
    Logs = 2,
    Metrics = 3,
}
