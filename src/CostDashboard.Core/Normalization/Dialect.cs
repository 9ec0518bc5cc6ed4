using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>Fills of a span's reading what it can and what is still empty.</summary>
internal delegate void DialectReader(DecodedSpan span, ref SpanReading reading);

/// <summary>One vocabulary and the marks by which it is known.</summary>
/// <param name="read">Called for a span only if one of the marks is on it.</param>
/// <param name="prefixes">How names of attributes, of the span or of its scope begin in this vocabulary.</param>
internal sealed class Dialect(DialectReader read, params string[] prefixes)
{
    internal DialectReader Read { get; } = read;

    internal IReadOnlyList<string> Prefixes { get; } = prefixes;
}
