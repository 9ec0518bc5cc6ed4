namespace CostDashboard.Core.Content;

/// <summary>How much content is kept, all of it in UTF-8 bytes before compression. What is beyond is cut or left out, and noted with the content.</summary>
public static class ContentLimits
{
    /// <summary>Of one text; the rest is cut off.</summary>
    public const int TextBytes = 256 * 1024;

    /// <summary>Of all texts of one span; texts beyond are left out.</summary>
    public const int SpanBytes = 512 * 1024;

    /// <summary>Of all spans of one request; texts beyond are left out, and the spans say so.</summary>
    public const int RequestBytes = 16 * 1024 * 1024;
}
