using System.Text;

namespace CostDashboard.Ingest.Tests.Fuzz;

/// <summary>Breaks bytes as transport, bugs and attackers do; the same seed breaks them in the same way.</summary>
internal sealed class Mutation(int seed)
{
    // What decoders stumble over: ends of ranges, odd lengths, half escapes, deep nesting.
    private static readonly byte[][] s_nasty =
    [
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        [0x80], [0x00], [0x0B], [0x0C], [0x7F],
        .. ((string[])["null", "{}", "[]", "\"", "\\", "\\ud800", "\\u0000", "-1", "1e999", "1.5", "9223372036854775808", "\"NaN\"", "true", ",", "}", "]"])
            .Select(Encoding.UTF8.GetBytes),
        Encoding.UTF8.GetBytes(new string('[', 1_200)),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"arrayValue\":{\"values\":[", 60))),
        [.. Enumerable.Repeat((byte)0x0B, 500)],
    ];

    private readonly Random _random = new(seed);

    internal T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    internal byte[] Of(byte[] seed, byte[] other)
    {
        var bytes = seed.ToList();
        for (var times = _random.Next(1, 5); times > 0; times--)
        {
            Mutate(bytes, other);
        }

        return [.. bytes];
    }

    private void Mutate(List<byte> bytes, byte[] other)
    {
        if (bytes.Count == 0)
        {
            bytes.AddRange(Pick(s_nasty));
            return;
        }

        var at = _random.Next(bytes.Count);
        var length = Math.Min(_random.Next(1, 40), bytes.Count - at);
        switch (_random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, Pick(s_nasty));
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, Pick(s_nasty));
                break;
            default:
                var from = _random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(length, other.Length - from)).ToArray());
                break;
        }
    }
}
