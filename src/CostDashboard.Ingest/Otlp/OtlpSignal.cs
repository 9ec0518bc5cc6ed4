namespace CostDashboard.Ingest.Otlp;

/// <summary>What OTLP carries. Only traces are recorded so far.</summary>
internal enum OtlpSignal
{
    Traces = 1,
    Logs = 2,
    Metrics = 3,
}
