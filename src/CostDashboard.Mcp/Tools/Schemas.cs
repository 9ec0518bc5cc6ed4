namespace CostDashboard.Mcp.Tools;

/// <summary>Arguments that several tools take, as JSON Schema.</summary>
internal static class Schemas
{
    internal const string Dimensions = "environment, service, release, step, kind, provider, model, feature, customer, key, priceState, user, tag:NAME";

    internal const string Period = """
        "from": {"type": "string", "description": "Beginning of the period, inclusive: 2026-11-22T14:30:00Z, or a day such as 2026-11-22 (the organisation's time zone). Default: 24 hours before 'to'."},
        "to": {"type": "string", "description": "End of the period, exclusive, written like 'from'. Default: now."}
        """;

    internal const string Filters = $$"""
        "filters": {"type": "object", "description": "Keeps only what has these values. Keys are dimensions ({{Dimensions}}); a value is one text or a list of texts, any of which may hold; all keys must hold. An empty text means: none named. Example: {\"model\": [\"gpt-4o\"], \"customer\": \"acme\"}.", "additionalProperties": {"type": ["string", "array"], "items": {"type": "string"} } }
        """;

    internal const string TraceId = """
        "trace_id": {"type": "string", "pattern": "^[0-9a-fA-F]{32}$", "description": "The trace's id: 32 hexadecimal digits."}
        """;
}
