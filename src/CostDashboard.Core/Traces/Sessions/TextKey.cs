using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CostDashboard.Core.Traces.Sessions;

/// <summary>
/// Stands for a text of any length and letters where a bounded one is needed: in an index and in an address. The first 63 bits of the
/// SHA-256 of its UTF-8. Texts that share one would be shown as one; of a project with a million sessions that happens to one in eighteen million.
/// </summary>
public readonly record struct TextKey(long Value)
{
    private const int Digits = 16;

    public static TextKey Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new(BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue);
    }

    /// <summary>What <see cref="ToString"/> wrote; null for anything else.</summary>
    public static TextKey? Parse(string? text) =>
        text is { Length: Digits } && long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value >= 0 ? new(value) : null;

    /// <summary>16 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
