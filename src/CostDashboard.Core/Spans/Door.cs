namespace CostDashboard.Core.Spans;

/// <summary>The ways by which spans come in. The numbers are stored.</summary>
public enum Door : byte
{
    /// <summary>OTLP over HTTP.</summary>
    OtlpHttp = 1,

    /// <summary>OTLP over gRPC.</summary>
    OtlpGrpc = 2,

    /// <summary>The ingestion API of Langfuse, and its OTel route.</summary>
    Langfuse = 3,

    /// <summary>Spans and traces as plain JSON.</summary>
    Json = 4,

    /// <summary>Tools of the MCP server.</summary>
    Mcp = 5,

    /// <summary>Logs and metrics of coding agents.</summary>
    CodingAgents = 6,

    /// <summary>A file that somebody imports.</summary>
    Import = 7,

    /// <summary>Calls that pass through wrapped keys.</summary>
    Gateway = 8,

    /// <summary>The demo's spans.</summary>
    Demo = 9,
}

public static class Doors
{
    /// <summary>Spans of the past come through it by intent: that they arrive long after their end is no fault of the sender.</summary>
    public static bool BringsHistory(this Door door) => door is Door.Import or Door.Demo;
}
