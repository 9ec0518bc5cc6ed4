namespace CostDashboard.Ingest.Otlp;

/// <summary>What one span and one request may hold. What is beyond a limit is left out and noted on the span, or the span is rejected with the reason.</summary>
internal static class SpanLimits
{
    /// <summary>Spans of one request; those beyond are rejected, with the reason.</summary>
    internal const int SpansPerRequest = 100_000;

    /// <summary>Attributes, list items, events and links of one request together; spans beyond are rejected. It bounds the memory that small fields blow up to.</summary>
    internal const int ValuesPerRequest = 4_000_000;

    /// <summary>Attributes of a span or a resource, of all its events together, and of all its links together.</summary>
    internal const int Attributes = 512;

    internal const int Events = 256;
    internal const int Links = 128;

    /// <summary>Items of one list or map, counting those nested in it.</summary>
    internal const int ItemsPerValue = 1_000;

    /// <summary>Levels of lists and maps in one attribute.</summary>
    internal const int Depth = 32;

    /// <summary>UTF-8 bytes of one text, or bytes of one byte string; the rest is cut off.</summary>
    internal const int TextBytes = 8 * 1024;

    /// <summary>UTF-8 bytes of all texts of one span; texts beyond are not stored, only their length is.</summary>
    internal const int AllTextBytes = 256 * 1024;

    /// <summary>UTF-8 bytes of a name: of a span, an event, an attribute, a scope.</summary>
    internal const int NameBytes = 512;

    /// <summary>Notes on one span; further ones are counted.</summary>
    internal const int Notes = 16;

    /// <summary>Rejections that are kept to tell the exporter; further ones are counted.</summary>
    internal const int Rejections = 64;
}
