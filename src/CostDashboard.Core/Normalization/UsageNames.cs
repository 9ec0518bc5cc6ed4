using System.Collections.Frozen;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>A count of tokens as emitters state it.</summary>
internal enum TokenCount : byte
{
    Input = 0,
    Output = 1,
    CacheRead = 2,
    CacheWrite = 3,
    Reasoning = 4,
    Total = 5,
    CacheWrite5m = 6,
    CacheWrite1h = 7,
}

/// <summary>The names under which one vocabulary counts what a call used. One look at each attribute finds them all, which matters where every span is looked at.</summary>
/// <param name="prefix">How all of the names begin.</param>
/// <param name="tokens">For each count the names, in the order of their precedence.</param>
/// <param name="details">What is counted beside plain tokens, with the same prefix.</param>
internal sealed class UsageNames(string prefix, (TokenCount Count, string[] NamesInOrder)[] tokens, MeterNames details)
{
    private const byte None = byte.MaxValue;

    private static readonly int s_counts = Enum.GetValues<TokenCount>().Length;

    private readonly FrozenDictionary<string, (TokenCount Count, byte Rank)> _tokens = tokens
        .SelectMany(entry => entry.NamesInOrder.Select((name, rank) => KeyValuePair.Create(prefix + name, (entry.Count, (byte)rank))))
        .ToFrozenDictionary(StringComparer.Ordinal);

    internal TokenCounts Read(SpanAttributes attributes, ref SpanReading reading)
    {
        Span<long> counts = stackalloc long[s_counts];
        Span<byte> ranks = stackalloc byte[s_counts];
        ranks.Fill(None);
        var isMore = false;
        foreach (var (key, value) in attributes.Entries)
        {
            if (!key.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (!_tokens.TryGetValue(key, out var name))
            {
                isMore = true;
            }
            else if (name.Rank <= ranks[(int)name.Count] && value.AsInteger() is { } number)
            {
                // Of a repeated key the last value holds, as everywhere.
                (counts[(int)name.Count], ranks[(int)name.Count]) = (number, name.Rank);
            }
        }

        return new()
        {
            Input = Of(TokenCount.Input, counts, ranks),
            Output = Of(TokenCount.Output, counts, ranks),
            CacheRead = Of(TokenCount.CacheRead, counts, ranks),
            CacheWrite = Of(TokenCount.CacheWrite, counts, ranks),
            CacheWrite5m = Of(TokenCount.CacheWrite5m, counts, ranks),
            CacheWrite1h = Of(TokenCount.CacheWrite1h, counts, ranks),
            Reasoning = Of(TokenCount.Reasoning, counts, ranks),
            Total = Of(TokenCount.Total, counts, ranks),
            Details = isMore ? details.Read(attributes, ref reading) : null,
        };
    }

    private static long? Of(TokenCount count, ReadOnlySpan<long> counts, ReadOnlySpan<byte> ranks) => ranks[(int)count] == None ? null : counts[(int)count];
}
